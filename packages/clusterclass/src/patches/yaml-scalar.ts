import type { Json } from "../api/json.ts";

const words = new Map<string, Json>([
  ...["y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"].map((word) => [word, true] as const),
  ...["n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"].map((word) => [word, false] as const),
  ...["", "~", "null", "Null", "NULL"].map((word) => [word, null] as const),
  ...[".nan", ".NaN", ".NAN"].map((word) => [word, Number.NaN] as const),
  ...[".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"].map((word) => [word, Number.POSITIVE_INFINITY] as const),
  ...["-.inf", "-.Inf", "-.INF"].map((word) => [word, Number.NEGATIVE_INFINITY] as const),
]);

/** What a plain scalar is, with the YAML type that Go gives it; NaN, infinity and a negative zero occur and are no JSON. */
export interface ResolvedScalar {
  type: "null" | "bool" | "int" | "float" | "str";
  value: Json;
  /** The exact value of an integer. */
  integer?: bigint;
}

/**
 * Reads a plain (unquoted) scalar as go-yaml v2 does: YAML 1.1 with `0b`, `0o` and `_` in numbers, without base 60, dates as text.
 * Source: go.yaml.in/yaml/v2 v2.4.3, resolve.go, function resolve.
 */
export function resolvePlainScalar(text: string): ResolvedScalar {
  const word = words.get(text);
  if (word !== undefined) return { type: word === null ? "null" : typeof word === "boolean" ? "bool" : "float", value: word };
  const first = text.charCodeAt(0);
  if (first === 46) return float(text, /^\.[0-9]+([eE][-+]?[0-9]+)?$/) ?? { type: "str", value: text };
  const startsNumber = (first >= 48 && first <= 57) || first === 43 || first === 45;
  return (startsNumber ? number(text) : undefined) ?? { type: "str", value: text };
}

function number(text: string): ResolvedScalar | undefined {
  // A date starts with four digits and a hyphen, which no number does.
  const plain = text.replaceAll("_", "");
  return integer(plain) ?? float(plain, /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/);
}

const integerForms: [RegExp, string][] = [
  [/^([-+]?)0[xX]([0-9a-fA-F]+)$/, "0x"],
  [/^([-+]?)0[bB]([01]+)$/, "0b"],
  [/^([-+]?)0[oO]([0-7]+)$/, "0o"],
  [/^([-+]?)0([0-7]+)$/, "0o"],
  [/^([-+]?)(0|[1-9][0-9]*)$/, ""],
];

function integer(plain: string): ResolvedScalar | undefined {
  for (const [form, prefix] of integerForms) {
    const match = form.exec(plain);
    if (match === null) continue;
    const size = BigInt(prefix + match[2]);
    const value = match[1] === "-" ? -size : size;
    if (value < -(2n ** 63n) || value >= (match[1] === "" ? 2n ** 64n : 2n ** 63n)) return undefined;
    return { type: "int", value: Number(value), integer: value };
  }
  return undefined;
}

function float(plain: string, form: RegExp): ResolvedScalar | undefined {
  if (!form.test(plain)) return undefined;
  const value = Number(plain);
  // A number that is out of range stays text.
  return Number.isFinite(value) ? { type: "float", value } : undefined;
}
