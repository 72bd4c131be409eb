import { describe, expect, test } from "vitest";
import type { Json } from "../../api/json.ts";
import type { StructuralSchema, ValidationRule } from "../structural-schema.ts";
import { prepareRules, validateRules } from "./rule-validator.ts";

function findings(schema: StructuralSchema, value: Json, old?: Json) {
  const rules = prepareRules(schema, false);
  if (rules === undefined) throw new Error("a schema without rules");
  return validateRules(rules, value, old, "spec");
}

function fields(schema: StructuralSchema, value: Json, old?: Json): string[] {
  return findings(schema, value, old).errors.map(({ field }) => field);
}

function ruled(schema: StructuralSchema, ...rules: (string | ValidationRule)[]): StructuralSchema {
  return { ...schema, "x-kubernetes-validations": rules.map((rule) => (typeof rule === "string" ? { rule } : rule)) };
}

const text: StructuralSchema = { type: "string" };
const integer: StructuralSchema = { type: "integer" };

describe("a rule decides about a value", () => {
  const rows: [string, StructuralSchema, Json, Json][] = [
    ["integers are ints", ruled(integer, "self % 2 == 0 && type(self) == int"), 4, 3],
    ["numbers are doubles", ruled({ type: "number" }, "self / 2.0 > 1.0"), 3, 2],
    ["texts", ruled(text, "self.startsWith('a') || self.size() > 3"), "abc", "b"],
    ["lists", ruled({ type: "array", items: text }, "self.all(x, x.size() < 3) && 'a' in self"), ["a", "bb"], ["bb"]],
    ["maps", ruled({ type: "object", additionalProperties: integer }, "self.all(k, self[k] > 1)"), { a: 2 }, { a: 2, b: 1 }],
    ["objects", ruled({ type: "object", properties: { a: text, b: text } }, "has(self.a) != has(self.b)"), { a: "x" }, { a: "x", b: "y" }],
    [
      "escaped names",
      ruled({ type: "object", properties: { "x.y-z": integer } }, "self.x__dot__y__dash__z > 1"),
      { "x.y-z": 2 },
      { "x.y-z": 1 },
    ],
    ["int-or-string", ruled({ "x-kubernetes-int-or-string": true }, "type(self) == int ? self < 5 : self.endsWith('%')"), "20%", 7],
    [
      "dates are timestamps",
      ruled({ type: "string", format: "date" }, "self > timestamp('2026-01-01T00:00:00Z')"),
      "2026-11-21",
      "2025-01-01",
    ],
    ["durations", ruled({ type: "string", format: "duration" }, "self < duration('1h')"), "59m", "2h"],
    ["bytes", ruled({ type: "string", format: "byte" }, "size(self) == 1"), "YQ==", "YWI="],
    ["optional fields", ruled({ type: "object", properties: { a: integer } }, "self.?a.orValue(1) == 1"), {}, { a: 2 }],
  ];
  test.each(rows)("%s", (_, schema, good, bad) => {
    expect(fields(schema, good)).toEqual([]);
    expect(fields(schema, bad)).toEqual(["spec"]);
  });
});

describe("errors of the evaluation", () => {
  test("refuse the value", () => {
    expect(fields(ruled({ type: "array", items: integer }, "self[0] == 1"), [])).toEqual(["spec"]);
    expect(fields(ruled(integer, "10 / self > 1"), 0)).toEqual(["spec"]);
    expect(fields(ruled(integer, "self * 9223372036854775807 > 0"), 2)).toEqual(["spec"]);
  });

  test("are absorbed by || and by exists", () => {
    expect(fields(ruled({ type: "array", items: integer }, "self[0] == 1 || true"), [])).toEqual([]);
    expect(fields(ruled({ type: "array", items: integer }, "self.exists(x, 1 / x == 1)"), [0, 1])).toEqual([]);
    expect(fields(ruled({ type: "array", items: integer }, "self.exists(x, 1 / x == 1)"), [0, 2])).toEqual(["spec"]);
  });

  test("come from null where it is not allowed, but null itself is never validated", () => {
    const schema = ruled({ type: "object", additionalProperties: ruled(text, "self == 'a'") }, "self.all(k, self[k] == 'a')");
    expect(fields(schema, { k: null })).toEqual(["spec"]);
  });
});

test("null where it is allowed is no text", () => {
  const list = ruled({ type: "array", items: { type: "string", nullable: true } }, "size(self[0]) == 0");
  expect(fields(list, [""])).toEqual([]);
  expect(fields(list, [null])).toEqual(["spec"]);
});

