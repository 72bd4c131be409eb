import { describe, expect, test } from "vitest";
import type { StructuralSchema, ValidationRule } from "../structural-schema.ts";
import { declareSchema } from "./decl-type.ts";
import { checkRules, EXPRESSION_COST_LIMIT, ruleTextErrors, totalCostErrors } from "./rule-check.ts";

const text: StructuralSchema = { type: "string", maxLength: 10 };
const list: StructuralSchema = { type: "array", maxItems: 5, items: text };
const object: StructuralSchema = { type: "object", properties: { a: text, n: { type: "integer" }, l: list } };

function check(schema: StructuralSchema, rule: ValidationRule, uncorrelatable?: string) {
  const decl = declareSchema(schema, false);
  if (decl === undefined) throw new Error("a schema that CEL cannot see");
  return checkRules({ ...schema, "x-kubernetes-validations": [rule] }, { path: "s", decl, cardinality: 1, uncorrelatable });
}

function fields(schema: StructuralSchema, rule: string): string[] {
  return check(schema, { rule }).errors.map(({ field }) => field.replace("s.x-kubernetes-validations[0].", ""));
}

describe("rules that do not compile", () => {
  const rows: [string, StructuralSchema, string, string][] = [
    ["syntax", text, "self == 'a'", "self =="],
    ["undeclared names", text, "self == 'a'", "other == 'a'"],
    ["undeclared functions", text, "self.size() > 1", "self.length() > 1"],
    ["undeclared fields", object, "self.a == 'a'", "self.b == 'a'"],
    ["operand types", object, "self.n + 1 > 2", "self.n + self.a > 2"],
    ["comparison of different types", object, "self.n == 1", "self.n == 'a'"],
    ["comparison of different objects", { type: "object", properties: { x: object, y: object } }, "self.x == self.x", "self.x == self.y"],
    ["result type", text, "self == 'a'", "self"],
    ["lists of mixed types", text, "['a', self].size() == 2", "['a', 1].size() == 2"],
    ["iteration over scalars", object, "self.l.all(x, x == 'a')", "self.n.all(x, x == 'a')"],
    ["conditions", text, "self == 'a' ? true : false", "self ? true : false"],
    ["macro arguments", list, "self.all(x, x == 'a')", "self.all(1, true)"],
    ["has", object, "has(self.a)", "has(self)"],
    ["patterns", text, "self.matches('a+')", "self.matches('(')"],
    ["durations", text, "duration('1h') > duration('1m')", "duration('soon') > duration('1m')"],
    ["conversions of constants", text, "int('1') == 1", "int('x') == 1"],
    ["format clauses", text, "'%s'.format([self]) == 'a'", "'%d'.format([self]) == 'a'"],
    ["format arguments", text, "'%s'.format([self]) == 'a'", "'%s'.format([self, self]) == 'a'"],
    ["numbers that are too large", object, "self.n < 9223372036854775807", "self.n < 9223372036854775808"],
    ["functions that Kubernetes leaves out", text, "self == 'a'", "cel.bind(x, self, x == 'a')"],
  ];
  test.each(rows)("%s", (_, schema, good, bad) => {
    expect(fields(schema, good)).toEqual([]);
    expect(fields(schema, bad)).toEqual(["rule"]);
  });

  test("numbers of different types can be ordered, but not compared for equality", () => {
    expect(fields(object, "self.n < 1.5")).toEqual([]);
    expect(fields(object, "self.n == 1.5")).toEqual(["rule"]);
    expect(fields(object, "dyn(self.n) == 1.5")).toEqual([]);
  });

  test("messages have to be texts", () => {
    expect(check(text, { rule: "true", messageExpression: "self" }).errors).toEqual([]);
    expect(check(text, { rule: "true", messageExpression: "1" }).errors.map(({ field }) => field)).toEqual([
      "s.x-kubernetes-validations[0].messageExpression",
    ]);
  });
});

