import type { Json, JsonObject } from "../api/json.ts";
import type { StructuralSchema } from "../schema/index.ts";

/** Keywords that mean the same in both languages. */
const alike = [
  "title",
  "description",
  "default",
  "enum",
  "multipleOf",
  "maxLength",
  "minLength",
  "maxItems",
  "minItems",
  "uniqueItems",
  "maxProperties",
] as const;

/**
 * A structural schema of Kubernetes as JSON Schema (draft 7), for editors: what somebody may write, before defaults are filled in. What the API server would
 * prune or refuse as unknown is not allowed. What JSON Schema cannot say is left out, so it accepts a little more: CEL rules, formats (whose meaning
 * differs), and expressions of RE2 that are none of ECMAScript.
 */
export function jsonSchemaOf(schema: StructuralSchema): JsonObject {
  return converted(schema, true);
}

/** In branches of `allOf` and the like, members are only narrowed: they are declared outside, so that others are not refused there. */
function converted(schema: StructuralSchema, declares: boolean): JsonObject {
  return {
    ...typeOf(schema),
    ...Object.fromEntries(alike.flatMap((keyword) => (schema[keyword] === undefined ? [] : [[keyword, schema[keyword] as Json]]))),
    ...(schema.example === undefined ? {} : { examples: [schema.example] }),
    ...bounds(schema),
    ...(schema.pattern !== undefined && isPortable(schema.pattern) ? { pattern: schema.pattern } : {}),
    ...membersOf(schema, declares),
    ...(schema.items === undefined ? {} : { items: converted(schema.items, declares) }),
    ...branches(schema),
  };
}

function typeOf({ type, nullable, "x-kubernetes-int-or-string": isEither }: StructuralSchema): JsonObject {
  if (isEither === true) return { type: nullable === true ? ["integer", "string", "null"] : ["integer", "string"] };
  if (type === undefined || type === "") return {};
  return { type: nullable === true ? [type, "null"] : type };
}

/** In draft 7 an exclusive bound is a number of its own. */
function bounds({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: StructuralSchema): JsonObject {
  return {
    ...(minimum === undefined ? {} : { [exclusiveMinimum === true ? "exclusiveMinimum" : "minimum"]: minimum }),
    ...(maximum === undefined ? {} : { [exclusiveMaximum === true ? "exclusiveMaximum" : "maximum"]: maximum }),
  };
}

function membersOf(schema: StructuralSchema, declares: boolean): JsonObject {
  const { properties = {}, additionalProperties, required = [], minProperties, "x-kubernetes-preserve-unknown-fields": keepsAll } = schema;
  const filled = Object.keys(properties).filter((name) => properties[name]?.default !== undefined);
  const demanded = required.filter((name) => !filled.includes(name));
  const members = Object.entries(properties).map(([name, member]) => [name, converted(member, declares)] as const);
  const others = typeof additionalProperties === "object" ? converted(additionalProperties, declares) : additionalProperties;
  return {
    ...(demanded.length === 0 ? {} : { required: demanded }),
    ...(minProperties === undefined || filled.length > 0 ? {} : { minProperties }),
    ...(members.length === 0 ? {} : { properties: Object.fromEntries(members) }),
    ...(declares && schema.type === "object" ? { additionalProperties: others ?? keepsAll === true } : {}),
  };
}

function branches({ allOf, anyOf, oneOf, not, "x-kubernetes-int-or-string": isEither }: StructuralSchema): JsonObject {
  const narrowed = (schemas: readonly StructuralSchema[]): Json[] => schemas.map((schema) => converted(schema, false));
  return {
    ...(allOf === undefined ? {} : { allOf: narrowed(allOf) }),
    ...(anyOf === undefined || isEither === true ? {} : { anyOf: narrowed(anyOf) }),
    ...(oneOf === undefined ? {} : { oneOf: narrowed(oneOf) }),
    ...(not === undefined ? {} : { not: converted(not, false) }),
  };
}

/** Whether an expression means the same to RE2 and to ECMAScript: no classes by name, no flags, no ends of text that only RE2 has. */
function isPortable(pattern: string): boolean {
  if (/\[\[:|\\[AzQECpP]|\(\?[^:]/.test(pattern)) return false;
  try {
    new RegExp(pattern, "u");
    return true;
  } catch {
    return false;
  }
}
