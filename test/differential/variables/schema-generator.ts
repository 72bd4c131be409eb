import type { Json, JsonObject } from "../../../packages/clusterclass/src/api/json.ts";
import { drawRules } from "./rule-generator.ts";
import { type Draw, drawValue, type Schema } from "./value-generator.ts";

const FORMATS =
  "date date-time duration email hostname ipv4 ipv6 cidr mac uri uuid byte k8s-short-name k8s-long-name hexcolor password made-up int32".split(
    " ",
  );
const PATTERNS = [
  "^[a-z]+$",
  "^[a-z0-9-]{1,5}$",
  "a|b",
  "^\\d+$",
  "^(v|)1\\.",
  "[A-Z]",
  "(?i)^A",
  "^[[:alpha:]]*$",
  "\\Aa",
  "^\\pL+$",
  "x{2,1}",
  "(?=a)",
];
const NAMES = ["name", "size", "kind", "a-b", "x.y", "list", "nested", "enabled", "in", "weird name"];

/** Draws the schema of a variable; `rules` says whether CEL rules may stand in it. */
export function drawSchema(draw: Draw, depth: number, rules: boolean): Schema {
  const schema = drawNode(draw, depth, rules);
  if (rules && draw.chance(0.35)) schema["x-kubernetes-validations"] = drawRules(draw, schema);
  if (draw.chance(0.3)) schema["default"] = draw.chance(0.9) ? drawValue(draw, schema, true) : drawValue(draw, schema, false);
  if (schema["default"] === null) delete schema["default"];
  if (draw.chance(0.06)) schema["example"] = drawValue(draw, schema, draw.chance(0.8)) ?? "x";
  if (draw.chance(0.1)) Object.assign(schema, drawAlternatives(draw, schema));
  return schema;
}

function drawNode(draw: Draw, depth: number, rules: boolean): Schema {
  const kinds = ["string", "string", "integer", "number", "boolean", "intOrString", "preserve"];
  if (depth > 0) kinds.push("object", "object", "object", "array", "array", "map");
  switch (draw.pick(kinds)) {
    case "string":
      return drawString(draw);
    case "integer":
      return drawNumber(draw, "integer");
    case "number":
      return drawNumber(draw, "number");
    case "boolean":
      return { type: "boolean" };
    case "intOrString":
      return {
        "x-kubernetes-int-or-string": true,
        ...(draw.chance(0.3) ? { maxLength: 5 } : {}),
        ...(draw.chance(0.1) ? { type: "integer" } : {}),
      };
    case "preserve":
      return drawPreserving(draw, depth, rules);
    case "object":
      return drawObject(draw, depth, rules);
    case "array":
      return drawArray(draw, depth, rules);
    default:
      return drawMap(draw, depth, rules);
  }
}

function drawString(draw: Draw): Schema {
  const schema: Schema = { type: "string" };
  if (draw.chance(0.4)) schema["maxLength"] = draw.int(0, 12);
  if (draw.chance(0.15)) schema["minLength"] = draw.int(0, 4);
  if (draw.chance(0.15)) schema["pattern"] = draw.chance(0.04) ? "(" : draw.pick(PATTERNS);
  if (draw.chance(0.15)) schema["enum"] = draw.pick([["a", "b", "abc"], ["x"], ["", "small", "large"]]);
  if (draw.chance(0.2)) schema["format"] = draw.pick(FORMATS);
  return schema;
}

function drawNumber(draw: Draw, type: string): Schema {
  const schema: Schema = { type };
  if (draw.chance(0.3)) schema["minimum"] = draw.int(-3, 3);
  if (draw.chance(0.3)) schema["maximum"] = draw.int(2, 8);
  if (draw.chance(0.15)) schema["exclusiveMinimum"] = draw.chance(0.7);
  if (draw.chance(0.15)) schema["exclusiveMaximum"] = draw.chance(0.7);
  if (draw.chance(0.12)) schema["enum"] = draw.pick([[1, 2, 3], [0], type === "number" ? [1.5, 2] : [5, 7]]);
  if (draw.chance(0.15)) schema["format"] = draw.pick(["int32", "int64", "float", "double", "other"]);
  return schema;
}

