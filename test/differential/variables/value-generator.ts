import fc from "fast-check";
import type { Json, JsonObject } from "../../../packages/clusterclass/src/api/json.ts";
import { isObject } from "../../../packages/clusterclass/src/api/json.ts";
import { texts, textsByFormat } from "./text-corpus.ts";

/** A schema as it is written in a class. */
export type Schema = JsonObject;

/** Draws values one after the other; everything comes from fast-check, so that a seed repeats a run. */
export interface Draw {
  int(min: number, max: number): number;
  chance(probability: number): boolean;
  pick<T>(from: readonly T[]): T;
  some<T>(from: readonly T[], most: number): T[];
}

/** Integers without fast-check's preference for the bounds, which would make rare branches frequent. */
function evenly(min: number, max: number): fc.Arbitrary<number> {
  return fc.noBias(fc.integer({ min, max }));
}

/** The interface above on a generator of fast-check. */
export function drawFrom(gen: fc.GeneratorValue): Draw {
  const int = (min: number, max: number) => gen(evenly, min, max);
  const pick = <T>(from: readonly T[]) => from[int(0, from.length - 1)] as T;
  return {
    int,
    chance: (probability) => int(0, 999) < probability * 1000,
    pick,
    some: (from, most) => [...new Set(Array.from({ length: int(0, most) }, () => pick(from)))],
  };
}

const ANY: Json[] = [null, true, false, 0, 1, 5, -2, 2.5, 1e10, "a", "abc", "", [], ["a"], [1, 2], {}, { a: 1 }, { name: "a" }];

/** Draws a value for a schema: one that fits its types if `fitting`, else often one with something wrong in it. */
export function drawValue(draw: Draw, schema: Schema, fitting: boolean): Json {
  if (!fitting && draw.chance(0.15)) return draw.pick(ANY);
  const members = schema["enum"];
  if (Array.isArray(members) && draw.chance(fitting ? 0.97 : 0.7)) return draw.pick(members);
  if (schema["x-kubernetes-int-or-string"] === true) return draw.chance(0.5) ? draw.pick(texts) : draw.int(-3, 9);
  switch (schema["type"]) {
    case "string":
      return drawText(draw, schema, fitting);
    case "integer":
      return draw.chance(0.02) ? 2.5 : draw.int(-3, 9);
    case "number":
      return draw.chance(0.5) ? draw.int(-3, 9) : draw.int(-30, 90) / 10;
    case "boolean":
      return draw.chance(0.5);
    case "array":
      return drawItems(draw, schema, fitting);
    case "object":
      return drawFields(draw, schema, fitting);
    default:
      return draw.pick(ANY.slice(1));
  }
}

function drawText(draw: Draw, schema: Schema, fitting: boolean): string {
  const samples = textsByFormat[String(schema["format"])];
  if (samples !== undefined && draw.chance(0.9)) return fitting ? (samples[0] as string) : draw.pick(samples);
  const max = typeof schema["maxLength"] === "number" ? schema["maxLength"] : 100;
  const fits = texts.filter(
    (text) => [...text].length <= max && (typeof schema["minLength"] !== "number" || text.length >= schema["minLength"]),
  );
  return fitting && fits.length > 0 ? draw.pick(fits) : draw.pick(texts);
}

function drawItems(draw: Draw, schema: Schema, fitting: boolean): Json[] {
  const max = typeof schema["maxItems"] === "number" ? schema["maxItems"] : 3;
  const min = typeof schema["minItems"] === "number" ? schema["minItems"] : 0;
  const items = isObject(schema["items"]) ? schema["items"] : {};
  const count = fitting ? draw.int(Math.min(min, max), Math.min(max, 3)) : draw.int(0, 4);
  return Array.from({ length: count }, () => drawValue(draw, items, fitting));
}

function drawFields(draw: Draw, schema: Schema, fitting: boolean): JsonObject {
  const values = schema["additionalProperties"];
  if (isObject(values))
    return Object.fromEntries(draw.some(["k1", "k2", "K.3", "k-4"], 3).map((key) => [key, drawValue(draw, values, fitting)]));
  const properties = isObject(schema["properties"]) ? schema["properties"] : {};
  const required = Array.isArray(schema["required"]) ? schema["required"] : [];
  const names = Object.keys(properties).filter((name) => draw.chance(required.includes(name) && fitting ? 0.98 : 0.6));
  const fields = Object.fromEntries(names.map((name) => [name, drawValue(draw, properties[name] as Schema, fitting)]));
  return !fitting && draw.chance(0.1) ? { ...fields, [draw.pick(["unknown", "metadata", "apiVersion"])]: draw.pick(ANY) } : fields;
}
