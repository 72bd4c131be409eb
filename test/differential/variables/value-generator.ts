import fc from "fast-check";
import type { Json, JsonObject } from "../../../packages/clusterclass/src/api/json.ts";
import { isObject } from "../../../packages/clusterclass/src/api/json.ts";

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

const TEXTS = [
  "",
  "a",
  "b",
  "abc",
  "x",
  "small",
  "large",
  "10.0.0.1",
  "10.0.0.0/8",
  "::1",
  "a.example.com",
  "https://example.com:8443/p?q=1",
  "v1.36.1",
  "2026-11-21",
  "2026-11-21T10:00:00Z",
  "1h30m",
  "100m",
  "user@example.com",
  "AbC",
  "äöü",
  "😀",
  "a,b,c",
  "52",
  "00:11:22:33:44:55",
  "2d5a1b54-9a5c-4a39-8d0f-2f8a5d1a2b3c",
  "YWJj",
  "#fff",
  "1.5Gi",
  "too long for most of the bounds",
];
const ANY: Json[] = [null, true, false, 0, 1, 5, -2, 2.5, 1e10, "a", "abc", "", [], ["a"], [1, 2], {}, { a: 1 }, { name: "a" }];

/** Draws a value for a schema: one that fits its types if `fitting`, else often one with something wrong in it. */
export function drawValue(draw: Draw, schema: Schema, fitting: boolean): Json {
  if (!fitting && draw.chance(0.15)) return draw.pick(ANY);
  const members = schema["enum"];
  if (Array.isArray(members) && draw.chance(fitting ? 0.97 : 0.7)) return draw.pick(members);
  if (schema["x-kubernetes-int-or-string"] === true) return draw.chance(0.5) ? draw.pick(TEXTS) : draw.int(-3, 9);
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

const BY_FORMAT: Record<string, string[]> = {
  date: ["2026-11-21", "2024-02-29", "2023-02-29", "2026-1-1"],
  "date-time": ["2026-11-21T10:00:00Z", "2026-11-21T10:00:00.5+02:00", "2026-11-21 10:00", "2026-11-21t25:00:00z"],
  duration: ["1h", "90s", "3 weeks", "1d", "never", "1.5h", "-2m"],
  email: ["user@example.com", "a@b", "@b", "a b@c", "a.@b"],
  hostname: ["example.com", "a", "-a", "a..b", "exa_mple", "host-1", "10.0.0.1", "a.b.c.de"],
  ipv4: ["10.0.0.1", "010.0.0.1", "1.2.3", "1.2.3.256", "::1.2.3.4"],
  ipv6: ["::1", "fe80::1", "1:2:3:4:5:6:7:8", "1::2::3", "::ffff:1.2.3.4", ":::"],
  cidr: ["10.0.0.0/8", "10.0.0.0/33", "fd00::/8", "10.0.0.0", "010.0.0.0/08"],
  mac: ["00:11:22:33:44:55", "00-11-22-33-44-55", "0011.2233.4455", "00:11:22:33:44", "00:11-22:33:44:55", "00:11:22:33:44:55:66:77"],
  uri: [
    "https://example.com",
    "/path",
    "example.com",
    "http://[::1]:80/x",
    "http://a:b",
    "mailto:a@b",
    "http://a/%zz",
    "//host/p",
    "http://a b",
  ],
  uuid: ["2d5a1b54-9a5c-4a39-8d0f-2f8a5d1a2b3c", "2d5a1b549a5c4a398d0f2f8a5d1a2b3c", "2d5a1b54"],
  byte: ["YWJj", "YWI=", "YQ==", "", "a", "YW Jj"],
  "k8s-short-name": ["a", "a-b", "A", "-a", "a".repeat(64)],
  "k8s-long-name": ["a.b", "a..b", "a-.b"],
  hexcolor: ["#fff", "fff", "#ffff"],
};

function drawText(draw: Draw, schema: Schema, fitting: boolean): string {
  const samples = BY_FORMAT[String(schema["format"])];
  if (samples !== undefined && draw.chance(0.9)) return fitting ? (samples[0] as string) : draw.pick(samples);
  const max = typeof schema["maxLength"] === "number" ? schema["maxLength"] : 100;
  const fits = TEXTS.filter(
    (text) => [...text].length <= max && (typeof schema["minLength"] !== "number" || text.length >= schema["minLength"]),
  );
  return fitting && fits.length > 0 ? draw.pick(fits) : draw.pick(TEXTS);
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
