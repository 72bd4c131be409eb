import { clusterSpec } from "../api/cluster.ts";
import type { ClassVariable } from "../api/cluster-class.ts";
import { fieldAt } from "../api/fields.ts";
import { isObject, type Json, type JsonObject } from "../api/json.ts";
import type { KubernetesObject } from "../api/objects.ts";
import { type FieldChange, fieldChanges } from "./field-changes.ts";

/** How a variable of a class differs from the variable of the same name in the class before. */
export interface VariableChange {
  name: string;
  /**
   * `removed`: Clusters that have a value are refused · `required`: Clusters without a value are refused (a new variable, or one
   * that was optional, without default) · `narrowed`: the schema accepts less · `widened` · `default`: another default · `added`.
   */
  change: "removed" | "required" | "narrowed" | "widened" | "default" | "added";
  /** What differs, as paths below the variable; empty for `added` and `removed`. */
  fields: FieldChange[];
  /** Names of the given Clusters that it touches: they have a value, lack a needed one, or would get another default. */
  clusters: string[];
}

/** Compares the variables of two classes; `clusters` are Clusters of the old class, admitted by it. */
export function variableChanges(
  before: readonly ClassVariable[] = [],
  after: readonly ClassVariable[] = [],
  clusters: readonly KubernetesObject[] = [],
): VariableChange[] {
  const old = new Map(before.map((variable) => [variable.name, variable]));
  const next = new Map(after.map((variable) => [variable.name, variable]));
  const names = [...new Set([...old.keys(), ...next.keys()])];
  return names.flatMap((name) => changesOf(name, old.get(name), next.get(name), clusters));
}

function changesOf(
  name: string,
  old: ClassVariable | undefined,
  next: ClassVariable | undefined,
  clusters: readonly KubernetesObject[],
): VariableChange[] {
  const withValue = clustersWith(clusters, name, true);
  const withoutValue = clustersWith(clusters, name, false);
  if (next === undefined) return [{ name, change: "removed", fields: [], clusters: withValue }];
  if (old === undefined) {
    return needsValue(next)
      ? [{ name, change: "required", fields: [], clusters: clusters.map(nameOf) }]
      : [{ name, change: "added", fields: [], clusters: [] }];
  }
  const changes: VariableChange[] = [];
  if (needsValue(next) && !needsValue(old)) changes.push({ name, change: "required", fields: [], clusters: withoutValue });
  const defaults = fieldChanges(defaultOf(old), defaultOf(next), "default");
  if (defaults.length > 0) changes.push({ name, change: "default", fields: defaults, clusters: withoutValue });
  const narrowed = narrowings(schemaOf(old), schemaOf(next), name);
  if (narrowed.length > 0) changes.push({ name, change: "narrowed", fields: narrowed, clusters: withValue });
  const widened = narrowings(schemaOf(next), schemaOf(old), name).map(({ path, old: to, new: from }) => swapped(path, from, to));
  if (widened.length > 0) changes.push({ name, change: "widened", fields: widened, clusters: [] });
  return changes;
}

function swapped(path: string, from: Json | undefined, to: Json | undefined): FieldChange {
  return { path, ...(from === undefined ? {} : { old: from }), ...(to === undefined ? {} : { new: to }) };
}

function needsValue(variable: ClassVariable): boolean {
  return variable.required && defaultOf(variable) === undefined;
}

function schemaOf(variable: ClassVariable): JsonObject {
  return variable.schema.openAPIV3Schema;
}

function defaultOf(variable: ClassVariable): Json | undefined {
  return fieldAt(schemaOf(variable), ["default"]);
}

function nameOf(cluster: KubernetesObject): string {
  return cluster.metadata.name ?? "";
}

