import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { camelCase, heading, nameForms, scalar, wrongForm } from "./names.ts";

const common = JSON.parse(readFileSync(new URL("../../../model/schemas/common.json", import.meta.url), "utf8")) as {
  $defs: Record<string, { pattern: string; maxLength: number }>;
};

test.each([
  ["stack", "plainId"],
  ["provider", "plainId"],
  ["feature", "hyphenId"],
  ["addon", "hyphenId"],
  ["variable", "variableName"],
] as const)("the form of a %s name is the schema's %s", (kind, definition) => {
  const { pattern, maxLength } = nameForms[kind];
  expect({ pattern: pattern.source, maxLength }).toEqual({
    pattern: common.$defs[definition]?.pattern,
    maxLength: common.$defs[definition]?.maxLength,
  });
});

describe("a name of the wrong form", () => {
  test("says what is allowed, and why a stack has no hyphen", () => {
    expect(wrongForm("stack", "my-stack")).toMatchObject([
      {
        code: "CS1302",
        message: 'The stack name "my-stack" has the wrong form.',
        repair: expect.stringContaining("no hyphen, because the Cluster Stack Operator splits release names on it"),
      },
    ]);
  });

  test.each(["", "Upper", "-first", "last-", "with/slash", "..", "a".repeat(41)])("%j names no addon", (name) => {
    expect(wrongForm("addon", name)).toHaveLength(1);
  });

  test("is as long as the schema allows at most", () => {
    expect(wrongForm("addon", "a".repeat(40))).toEqual([]);
  });
});

test("ids become variables and headings", () => {
  expect([camelCase("node-labels"), camelCase("oidc"), heading("node-labels")]).toEqual(["nodeLabels", "oidc", "Node labels"]);
});

test.each(["123", "null", "true", "1e3", "plain", "a: b", "# not a comment", ""])("%j is read back from YAML as it was", (text) => {
  expect(parse(`key: ${scalar(text)}\n`)).toEqual({ key: text });
});