test("syntax that the parser does not know is undecided, not wrong", () => {
  expect(check(text, { rule: "size(self) > .5" })).toMatchObject({
    errors: [],
    undecided: [{ field: "s.x-kubernetes-validations[0].rule" }],
  });
});

test("oldSelf is refused where old and new items cannot be matched", () => {
  expect(check(text, { rule: "self == oldSelf" }).errors).toEqual([]);
  expect(check(text, { rule: "self == oldSelf" }, "s.items").errors).toHaveLength(1);
});

describe("costs", () => {
  const cost = (schema: StructuralSchema, rule: string) => check(schema, { rule }).costs[0]?.cost;

  test("grow with the bounds of the schema", () => {
    expect(cost(text, "self == 'a'")).toBeLessThan(cost({ ...text, maxLength: 1000 }, "self.contains('aaaaaaaaaaaaaaaaaaaa')") ?? 0);
    expect(cost(list, "self.all(x, x == 'a')")).toBeLessThan(cost({ ...list, maxItems: 50 }, "self.all(x, x == 'a')") ?? 0);
  });

  test("of a rule within the bounds are accepted, without bounds they are too high", () => {
    const nested = "self.all(x, self.all(y, x == y || x != y))";
    expect(fields(list, nested)).toEqual([]);
    expect(fields({ type: "array", items: { type: "string" } }, nested)).toEqual(["rule"]);
  });

  test("of messages are estimated, too", () => {
    const unbounded: StructuralSchema = { type: "string" };
    expect(check(unbounded, { rule: "true", messageExpression: "self" }).errors).toEqual([]);
    const repeated = "self.replace('a', 'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb').replace('b', 'cccccccccccccccccccccccccccccccc').split('')[0]";
    expect(check(unbounded, { rule: "true", messageExpression: repeated }).errors.map(({ field }) => field)).toEqual([
      "s.x-kubernetes-validations[0].messageExpression",
    ]);
  });

  test("of all rules together are limited", () => {
    const costs = (count: number) => Array.from({ length: count }, (_, i) => ({ path: `r${i}`, cost: EXPRESSION_COST_LIMIT }));
    expect(totalCostErrors(costs(10), "s")).toEqual([]);
    expect(totalCostErrors(costs(11), "s").map(({ field }) => field)).toEqual(["r0", "r1", "r2", "r3", "s"]);
  });
});

describe("texts of rules", () => {
  const rows: [string, ValidationRule, ValidationRule, string][] = [
    ["the rule is not blank", { rule: "true" }, { rule: " " }, "rule"],
    ["the message is not blank", { rule: "true", message: "a" }, { rule: "true", message: " " }, "message"],
    ["the message is short", { rule: "true", message: "a".repeat(2048) }, { rule: "true", message: "a".repeat(2049) }, "message"],
    ["the message is one line", { rule: "true", message: "a\n" }, { rule: "true", message: "a\nb" }, "message"],
    ["a rule of several lines has a message", { rule: "true\n|| false", message: "a" }, { rule: "true\n|| false" }, "message"],
    [
      "the messageExpression is not blank",
      { rule: "true", messageExpression: "'a'" },
      { rule: "true", messageExpression: " " },
      "messageExpression",
    ],
    ["the reason is known", { rule: "true", reason: "FieldValueInvalid" }, { rule: "true", reason: "Other" }, "reason"],
    ["the fieldPath exists", { rule: "true", fieldPath: ".a" }, { rule: "true", fieldPath: ".missing" }, "fieldPath"],
    ["the fieldPath starts with a dot or a bracket", { rule: "true", fieldPath: "['a']" }, { rule: "true", fieldPath: "a" }, "fieldPath"],
  ];
  test.each(rows)("%s", (_, good, bad, field) => {
    const errors = (rule: ValidationRule) =>
      ruleTextErrors({ ...object, "x-kubernetes-validations": [rule] }, "s").map((error) => error.field);
    expect(errors(good)).toEqual([]);
    expect(errors(bad)).toEqual([`s.x-kubernetes-validations[0].${field}`]);
  });
});
