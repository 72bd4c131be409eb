import type { Json, JsonObject } from "../../../packages/clusterclass/src/api/json.ts";
import { isObject } from "../../../packages/clusterclass/src/api/json.ts";
import { escapeFieldName } from "../../../packages/clusterclass/src/schema/cel/field-names.ts";
import { doubleRules, integerRules } from "./rule-corpus.ts";
import { textRules } from "./text-corpus.ts";
import type { Draw, Schema } from "./value-generator.ts";

/** Draws CEL rules for a node of a schema; most are well typed. */
export function drawRules(draw: Draw, schema: Schema): Json[] {
  return Array.from({ length: draw.int(1, 2) }, () => drawRule(draw, schema));
}

function drawRule(draw: Draw, schema: Schema): JsonObject {
  const rule: JsonObject = { rule: draw.chance(0.06) ? draw.pick(BROKEN) : condition(draw, "self", schema, 2) };
  if (draw.chance(0.12)) rule["rule"] = draw.pick(["self == oldSelf", "self != oldSelf", `${rule["rule"]} || self == oldSelf`]);
  if (draw.chance(0.2)) rule["message"] = draw.pick(["must be fine", " ", "two\nlines"]);
  if (draw.chance(0.15)) rule["messageExpression"] = messageExpression(draw, schema);
  if (draw.chance(0.1))
    rule["reason"] = draw.pick(["FieldValueInvalid", "FieldValueForbidden", "FieldValueDuplicate", "FieldValueRequired"]);
  if (draw.chance(0.1))
    rule["fieldPath"] = draw.pick([".name", ".nested.name", "['a-b']", "['x.y']", "name", ".missing", ".k1", "['weird name']", "."]);
  return rule;
}

const BROKEN = [
  "self.missing == 1",
  "self +",
  "unknown > 1",
  "self",
  "1",
  "size(self) > 'a'",
  "self.kind == 'x'",
  "self.metadata.name == 'x'",
  "self.all(x, y)",
  "has(self)",
  "[1, 'a'].size() == 2",
  "self.matches('(')",
  "int('x') == 1",
  "duration('x') == duration('1s')",
  "true",
  "'%d'.format(['a']) == 'a'",
  "cel.bind(x, 1, x == 1)",
  "oldSelf == self",
];

function messageExpression(draw: Draw, schema: Schema): string {
  const common = ["'text'", "'a' + 'b'", "'value ' + string(1)", "1", "'line\\nbreak'", "''"];
  if (schema["type"] === "string") return draw.pick([...common, "self", "'bad: ' + self", "string(self)"]);
  if (schema["type"] === "integer" || schema["type"] === "number") return draw.pick([...common, "string(self)", "'bad: ' + string(self)"]);
  return draw.pick(common);
}

/** A condition on `at`, an expression whose values have the schema. */
function condition(draw: Draw, at: string, schema: Schema, depth: number): string {
  if (depth > 0 && draw.chance(0.3)) {
    const [a, b] = [condition(draw, at, schema, depth - 1), condition(draw, at, schema, depth - 1)];
    return draw.pick([`${a} && ${b}`, `${a} || ${b}`, `!(${a})`, `(${a}) ? (${b}) : true`, `(${a}) == (${b})`]);
  }
  if (schema["x-kubernetes-int-or-string"] === true) return intOrString(draw, at);
  switch (schema["type"]) {
    case "string":
      return text(draw, at, schema);
    case "integer":
      return integer(draw, at);
    case "number":
      return double(draw, at);
    case "boolean":
      return draw.pick([at, `!${at}`, `${at} == true`, `${at} || false`, `string(${at}) == 'true'`]);
    case "array":
      return list(draw, at, schema, depth);
    case "object":
      return isObject(schema["additionalProperties"])
        ? map(draw, at, schema["additionalProperties"], depth)
        : object(draw, at, schema, depth);
    default:
      return draw.pick([`${at} == ${at}`, "true", `type(${at}) == string`]);
  }
}

function text(draw: Draw, at: string, schema: Schema): string {
  if (schema["format"] === "date" || schema["format"] === "date-time") {
    return draw.pick([
      `${at}.getFullYear() > 2000`,
      `${at} > timestamp('2026-01-01T00:00:00Z')`,
      `${at}.getDayOfWeek() < 6`,
      `string(${at}).startsWith('2026')`,
      `${at}.getMonth() == 10`,
    ]);
  }
  if (schema["format"] === "duration")
    return draw.pick([`${at} > duration('1h')`, `${at}.getSeconds() > 5`, `string(${at}) == '3600s'`, `${at} + ${at} > ${at}`]);
  if (schema["format"] === "byte") return draw.pick([`size(${at}) > 1`, `string(${at}) == 'abc'`, `${at} == b'abc'`]);
  return draw.pick(textRules).replaceAll("$", at);
}

