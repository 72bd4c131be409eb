import { describe, expect, test } from "vitest";
import type { VariableData } from "../catalog-data.ts";
import { emptyValue, fieldOf } from "./field.ts";
import { errorsBelow, type Finding, findingsAt } from "./field-errors.ts";
import { filterForm, formOf } from "./form.ts";
import { readTyped, typedText } from "./typed-text.ts";

function variable(name: string, definedIn: VariableData["definedIn"], more: Partial<VariableData> = {}): VariableData {
  const known = { required: false, schema: { type: "string" }, description: `About ${name}.`, immutable: false, examples: [] };
  return { name, definedIn, usedBy: { patches: [], addons: [] }, ...known, ...more };
}

const proxy = { kind: "feature", id: "proxy", title: "HTTP proxy" } as const;
const net = { kind: "addon", id: "net", title: "Pod network" } as const;
const data = {
  variables: [variable("proxyURL", [proxy]), variable("cni", [net, proxy]), variable("noProxy", [proxy]), variable("own", [])],
  features: [{ id: "proxy", title: "HTTP proxy", docs: "How the way out is found.", variables: [], patches: [] }],
  addons: [],
};

describe("the form", () => {
  test("has a group for each feature and addon, and shows a variable where it is defined first", () => {
    const groups = formOf(data).map(({ title, docs, variables }) => [title, docs, variables.map(({ name }) => name)]);
    expect(groups).toEqual([
      ["HTTP proxy", "How the way out is found.", ["proxyURL", "noProxy"]],
      ["Pod network", "", ["cni"]],
      ["ClusterClass", "", ["own"]],
    ]);
  });

  test("hides what has no effect, unless the Cluster sets it or somebody asks", () => {
    const names = (filter: Partial<Parameters<typeof filterForm>[1]>, set: string[] = []): string[] =>
      filterForm(formOf(data), { text: "", onlySet: false, withIdle: false, ...filter }, new Set(set), new Set(["noProxy"])).flatMap(
        ({ variables }) => variables.map(({ name }) => name),
      );
    expect(names({})).toEqual(["proxyURL", "cni", "own"]);
    expect(names({}, ["noProxy"])).toContain("noProxy");
    expect(names({ withIdle: true })).toContain("noProxy");
    expect(names({ onlySet: true }, ["cni"])).toEqual(["cni"]);
    expect(names({ text: "http ABOUT" })).toEqual(["proxyURL"]);
  });
});

describe("a field", () => {
  test("is made of a schema, with its members and items", () => {
    const field = fieldOf("auditLog", {
      type: "object",
      required: ["level"],
      properties: {
        level: { type: "string", enum: ["None", "Metadata"] },
        days: { type: "integer", minimum: 1, maximum: 30, default: 7 },
        tags: { type: "array", maxItems: 4, items: { type: "string" } },
        labels: { type: "object", additionalProperties: { type: "string" } },
        rest: { "x-kubernetes-preserve-unknown-fields": true },
      },
    });
    const members = field.members.map(({ name, kind, limits, required }) => [name, kind, limits, required]);
    expect(members).toEqual([
      ["level", "choice", "", true],
      ["days", "integer", "1 … 30", false],
      ["tags", "list", "# … 4", false],
      ["labels", "map", "", false],
      ["rest", "yaml", "", false],
    ]);
    expect(emptyValue(field)).toEqual({ level: "None" });
    expect(field.members[2]!.item?.kind).toBe("text");
  });

  test("leaves text that is no number as text, for the engine to refuse", () => {
    const integer = { kind: "integer", required: false } as const;
    expect(["12", "-3", "1.5", "many", " ", "99999999999999999999"].map((text) => readTyped(integer, text))).toEqual([
      12,
      -3,
      1.5,
      "many",
      undefined,
      "99999999999999999999",
    ]);
  });

  test("is no longer set when it is emptied, unless being empty says something", () => {
    expect(readTyped({ kind: "text", required: false }, "")).toBeUndefined();
    expect(readTyped({ kind: "text", required: false, default: "" }, "")).toBeUndefined();
    expect(readTyped({ kind: "text", required: false, default: "small" }, "")).toBe("");
    expect(readTyped({ kind: "text", required: true }, "")).toBe("");
    expect(typedText(undefined)).toBe("");
  });
});

test("what is wrong is shown at its field, or at what it is inside of", () => {
  const at = (field: string): Finding => ({ severity: "error", field, message: "no" });
  const findings = [at("spec.topology.variables[a].value.b"), at("spec.topology.variables[ab].value"), at("")];
  expect(findingsAt(findings, "spec.topology.variables[a].value", false)).toEqual([]);
  expect(findingsAt(findings, "spec.topology.variables[a].value", true)).toEqual([findings[0]]);
  expect(errorsBelow(findings, "spec.topology.variables[a]")).toBe(1);
});
