import type { ClassVariable } from "../../api/cluster-class.ts";
import { isObject, type Json, type JsonObject } from "../../api/json.ts";
import { readSchema, type StructuralSchema } from "../../schema/index.ts";
import { propertyEntries, valueSchema } from "../../schema/structural-schema.ts";
import type { ReadPath } from "./reads.ts";
import { sampleTexts } from "./sample-texts.ts";
import { acceptedValue } from "./value-check.ts";

/** What the templates of a class know about a variable's values. */
export interface ValueHints {
  /** Below the variable, what is read of it. */
  reads: readonly ReadPath[];
  /** Texts and numbers that values are compared with. */
  constants: readonly (string | number)[];
}

/** More values than these are not tried for one variable. */
const mostValues = 100;

/**
 * Values of a variable that make a difference, each accepted by its schema and rules: default, choices, both booleans, limits, empty and filled
 * lists and maps, constants that templates compare with, and not set (undefined) where that is possible. The first one is what a Cluster
 * has that sets nothing, or else a value that is set.
 */
export function candidateValues({ required, schema: { openAPIV3Schema } }: ClassVariable, hints: ValueHints): (Json | undefined)[] {
  const schema = readSchema(openAPIV3Schema);
  const accepted = rawValues(schema, hints, [])
    .map((value) => acceptedValue(openAPIV3Schema, value))
    .filter((value) => value !== undefined);
  const fallback = schema.default === undefined ? undefined : acceptedValue(openAPIV3Schema, schema.default);
  const set = distinct(fallback === undefined ? accepted : [fallback, ...accepted]).slice(0, mostValues);
  return required || schema.default !== undefined ? set : [...set, undefined];
}

/** Values by the type of a node; not all of them need to be valid. */
function rawValues(schema: StructuralSchema, hints: ValueHints, place: ReadPath): Json[] {
  const given = [schema.default, schema.example].filter((value) => value !== undefined);
  if (schema.enum !== undefined) return schema.enum;
  switch (schema.type) {
    case "boolean":
      return [false, true];
    case "integer":
    case "number":
      return [...given, ...numbers(schema, hints.constants)];
    case "string":
      return [...given, ...texts(schema, hints.constants)];
    case "array":
      return [...given, ...lists(schema, hints, place)];
    case "object":
      return [...given, ...maps(schema, hints, place)];
    default:
      return [...given, 1, "sample"];
  }
}

function numbers({ minimum, maximum }: StructuralSchema, constants: ValueHints["constants"]): number[] {
  const compared = constants.filter((constant) => typeof constant === "number").flatMap((number) => [number, number - 1, number + 1]);
  const limits = [minimum, maximum].filter((limit) => limit !== undefined);
  return [0, 1, ...compared, ...limits, ...limits.slice(0, 1).map((limit) => limit + 1)];
}

function texts(schema: StructuralSchema, constants: ValueHints["constants"]): string[] {
  const compared = constants.filter((constant) => typeof constant === "string").flatMap((text) => [text, `${text}x`]);
  const samples = sampleTexts.filter((text) => acceptedValue(withoutRules(schema), text) !== undefined).slice(0, 2);
  return ["", ...compared, ...samples];
}

/** The node's own rules may be about other nodes; they are asked for the whole value. */
function withoutRules(schema: StructuralSchema): JsonObject {
  const { "x-kubernetes-validations": _, default: __, ...rest } = schema;
  return rest as unknown as JsonObject;
}

function lists(schema: StructuralSchema, hints: ValueHints, place: ReadPath): Json[] {
  const items = rawValues(schema.items ?? {}, hints, [...place, "*"]).filter((item) => item !== "" && !isEmptyMap(item));
  const [first, second] = items;
  const examples = Array.isArray(schema.example) ? schema.example : [];
  return [
    [],
    ...(first === undefined ? [] : [[first]]),
    ...longLists(schema, [...examples, ...items].slice(0, mostKinds), hints.constants),
    ...(second === undefined ? [] : [[second], [first!, second]]),
  ];
}

/** Longer lists are not made. */
const longestList = 32;

/** As many kinds of entries fill a long list. */
const mostKinds = 3;

/** Lists with as many entries as there can be, where templates may ask for the length; each entry is another one, as rules often demand. */
function longLists({ items = {}, maxItems = 0 }: StructuralSchema, kinds: readonly Json[], constants: ValueHints["constants"]): Json[] {
  const length = Math.min(maxItems, longestList);
  const askedFor = constants.some((constant) => typeof constant === "number" && constant >= 1 && constant < length);
  if (!askedFor) return [];
  return kinds.map((kind) => Array.from({ length }, (_, number) => numbered(kind, items, number)));
}

/** A copy of a value whose texts end with a number, where their schemas accept that. */
function numbered(value: Json, schema: StructuralSchema, number: number): Json {
  if (typeof value === "string") {
    const text = `${value}${number}`;
    return acceptedValue(withoutRules(schema), text) === undefined ? value : text;
  }
  if (!isObject(value)) return value;
  const properties = new Map(propertyEntries(schema));
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, numbered(member, properties.get(name) ?? {}, number)]));
}

function maps(schema: StructuralSchema, hints: ValueHints, place: ReadPath): Json[] {
  const others = valueSchema(schema);
  const keyed: Json[] =
    others === undefined
      ? []
      : rawValues(others, hints, [...place, "*"])
          .slice(0, 2)
          .map((value) => ({ sample: value }));
  const choices = propertyEntries(schema).map(([name, property]) => [name, rawValues(property, hints, [...place, name])] as const);
  const full = Object.fromEntries(choices.map(([name, values]) => [name, values.find(isFilled) ?? values[0] ?? null]));
  const least = Object.fromEntries((schema.required ?? []).map((name) => [name, full[name] ?? null]));
  const varied = choices
    .filter(([name]) => isRead(hints.reads, [...place, name]))
    .flatMap(([name, values]) => [
      without(full, name),
      ...values.flatMap((value) => [
        { ...least, [name]: value },
        { ...full, [name]: value },
      ]),
    ]);
  return [{}, least, ...(choices.length === 0 ? [] : [full]), ...varied, ...keyed];
}

function isRead(reads: readonly ReadPath[], place: ReadPath): boolean {
  return reads.some((read) => place.every((name, index) => read[index] === name));
}

/** What conditions usually take for set. */
function isFilled(value: Json): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return isObject(value) ? Object.keys(value).length > 0 : Boolean(value);
}

function isEmptyMap(value: Json): boolean {
  return isObject(value) && Object.keys(value).length === 0;
}

function without(map: JsonObject, name: string): JsonObject {
  const { [name]: _, ...others } = map;
  return others;
}

function distinct(values: Json[]): Json[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}