function drawPreserving(draw: Draw, depth: number, rules: boolean): Schema {
  if (depth === 0 || draw.chance(0.5)) return { "x-kubernetes-preserve-unknown-fields": true };
  return { ...drawObject(draw, depth, rules), "x-kubernetes-preserve-unknown-fields": true };
}

function drawObject(draw: Draw, depth: number, rules: boolean): Schema {
  const names = draw.some(NAMES, 4);
  const properties = Object.fromEntries(names.map((name) => [name, drawSchema(draw, depth - 1, rules)]));
  const schema: Schema = { type: "object" };
  if (names.length > 0) schema["properties"] = properties;
  if (names.length > 0 && draw.chance(0.4)) schema["required"] = draw.some(names, 2);
  if (Array.isArray(schema["required"]) && schema["required"].length === 0) delete schema["required"];
  if (draw.chance(0.1)) schema["maxProperties"] = draw.int(1, 3);
  if (draw.chance(0.1)) schema["minProperties"] = draw.int(0, 2);
  return schema;
}

function drawArray(draw: Draw, depth: number, rules: boolean): Schema {
  const schema: Schema = { type: "array", items: drawSchema(draw, depth - 1, rules) };
  if (draw.chance(0.6)) schema["maxItems"] = draw.int(0, 6);
  if (draw.chance(0.15)) schema["minItems"] = draw.int(0, 2);
  if (draw.chance(0.15)) schema["uniqueItems"] = true;
  if (draw.chance(0.02)) delete schema["items"];
  return schema;
}

function drawMap(draw: Draw, depth: number, rules: boolean): Schema {
  const schema: Schema = { type: "object", additionalProperties: drawSchema(draw, depth - 1, rules) };
  if (draw.chance(0.6)) schema["maxProperties"] = draw.int(0, 5);
  if (draw.chance(0.02)) schema["properties"] = { name: { type: "string" } };
  return schema;
}

/** `allOf` and the like over what the schema declares; now and then with something that is not allowed there. */
function drawAlternatives(draw: Draw, schema: Schema): Schema {
  const part = () => drawPart(draw, schema);
  const keyword = draw.pick(["allOf", "anyOf", "oneOf", "not"]);
  return keyword === "not" ? { not: part() } : { [keyword]: Array.from({ length: draw.int(1, 3) }, part) };
}

function drawPart(draw: Draw, schema: Schema): Schema {
  if (draw.chance(0.05))
    return draw.pick<Schema>([{ type: "string" }, { default: "a" }, { description: "text" }, { properties: { other: { minLength: 1 } } }]);
  const names = Object.keys((schema["properties"] as JsonObject | undefined) ?? {});
  if (schema["type"] === "string")
    return draw.pick<Schema>([{ minLength: 2 }, { maxLength: 4 }, { pattern: "^a" }, { enum: ["a", "ab"] }, { format: "ipv4" }]);
  if (schema["type"] === "integer" || schema["type"] === "number")
    return draw.pick<Schema>([{ minimum: 2 }, { maximum: 4 }, { enum: [1, 2] }]);
  if (schema["type"] === "array") return draw.pick<Schema>([{ minItems: 1 }, { maxItems: 2 }, { items: { enum: ["a", 1, true] } }]);
  if (names.length > 0) {
    const name = draw.pick(names);
    return draw.pick<Schema>([
      { required: [name] },
      { properties: { [name]: { enum: ["a", 1, true] } } },
      { properties: { [name]: { minLength: 2, minimum: 2 } } },
    ]);
  }
  return draw.pick<Schema>([{ minProperties: 1 }, { required: ["k1"] }, { maxLength: 3 }, { minimum: 1 }]);
}

/** A variable of a class. */
export function drawDefinition(draw: Draw, name: string): JsonObject {
  return { name, required: draw.chance(0.3), schema: { openAPIV3Schema: drawSchema(draw, draw.int(0, 3), draw.chance(0.6)) as Json } };
}
