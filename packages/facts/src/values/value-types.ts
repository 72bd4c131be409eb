import type { ChartValueFact } from "@cstack/model";
import type { ChartContent } from "./chart-content.ts";

type JsonTypes = ChartValueFact["types"];

/** How far a chart gives a path in its values a shape, and what it takes there. */
export interface KnownValue {
  key: string[];
  types: JsonTypes;
}

/**
 * What a chart knows of a path in its values: by its schema, else by its own values, else because templates read it. Undefined for a value that the
 * chart never looks at.
 */
export function knownValue(chart: ChartContent, path: readonly string[]): KnownValue | undefined {
  return bySchema(chart.schema, path) ?? byDefaults(chart.defaults, path) ?? byTemplates(chart.templates, path);
}

interface SchemaNode {
  type?: unknown;
  properties?: Record<string, unknown>;
  additionalProperties?: unknown;
}

function bySchema(schema: unknown, path: readonly string[]): KnownValue | undefined {
  let node = asObject(schema) as SchemaNode | undefined;
  for (const [depth, part] of path.entries()) {
    const { properties } = node ?? {};
    if (properties !== undefined && Object.hasOwn(properties, part)) node = asObject(properties[part]) as SchemaNode | undefined;
    else if (depth > 0 && node !== undefined && (properties === undefined || node.additionalProperties !== undefined))
      return { key: path.slice(0, depth), types: ["object"] };
    else return undefined;
  }
  return node === undefined ? undefined : { key: [...path], types: typesIn(node.type) };
}

function typesIn(type: unknown): JsonTypes {
  const listed = (Array.isArray(type) ? type : [type]).filter(isJsonType);
  const [first, ...others] = listed;
  return first === undefined ? ["any"] : [first, ...others];
}

function byDefaults(defaults: unknown, path: readonly string[]): KnownValue | undefined {
  let node = defaults;
  for (const [depth, part] of path.entries()) {
    const members = asObject(node);
    // A key without a value takes anything, and an empty map any members.
    if (depth > 0 && node === null) return { key: path.slice(0, depth), types: ["any"] };
    if (depth > 0 && members !== undefined && Object.keys(members).length === 0) return { key: path.slice(0, depth), types: ["object"] };
    if (members === undefined || !Object.hasOwn(members, part)) return undefined;
    node = members[part];
  }
  return { key: [...path], types: [typeOf(node)] };
}

/** Templates read a value by its whole path, or print or walk through the map that it stands in. */
function byTemplates(templates: string, path: readonly string[]): KnownValue | undefined {
  if (reads(templates, path)) return { key: [...path], types: ["any"] };
  for (let depth = path.length - 1; depth > 0; depth--) {
    const key = path.slice(0, depth);
    if (reads(templates, key, "(?:toYaml|:=) ?") || reads(templates, key, "", " *\\| *toYaml")) return { key, types: ["object"] };
  }
  return undefined;
}

function reads(templates: string, path: readonly string[], before = "", after = ""): boolean {
  const name = path.map((part) => part.replace(/[^A-Za-z0-9_]/g, "\\$&")).join("\\.");
  return new RegExp(`${before}\\$?\\.Values\\.${name}(?![A-Za-z0-9_.])${after}`).test(templates);
}

function typeOf(value: unknown): JsonTypes[number] {
  if (value === null || value === undefined) return "any";
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return typeof value === "string" ? "string" : typeof value === "boolean" ? "boolean" : "object";
}

const jsonTypes: readonly unknown[] = ["string", "boolean", "integer", "number", "array", "object"] satisfies JsonTypes;

function isJsonType(type: unknown): type is JsonTypes[number] {
  return jsonTypes.includes(type);
}

function asObject(value: unknown): Record<string, unknown> | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
}
