import { describe, expect, it } from "vitest";
import { renderTemplate } from "../../index.ts";
import { functionDocs, hermeticFunctions, nonDeterministicNames, operatorFunctions } from "../index.ts";

const allFunctions = new Map([...operatorFunctions, ...hermeticFunctions]);
const examples = functionDocs.flatMap(({ name, example }) => (example === undefined ? [] : [{ name, ...example }]));

/** The parameter types of a signature, as Go's reflection prints them. */
function parameterTypes(signature: string): string[] {
  const parameters = /^\w+\((.*?)\) /.exec(signature)?.[1] ?? "";
  const types = parameters === "" ? [] : parameters.split(", ").map((parameter) => parameter.replace(/^\w+ /, ""));
  return types.map((type) => type.replace("...", "[]").replaceAll("any", "interface {}"));
}

/** The same of a function; Go shows a variadic parameter as a list. */
function declaredTypes(name: string): string[] {
  const { parameters = [], variadic = false } = allFunctions.get(name) ?? {};
  return parameters.map((type, index) => (variadic && index === parameters.length - 1 ? `[]${type}` : type));
}

describe("the documentation of functions", () => {
  it("names every function once", () => {
    expect(functionDocs.map(({ name }) => name).sort()).toEqual([...allFunctions.keys()].sort());
  });

  it.each(functionDocs)("gives $name the signature it has", ({ name, signature }) => {
    expect(parameterTypes(signature)).toEqual(declaredTypes(name));
  });

  it.each(examples)("shows what $template prints", ({ template, output }) => {
    expect(renderTemplate("example", template, {}, { functions: allFunctions })).toBe(output);
  });

  it("has an example for each function that can answer", () => {
    const withoutExample = functionDocs.filter(({ example }) => example === undefined).map(({ name }) => name);
    expect(withoutExample.sort()).toEqual([...nonDeterministicNames, "fail"].sort());
  });
});