/** Clusters that give the variable a value anywhere, or that give it none for the whole Cluster. */
function clustersWith(clusters: readonly KubernetesObject[], name: string, value: boolean): string[] {
  return clusters
    .filter((cluster) => {
      const { topology } = clusterSpec(cluster);
      const own = topology?.variables?.some((variable) => variable.name === name) ?? false;
      const workers = [...(topology?.workers?.machineDeployments ?? []), ...(topology?.workers?.machinePools ?? [])];
      const places = [topology?.controlPlane, ...workers];
      const overridden = places.some((place) => place?.variables?.overrides?.some((variable) => variable.name === name));
      return value ? own || overridden : !own;
    })
    .map(nameOf);
}

const upperBounds = ["maximum", "maxLength", "maxItems", "maxProperties"];
const lowerBounds = ["minimum", "minLength", "minItems", "minProperties"];
/** Keywords whose change is taken for a restriction as soon as the new schema has them: what they accept cannot be compared. */
const opaque = [
  "pattern",
  "format",
  "x-kubernetes-validations",
  "allOf",
  "anyOf",
  "oneOf",
  "not",
  "exclusiveMaximum",
  "exclusiveMinimum",
  "uniqueItems",
];

/** Where `next` accepts less than `old`; a value that both accept may still fail, if two opaque keywords contradict each other. */
function narrowings(old: JsonObject, next: JsonObject, path: string): FieldChange[] {
  const at = (keyword: string): FieldChange => swapped(`${path}.${keyword}`, own(old, keyword), own(next, keyword));
  const changed = (keyword: string) => fieldChanges(own(old, keyword), own(next, keyword)).length > 0;
  const tighter = (keyword: string, sign: number) => {
    const [from, to] = [own(old, keyword), own(next, keyword)];
    return typeof to === "number" && (typeof from !== "number" || sign * (from - to) > 0);
  };
  return [
    ...(changed("type") ? [at("type")] : []),
    ...upperBounds.filter((keyword) => tighter(keyword, 1)).map(at),
    ...lowerBounds.filter((keyword) => tighter(keyword, -1)).map(at),
    ...opaque.filter((keyword) => own(next, keyword) !== undefined && changed(keyword)).map(at),
    ...(lessIn(own(old, "enum"), own(next, "enum")) ? [at("enum")] : []),
    ...(moreIn(own(old, "required"), own(next, "required")) ? [at("required")] : []),
    ...childNarrowings(old, next, path),
  ];
}

function childNarrowings(old: JsonObject, next: JsonObject, path: string): FieldChange[] {
  const nested = ["items", "additionalProperties"].flatMap((keyword) => {
    const [from, to] = [own(old, keyword), own(next, keyword)];
    return isObject(from) && isObject(to) ? narrowings(from, to, `${path}.${keyword}`) : [];
  });
  const [from, to] = [own(old, "properties"), own(next, "properties")];
  if (!isObject(from)) return nested;
  const open = next["x-kubernetes-preserve-unknown-fields"] === true || isObject(own(next, "additionalProperties"));
  const properties = Object.entries(from).flatMap(([name, schema]): FieldChange[] => {
    const target = isObject(to) ? own(to, name) : undefined;
    if (target === undefined) return open ? [] : [{ path: `${path}.properties.${name}`, old: schema }];
    return narrowings(schema as JsonObject, target as JsonObject, `${path}.properties.${name}`);
  });
  return [...nested, ...properties];
}

function own(schema: JsonObject, keyword: string): Json | undefined {
  return Object.hasOwn(schema, keyword) ? schema[keyword] : undefined;
}

/** A list of accepted values that is new, or that lacks a value of the old one. */
function lessIn(old: Json | undefined, next: Json | undefined): boolean {
  if (!Array.isArray(next)) return false;
  return !Array.isArray(old) || old.some((value) => !next.some((other) => fieldChanges(value, other).length === 0));
}

function moreIn(old: Json | undefined, next: Json | undefined): boolean {
  return Array.isArray(next) && next.some((value) => !(Array.isArray(old) && old.includes(value)));
}
