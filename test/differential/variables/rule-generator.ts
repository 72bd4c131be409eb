import type { Json, JsonObject } from "../../../packages/clusterclass/src/api/json.ts";
import { isObject } from "../../../packages/clusterclass/src/api/json.ts";
import { escapeFieldName } from "../../../packages/clusterclass/src/schema/cel/field-names.ts";
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
  return draw.pick(TEXT_RULES).replaceAll("$", at);
}

const TEXT_RULES = [
  "$ == 'a'",
  "$ != ''",
  "size($) < 4",
  "$.size() > 1",
  "$.startsWith('a')",
  "$.endsWith('c')",
  "$.contains('b')",
  "$.matches('^[a-z]+$')",
  "$.matches('[0-9]')",
  "$ in ['a', 'b', 'abc']",
  "$ < 'b'",
  "$ >= 'a'",
  "$ + 'x' == 'ax'",
  "$.lowerAscii() == $",
  "$.upperAscii() == 'ABC'",
  "$.trim() == $",
  "$.replace('a', 'b') == 'b'",
  "$.replace('', '-') != $",
  "$.split(',').size() > 1",
  "$.split('').exists(c, c == 'a')",
  "$.split(',', 2).size() == 2",
  "$.split(',').all(p, p.size() == 1)",
  "$.split(',').map(p, p + 'x').join('-') != ''",
  "$.indexOf('b') > 0",
  "$.lastIndexOf('a') == 0",
  "$.charAt(0) == 'a'",
  "$.substring(1) == 'bc'",
  "$.substring(0, 1) == 'a'",
  "$.find('[a-c]+') == 'abc'",
  "$.findAll('[a-z]').size() > 2",
  "$.findAll('[a-z]', 1).size() == 1",
  "isURL($)",
  "isURL($) && url($).getHostname() == 'example.com'",
  "url($).getPort() == '8443'",
  "url($).getScheme() == 'https'",
  "url($).getEscapedPath() == '/p'",
  "'q' in url($).getQuery()",
  "isIP($)",
  "isIP($) && ip($).family() == 4",
  "ip($).isLoopback()",
  "ip($).isGlobalUnicast()",
  "isCIDR($)",
  "cidr($).containsIP('10.1.2.3')",
  "cidr($).prefixLength() >= 8",
  "cidr($).containsCIDR('10.0.0.0/16')",
  "cidr($).masked() == cidr($)",
  "ip.isCanonical($)",
  "isQuantity($)",
  "isQuantity($) && quantity($).isGreaterThan(quantity('1'))",
  "quantity($).add(1).compareTo(quantity('2')) > 0",
  "quantity($).isInteger()",
  "isSemver($)",
  "isSemver($, true)",
  "isSemver($, true) && semver($, true).major() == 1",
  "!format.dns1123Label().validate($).hasValue()",
  "format.named('labelValue').hasValue()",
  "!format.dns1123Subdomain().validate($).hasValue()",
  "type($) == string",
  "int($) > 3",
  "double($) > 1.5",
  "bool($)",
  "timestamp($) > timestamp('2026-01-01T00:00:00Z')",
  "duration($) > duration('1h')",
  "string($) == $",
  "bytes($).size() < 5",
  "'%s!'.format([$]) == 'a!'",
  "'%d %s'.format([size($), $]) != ''",
  "strings.quote($).size() > 3",
  "dyn($) == 1",
  "dyn($) == 'a'",
  "$ == 'a' ? $.size() == 1 : $.size() > 1",
  "1 / size($) > 0",
  "[$, 'b'].isSorted()",
  "{'a': 1, 'b': 2}.exists(k, k == $)",
  "{'a': 1}[$] == 1",
  "optional.of($).orValue('z') != 'z'",
  "optional.ofNonZeroValue($).hasValue()",
  "optional.of($).optMap(v, v + 'x').value() == 'ax'",
  "[$].map(v, v).first().orValue('') == $",
  "[$, $].distinct().size() == 1",
  "[1, 2, 3].exists(i, i == size($))",
  "sets.contains(['a', 'b'], [$])",
  "lists.range(3).exists(i, i == size($))",
  "$.split(',').sort()[0] == 'a'",
  "$.split(',').slice(0, 1).size() == 1",
  "[[1], [2]].flatten().size() == 2",
  "['a', 'b'].all(i, v, i < 2 && v != $)",
  "['a', 'b'].transformList(i, v, v + $).size() == 2",
  "{'a': 1}.transformMap(k, v, v + 1)['a'] == 2",
];

function integer(draw: Draw, at: string): string {
  return draw.pick(INTEGER_RULES).replaceAll("$", at);
}

const INTEGER_RULES = [
  "$ > 1",
  "$ <= 5",
  "$ == 2",
  "$ % 2 == 0",
  "$ + 1 > 2",
  "$ * 2 < 9",
  "$ - 10 < 0",
  "10 / $ > 2",
  "-$ < 0",
  "$ in [1, 2, 3]",
  "double($) > 1.5",
  "$ > 1.5",
  "$ == 1.0 || true",
  "string($) == '3'",
  "uint($) > 2u",
  "$ * 9223372036854775807 > 0",
  "[$, 3].max() == 3",
  "[$, 3].min() == 3",
  "[$, 3].sum() > 4",
  "type($) == int",
  "$ >= 0 ? $ < 5 : true",
  "'%d'.format([$]) == '3'",
  "'%b'.format([$]) != '101'",
  "timestamp($).getFullYear() == 1970",
  "$ > 9223372036854775808",
];

function double(draw: Draw, at: string): string {
  return draw
    .pick([
      "$ > 1.5",
      "$ <= 5.0",
      "$ == 2.0",
      "$ * 2.0 < 9.5",
      "$ / 2.0 > 1.0",
      "int($) > 2",
      "string($) == '2.5'",
      "$ > 1",
      "$ + 1 > 2",
      "$ in [1.5, 2.0]",
      "-$ < 0.0",
      "dyn($) == 2",
      "'%.1f'.format([$]) == '2.5'",
    ])
    .replaceAll("$", at);
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
