import { characterCount } from "../scalar-checks.ts";
import { propertyEntries, type StructuralSchema, valueSchema } from "../structural-schema.ts";
import { BOOL, BYTES, type CelType, DOUBLE, DURATION, DYN, INT, listType, mapType, STRING, structType, TIMESTAMP } from "./cel-type.ts";
import { escapeFieldName } from "./field-names.ts";

/** Bytes of the largest request that an API server accepts. */
export const MAX_REQUEST_BYTES = 3 * 1024 * 1024;

/**
 * A schema as CEL sees it: its type, and how large a value can get.
 * Source: k8s.io/apiserver v0.36, pkg/cel/common/schemas.go and pkg/cel/types.go.
 */
export interface DeclType {
  type: CelType;
  /** Upper bound of characters, items or entries. */
  maxElements: number;
  /** Lower bound of the bytes of the value in JSON. */
  minSize: number;
  elem?: DeclType;
  key?: DeclType;
  /** Fields of objects by their escaped names. */
  fields?: Map<string, DeclType>;
}

/** Structs by type name, for field look-ups. */
export type StructFields = Map<string, Map<string, DeclType>>;

const UNBOUNDED_TEXT = MAX_REQUEST_BYTES - 2;

const declared = {
  root: new WeakMap<StructuralSchema, DeclType | undefined>(),
  below: new WeakMap<StructuralSchema, DeclType | undefined>(),
};

/**
 * The declaration for a schema, or undefined if CEL cannot see values of it. `isRoot` adds `apiVersion`, `kind` and `metadata`, as for the root of a resource;
 * like apiserver it then forgets the items of lists. Declarations are kept for the schema object, and what is compiled with them is kept by them.
 */
export function declareSchema(schema: StructuralSchema, isRoot: boolean): DeclType | undefined {
  // Only objects and lists get something else as a root.
  const known = isRoot && (schema.type === "object" || schema.type === "array") ? declared.root : declared.below;
  if (!known.has(schema)) known.set(schema, newDeclaration(schema, isRoot));
  return known.get(schema);
}

function newDeclaration(schema: StructuralSchema, isRoot: boolean): DeclType | undefined {
  if (schema["x-kubernetes-int-or-string"] === true) {
    return { type: DYN, maxElements: schema.maxLength === undefined ? UNBOUNDED_TEXT : textBytes(schema.maxLength), minSize: 1 };
  }
  const node = isRoot ? withTypeAndObjectMeta(schema) : schema;
  switch (node.type) {
    case "array":
      return declareList(node);
    case "object":
      return valueSchema(node) === undefined ? declareObject(node) : declareMap(node);
    case "string":
      return declareString(node);
    case "boolean":
      return { type: BOOL, maxElements: 0, minSize: 4 };
    case "number":
      return { type: DOUBLE, maxElements: 0, minSize: 1 };
    case "integer":
      return { type: INT, maxElements: 0, minSize: 1 };
    default:
      return undefined;
  }
}

/** Gives every object below `decl` a type name of its own, and collects the structs by name. */
export function nameTypes(decl: DeclType, name: string, structs: StructFields): DeclType {
  if (decl.type.kind === "struct") {
    const fields = new Map([...(decl.fields ?? [])].map(([field, type]) => [field, nameTypes(type, `${name}.${field}`, structs)]));
    structs.set(name, fields);
    return { ...decl, type: structType(name), fields };
  }
  if (decl.elem === undefined) return decl;
  const elem = nameTypes(decl.elem, `${name}.${decl.type.kind === "list" ? "@idx" : "@elem"}`, structs);
  return { ...decl, elem, type: decl.type.kind === "list" ? listType(elem.type) : mapType(STRING, elem.type) };
}

/** A schema with the fields that every resource has; lists lose their items by this, as in apiserver. */
export function withTypeAndObjectMeta(schema: StructuralSchema): StructuralSchema {
  if (hasTypeAndObjectMeta(schema)) return schema;
  const { items: _, ...node } = schema;
  const text: StructuralSchema = { type: "string" };
  const metadata: StructuralSchema = { type: "object", properties: { name: text, generateName: text } };
  return { ...node, properties: { ...schema.properties, kind: text, apiVersion: text, metadata } };
}

function hasTypeAndObjectMeta(schema: StructuralSchema): boolean {
  const { kind, apiVersion, metadata } = schema.properties ?? {};
  const named = metadata?.properties?.["name"]?.type === "string" && metadata.properties["generateName"]?.type === "string";
  return kind?.type === "string" && apiVersion?.type === "string" && metadata?.type === "object" && named;
}

function declareList(schema: StructuralSchema): DeclType | undefined {
  if (schema.items === undefined) return undefined;
  const elem = declareSchema(schema.items, schema.items["x-kubernetes-embedded-resource"] === true);
  if (elem === undefined) return undefined;
  const maxElements =
    schema.maxItems === undefined ? Math.floor((MAX_REQUEST_BYTES - 2) / (elem.minSize + 1)) : Math.max(0, schema.maxItems);
  return { type: listType(elem.type), maxElements, minSize: 2, elem };
}

function declareMap(schema: StructuralSchema): DeclType | undefined {
  const values = valueSchema(schema) as StructuralSchema;
  const elem = declareSchema(values, values["x-kubernetes-embedded-resource"] === true);
  if (elem === undefined) return undefined;
  const bound =
    schema.maxProperties === undefined ? Math.floor((MAX_REQUEST_BYTES - 2) / (elem.minSize + 6)) : Math.max(0, schema.maxProperties);
  const key: DeclType = { type: STRING, maxElements: 0, minSize: 2 };
  return { type: mapType(STRING, elem.type), maxElements: bound, minSize: 2, key, elem };
}

function declareObject(schema: StructuralSchema): DeclType {
  const required = new Set(schema.required ?? []);
  const fields = new Map<string, DeclType>();
  let minSize = 2;
  for (const [name, property] of propertyEntries(schema)) {
    const field = declareSchema(property, property["x-kubernetes-embedded-resource"] === true);
    if (field === undefined) continue;
    const escaped = escapeFieldName(name);
    if (escaped !== undefined) fields.set(escaped, field);
    if (required.has(name) && (property.default ?? null) === null) minSize += utf8Length(name) + field.minSize + 4;
  }
  return { type: structType("object"), maxElements: 0, minSize, fields };
}

function declareString(schema: StructuralSchema): DeclType {
  switch (schema.format) {
    case "byte":
      return { type: BYTES, maxElements: schema.maxLength === undefined ? UNBOUNDED_TEXT : Math.max(0, schema.maxLength), minSize: 2 };
    case "duration":
      return { type: DURATION, maxElements: 32, minSize: 3 };
    case "date":
      return { type: TIMESTAMP, maxElements: 12, minSize: 12 };
    case "date-time":
      return { type: TIMESTAMP, maxElements: 32, minSize: 21 };
    default:
      return { type: STRING, maxElements: maxText(schema), minSize: 2 };
  }
}

function maxText(schema: StructuralSchema): number {
  if (schema.maxLength !== undefined) return textBytes(schema.maxLength);
  const members = schema.enum ?? [];
  if (members.length === 0) return UNBOUNDED_TEXT;
  return Math.max(0, ...members.map((member) => (typeof member === "string" ? utf8Length(member) : 0)));
}

/** A character has up to four bytes. */
function textBytes(maxLength: number): number {
  return Math.max(0, maxLength) * 4;
}

/** Length of a text in UTF-8. */
export function utf8Length(text: string): number {
  return characterCount(text) === text.length && !/[^\0-\x7f]/.test(text) ? text.length : new TextEncoder().encode(text).length;
}