describe("where an error stands", () => {
  test("at the value, with list positions, names and keys on the way", () => {
    const leaf = ruled(text, "self == 'a'");
    expect(
      fields(
        { type: "object", properties: { l: { type: "array", items: leaf }, m: { type: "object", additionalProperties: leaf } } },
        { l: ["a", "b"], m: { "k.1": "b" } },
      ),
    ).toEqual(["spec.l[1]", "spec.m[k.1]"]);
  });

  test("at the rule's fieldPath", () => {
    const schema: StructuralSchema = {
      type: "object",
      properties: { a: { type: "object", properties: { "b.c": text } }, m: { type: "object", additionalProperties: text } },
    };
    expect(fields(ruled(schema, { rule: "false", fieldPath: ".a['b.c']" }), {})).toEqual(["spec.a.b.c"]);
    expect(fields(ruled(schema, { rule: "false", fieldPath: ".m.key" }), {})).toEqual(["spec.m[key]"]);
  });

  test("at the value if the message does not compile", () => {
    const schema: StructuralSchema = { type: "object", properties: { a: text } };
    expect(fields(ruled(schema, { rule: "false", fieldPath: ".a", messageExpression: "1" }), {})).toEqual(["spec"]);
  });
});

describe("messages", () => {
  const message = (rule: ValidationRule, value: Json) => findings(ruled(text, rule), value).errors[0]?.message;

  test("are computed, fixed, or the rule itself", () => {
    expect(message({ rule: "self == 'a'", messageExpression: "'not ' + self" }, "b")).toBe("not b");
    expect(message({ rule: "self == 'a'", message: " must be a " }, "b")).toBe("must be a");
    expect(message({ rule: "self == 'a'" }, "b")).toBe("failed rule: self == 'a'");
  });

  test("fall back to the fixed one if they cannot be computed, are empty or have several lines", () => {
    for (const messageExpression of ["self[1 / 0]", "string(1 / 0)", "''", "'a\\nb'"]) {
      expect(message({ rule: "self == 'a'", message: "fixed", messageExpression }, "b")).toBe("fixed");
    }
  });
});

describe("transition rules", () => {
  const immutable = ruled(text, "self == oldSelf");

  test("apply only if there is an old value", () => {
    expect(fields(immutable, "b")).toEqual([]);
    expect(fields(immutable, "b", "b")).toEqual([]);
    expect(fields(immutable, "b", "a")).toEqual(["spec"]);
  });

  test("find old values of properties and map keys, but not of list items", () => {
    const schema: StructuralSchema = {
      type: "object",
      properties: { p: immutable, m: { type: "object", additionalProperties: immutable }, l: { type: "array", items: immutable } },
    };
    expect(fields(schema, { p: "b", m: { k: "b" }, l: ["b"] }, { p: "a", m: { k: "a" }, l: ["a"] })).toEqual(["spec.p", "spec.m[k]"]);
  });

  test("find old items of lists that are maps by their keys", () => {
    const items: StructuralSchema = {
      type: "object",
      properties: { name: text, size: integer },
      "x-kubernetes-validations": [{ rule: "self.size >= oldSelf.size" }],
    };
    const list: StructuralSchema = { type: "array", items, "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["name"] };
    expect(
      fields(
        list,
        [
          { name: "b", size: 1 },
          { name: "a", size: 2 },
        ],
        [{ name: "a", size: 3 }],
      ),
    ).toEqual(["spec[1]"]);
  });

  test("apply without an old value if they are written for its absence", () => {
    const schema = ruled(text, { rule: "oldSelf.orValue('a') == self", optionalOldSelf: true });
    expect(fields(schema, "b")).toEqual(["spec"]);
    expect(fields(schema, "b", "b")).toEqual([]);
  });
});

describe("what is not decided", () => {
  test("numbers that Go prints by locale", () => {
    const { errors, undecided } = findings(ruled({ type: "number" }, "'%f'.format([self]) == '1,000.000000'"), 1000);
    expect(errors).toEqual([]);
    expect(undecided.map(({ field }) => field)).toEqual(["spec"]);
  });

  test("rules that may use up the run-time budget", () => {
    const { undecided } = findings(
      ruled({ type: "array", items: integer }, "self.all(a, self.all(b, a + b >= 0))"),
      new Array(600).fill(1),
    );
    expect(undecided).toHaveLength(1);
  });
});

test("a rule that does not compile refuses every value", () => {
  expect(fields(ruled(text, "self.missing"), "a")).toEqual(["spec"]);
});

test("has() of a field that does not fit its schema is an error, not an answer", () => {
  const schema: StructuralSchema = {
    type: "object",
    properties: { kind: { type: "number" } },
    "x-kubernetes-validations": [{ rule: "has(self.kind)" }],
  };
  const errors = (isRoot: boolean) => validateRules(prepareRules(schema, isRoot)!, { kind: 3.4 }, undefined, "").errors;
  expect(errors(false)).toEqual([]);
  // The kind of a resource is a text.
  expect(errors(true).map(({ message }) => message)).toEqual([expect.stringContaining("expected string")]);
});