function integer(draw: Draw, at: string): string {
  return draw.pick(integerRules).replaceAll("$", at);
}

function double(draw: Draw, at: string): string {
  return draw.pick(doubleRules).replaceAll("$", at);
}

function intOrString(draw: Draw, at: string): string {
  return draw
    .pick([
      "type($) == int ? $ > 1 : $.size() > 1",
      "type($) == string",
      "$ == 1",
      "$ == 'a'",
      "$ > 1",
      "$.matches('^a')",
      "string($) != ''",
      "$ in [1, 2]",
      "int($) > 1",
      "size($) > 1",
      "dyn($) == 1 || dyn($) == 'a'",
    ])
    .replaceAll("$", at);
}

function list(draw: Draw, at: string, schema: Schema, depth: number): string {
  const items = isObject(schema["items"]) ? schema["items"] : {};
  const variable = `i${depth}`;
  const inner = condition(draw, variable, items, Math.max(0, depth - 1));
  const scalar = ["string", "integer", "number"].includes(String(items["type"])) && items["format"] === undefined;
  const rules = [
    `size($) > 0`,
    `$.size() < 3`,
    `$.all(${variable}, ${inner})`,
    `$.exists(${variable}, ${inner})`,
    `$.exists_one(${variable}, ${inner})`,
    `$.filter(${variable}, ${inner}).size() < 2`,
    `$.map(${variable}, ${inner}).exists(b, b)`,
    `size($) == 0 || (${condition(draw, `${at}[0]`, items, 0)})`,
    `$ == []`,
    `$.all(${variable}, $.exists_one(o, o == ${variable}))`,
    `$ + $ != $`,
    `$[?0].hasValue()`,
    `$.distinct().size() == size($)`,
    `$.all(n, v, n < 2)`,
    `$.reverse() == $`,
  ];
  if (scalar) rules.push("$.isSorted()", "size($) == 0 || $.max() == $[0]", "$.min() == $[0]", "$.sort() == $", "$.indexOf($[0]) == 0");
  if (items["type"] === "integer" || items["type"] === "number") rules.push("$.sum() < dyn(5)");
  if (items["type"] === "string" && items["format"] === undefined)
    rules.push("$.join(',') != 'a'", "'a' in $", "$.join().size() < 4", "sets.intersects($, ['a', 'b'])");
  return draw.pick(rules).replaceAll("$", at);
}

function map(draw: Draw, at: string, values: Schema, depth: number): string {
  const key = `k${depth}`;
  const inner = condition(draw, `${at}[${key}]`, values, Math.max(0, depth - 1));
  return draw
    .pick([
      `size($) < 3`,
      `$.all(${key}, ${inner})`,
      `$.exists(${key}, ${inner})`,
      `'k1' in $`,
      `has($.k1)`,
      `$.all(${key}, ${key}.startsWith('k'))`,
      `$.map(${key}, ${key}).size() > 1`,
      `!has($.k1) || (${condition(draw, `${at}.k1`, values, 0)})`,
      `$ == $`,
      `$[?'k1'].hasValue()`,
      `$.filter(${key}, ${key} != 'k1').size() < 2`,
      `$.all(n, v, n != 'k2')`,
    ])
    .replaceAll("$", at);
}

function object(draw: Draw, at: string, schema: Schema, depth: number): string {
  const properties = isObject(schema["properties"]) ? Object.entries(schema["properties"]) : [];
  const visible = properties.flatMap(([name, property]) => {
    const escaped = escapeFieldName(name);
    return escaped === undefined || !isObject(property) ? [] : [{ escaped, property }];
  });
  if (visible.length === 0) return draw.pick(["true", `${at} == ${at}`, `has(${at}.name)`, `size(${at}) == 0`]);
  const { escaped, property } = draw.pick(visible);
  const field = `${at}.${escaped}`;
  const inner = condition(draw, field, property, depth);
  return draw.pick([
    `has(${field})`,
    `!has(${field}) || (${inner})`,
    `has(${field}) && (${inner})`,
    inner,
    `${at}.?${escaped}.hasValue()`,
    `${at}.?${escaped}.optMap(v, ${condition(draw, "v", property, 0)}).orValue(true)`,
    `${field} == ${at}.${draw.pick(visible).escaped}`,
    `${at} == ${at}`,
  ]);
}
