import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseTemplate, TemplateError } from "../index.ts";
import type { FunctionTable, GoValue } from "../values.ts";
import { hermeticFunctions, operatorFunctions } from "./index.ts";

/** A line of a golden file; the first line has the data and says how the file was made. */
interface GoldenCase {
  readonly about: string;
  readonly template: string;
  readonly out?: string;
  readonly error?: string;
  readonly ownWording?: true;
}

function readGolden(name: string): { data: GoValue; cases: GoldenCase[] } {
  const [first = "", ...rest] = readFileSync(new URL(`testdata/${name}.golden.jsonl`, import.meta.url), "utf8")
    .trimEnd()
    .split("\n");
  const { data }: { data: GoValue } = JSON.parse(first);
  return { data, cases: rest.map((line): GoldenCase => JSON.parse(line)) };
}

/** The outcome of a case here, in the form of the case. */
function outcomeOf({ about, template, ...expected }: GoldenCase, data: GoValue, functions: FunctionTable): GoldenCase {
  try {
    return { about, template, out: parseTemplate("tpl", template, { functions }).execute(data) };
  } catch (error) {
    if (!(error instanceof TemplateError) || error.code === "unsupported") throw error;
    if (expected.ownWording === true && expected.error !== undefined) return { about, template, ...expected };
    return { about, template, error: error.message };
  }
}

describe.each([
  ["hermetic", hermeticFunctions],
  ["operator", operatorFunctions],
] as const)("%s functions", (name, functions) => {
  const { data, cases } = readGolden(name);
  const groups = [...new Set(cases.map(({ about }) => about))];

  it.each(groups)("answer as Go: %s", (group) => {
    const goldens = cases.filter(({ about }) => about === group);
    expect(goldens.map((golden) => outcomeOf(golden, data, functions))).toEqual(goldens);
  });
});
