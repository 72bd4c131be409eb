import { isObject, type Json, type JsonObject } from "../../api/json.ts";
import { parseGoDuration } from "../../schema/formats/go-time.ts";
import { propertySchema, type StructuralSchema, valueSchema } from "../../schema/structural-schema.ts";

/** An object or, for anything else, an empty one: conversion takes what it understands and leaves the rest to the schema. */
export function objectOf(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

/** The items of a list, converted; anything else as it is. */
export function eachItem(value: Json | undefined, convert: (item: JsonObject) => JsonObject): Json | undefined {
  return Array.isArray(value) ? value.map((item) => (isObject(item) ? convert(item) : item)) : value;
}

/** A field that holds an object, converted; anything else as it is. */
export function inside(value: Json | undefined, convert: (object: JsonObject) => JsonObject): Json | undefined {
  return isObject(value) ? convert(value) : value;
}

/** A copy without fields that are undefined. */
export function defined(fields: Record<string, Json | undefined>): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter((entry): entry is [string, Json] => entry[1] !== undefined));
}

/** As `defined`, and nothing at all if no field is left. */
export function group(fields: Record<string, Json | undefined>): JsonObject | undefined {
  const object = defined(fields);
  return Object.keys(object).length > 0 ? object : undefined;
}

const mostSeconds = 2 ** 31 - 1;

/** A duration of Go (`5m0s`) in whole seconds, at most what 32 bits hold; what is none stays, for the schema to refuse. */
export function seconds(duration: Json | undefined): Json | undefined {
  const nanoseconds = typeof duration === "string" ? parseGoDuration(duration) : undefined;
  return nanoseconds === undefined ? duration : Math.min(Number(nanoseconds / 1_000_000_000n), mostSeconds);
}

/** A reference to a template: v1beta2 keeps apiVersion, kind and name. */
export function templateReference(reference: Json | undefined): Json | undefined {
  return inside(reference, ({ apiVersion, kind, name }) => defined({ apiVersion, kind, name }));
}

/**
 * A copy without optional fields whose values mean nothing: empty ones and zeros that v1beta2 refuses and v1beta1 allows, and what v1beta1 does
 * not tell from a field that is not there.
 */
export function withoutEmptyFields(schema: StructuralSchema, value: Json): Json {
  if (Array.isArray(value)) return value.map((item) => withoutEmptyFields(schema.items ?? {}, item));
  if (!isObject(value)) return value;
  const entries = Object.entries(value).flatMap(([name, item]): [string, Json][] => {
    const field = propertySchema(schema, name) ?? valueSchema(schema);
    if (!field) return [[name, item]];
    const kept = withoutEmptyFields(field, item);
    const isEmpty = isRefusedEmpty(field, kept) || (kept === false && trueOrAbsent.has(name));
    // Objects without content are not written even where one is required.
    return isEmpty && (isObject(kept) || !schema.required?.includes(name)) ? [] : [[name, kept]];
  });
  return Object.fromEntries(entries);
}

/** Fields that are no pointers in v1beta1: false is not written. Source: Cluster API v1.14.0, api/core and api/bootstrap, v1beta1. */
const trueOrAbsent = new Set([
  "append",
  "controlPlane",
  "exclusiveMaximum",
  "exclusiveMinimum",
  "infrastructureCluster",
  "insecureSkipTLSVerify",
  "paused",
  "provideClusterInfo",
  "readOnly",
  "strict",
  "uniqueItems",
  "unsafeSkipCAVerification",
  "x-kubernetes-int-or-string",
  "x-kubernetes-preserve-unknown-fields",
]);

function isRefusedEmpty(schema: StructuralSchema, value: Json): boolean {
  if (value === "") return (schema.minLength ?? 0) > 0;
  if (value === 0) return (schema.minimum ?? 0) > 0;
  if (Array.isArray(value)) return value.length === 0 && (schema.minItems ?? 0) > 0;
  return isObject(value) && Object.keys(value).length === 0 && (schema.minProperties ?? 0) > 0;
}
