import fc from "fast-check";
import { expect } from "vitest";
import { applyJsonPatch, failed, type Json, type PatchOperation } from "../../packages/clusterclass/src/index.ts";
import { fuzz } from "./fuzz.ts";
import { oddJson } from "./mangled.ts";

const token = fc.oneof(
  fc.constantFrom(
    "",
    "-",
    "0",
    "1",
    "-1",
    "+1",
    "01",
    "9",
    "99999999999999999999",
    "a",
    "b",
    "spec",
    "~0",
    "~1",
    "~",
    "~2",
    "__proto__",
    "constructor",
  ),
  fc.string({ unit: "binary", maxLength: 2 }),
);
const path = fc.oneof(
  { weight: 8, arbitrary: fc.array(token, { maxLength: 5 }).map((tokens) => tokens.map((part) => `/${part}`).join("")) },
  { weight: 1, arbitrary: fc.string({ maxLength: 8 }) },
);
const document = fc.oneof(
  oddJson,
  fc.letrec<{ node: Json }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom<Json>(null, 0, "x", true),
      fc.array(tie("node"), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom("a", "b", "spec", "0", "", "~", "/"), tie("node"), { maxKeys: 3 }),
    ),
  })).node,
);
const operation = fc.record({ op: fc.constantFrom("add", "replace", "remove"), path, value: oddJson }) as fc.Arbitrary<PatchOperation>;

fuzz({
  name: "patching documents",
  share: 18,
  cases: fc.record({ document, operations: fc.array(operation, { maxLength: 5 }) }),
  run: ({ document: before, operations }) => {
    const text = JSON.stringify(before);
    const after = applyJsonPatch(before as Json, operations);
    expect(JSON.stringify(before), "the document was changed in place").toBe(text);
    expect(({} as Record<string, unknown>)["polluted"] ?? Object.keys(Object.prototype)).toEqual([]);
    if (failed(after)) expect(after.reason).not.toBe("");
    else expect(JSON.stringify(after)).toBeDefined();
  },
});
