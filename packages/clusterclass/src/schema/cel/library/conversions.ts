import { parseGoDuration } from "../../formats/go-time.ts";
import { doubleToInt, doubleToUint, duration, int64, timestamp, uint64 } from "../arithmetic.ts";
import { global, type Overload } from "../overload.ts";
import { parseTimestamp } from "../schema-values.ts";
import {
  type CelDuration,
  CelError,
  type CelTimestamp,
  CelTypeValue,
  type CelUint,
  type CelValue,
  typeNameOf,
  Undecidable,
} from "../values.ts";

const NANOS = 1_000_000_000n;
/** `%g` writes powers of ten from this exponent on. */
const SHORTEST_PRECISION = 6;

/** `int("1")` and the like, `type` and `dyn`. */
export const conversionFunctions: Overload[] = [
  global("type", "type", "A", "type<A>", (value: CelValue) => new CelTypeValue(typeNameOf(value))),
  global("to_dyn", "dyn", "A", "dyn", (value: CelValue) => value),
  global("bool_to_bool", "bool", "bool", "bool", (value: boolean) => value),
  global("string_to_bool", "bool", "string", "bool", textToBool),
  global("bytes_to_bytes", "bytes", "bytes", "bytes", (value: Uint8Array) => value),
  global("string_to_bytes", "bytes", "string", "bytes", (value: string) => new TextEncoder().encode(value)),
  global("double_to_double", "double", "double", "double", (value: number) => value),
  global("int64_to_double", "double", "int", "double", (value: bigint) => Number(value)),
  global("string_to_double", "double", "string", "double", textToDouble),
  global("uint64_to_double", "double", "uint", "double", (value: CelUint) => Number(value.value)),
  global("duration_to_duration", "duration", "duration", "duration", (value: CelDuration) => value),
  global("string_to_duration", "duration", "string", "duration", textToDuration),
  global("int64_to_int64", "int", "int", "int", (value: bigint) => value),
  global("double_to_int64", "int", "double", "int", doubleToInt),
  global("duration_to_int64", "int", "duration", "int", (value: CelDuration) => value.nanos),
  global("string_to_int64", "int", "string", "int", (value: string) => int64(textToInteger(value, /^[+-]?[0-9]+$/))),
  global("timestamp_to_int64", "int", "timestamp", "int", (value: CelTimestamp) => floorSeconds(value.nanos)),
  global("uint64_to_int64", "int", "uint", "int", (value: CelUint) => int64(value.value)),
  global("string_to_string", "string", "string", "string", (value: string) => value),
  global("bool_to_string", "string", "bool", "string", (value: boolean) => String(value)),
  global("bytes_to_string", "string", "bytes", "string", bytesToText),
  global("double_to_string", "string", "double", "string", doubleToText),
  global("duration_to_string", "string", "duration", "string", durationToText),
  global("int64_to_string", "string", "int", "string", (value: bigint) => String(value)),
  global("timestamp_to_string", "string", "timestamp", "string", timestampToText),
  global("uint64_to_string", "string", "uint", "string", (value: CelUint) => String(value.value)),
  global("timestamp_to_timestamp", "timestamp", "timestamp", "timestamp", (value: CelTimestamp) => value),
  global("int64_to_timestamp", "timestamp", "int", "timestamp", (value: bigint) => timestamp(value * NANOS)),
  global("string_to_timestamp", "timestamp", "string", "timestamp", textToTimestamp),
  global("uint64_to_uint64", "uint", "uint", "uint", (value: CelUint) => value),
  global("double_to_uint64", "uint", "double", "uint", doubleToUint),
  global("int64_to_uint64", "uint", "int", "uint", (value: bigint) => uint64(value)),
  global("string_to_uint64", "uint", "string", "uint", (value: string) => uint64(textToInteger(value, /^[0-9]+$/))),
];

/** A double as Go prints it with `%g`. */
export function doubleToText(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "+Inf" : "-Inf";
  if (value === 0) return Object.is(value, -0) ? "-0" : "0";
  const [digits = "", exponentText = "0"] = value.toExponential().split("e");
  const exponent = Number(exponentText);
  if (exponent >= -4 && exponent < SHORTEST_PRECISION) return plainText(value);
  const sign = exponent < 0 ? "-" : "+";
  return `${digits}e${sign}${String(Math.abs(exponent)).padStart(2, "0")}`;
}

function plainText(value: number): string {
  return value.toString().includes("e") ? value.toFixed(20).replace(/0+$/, "") : value.toString();
}

/** A duration as CEL prints it: seconds, with the fraction that is needed. */
export function durationToText(value: CelDuration): string {
  const negative = value.nanos < 0n;
  const nanos = negative ? -value.nanos : value.nanos;
  const fraction = (nanos % NANOS).toString().padStart(9, "0").replace(/0+$/, "");
  return `${negative ? "-" : ""}${nanos / NANOS}${fraction === "" ? "" : `.${fraction}`}s`;
}

/** RFC 3339 in UTC, with the fraction that is needed. */
export function timestampToText(value: CelTimestamp): string {
  const seconds = floorSeconds(value.nanos);
  const fraction = (value.nanos - seconds * NANOS).toString().padStart(9, "0").replace(/0+$/, "");
  const whole = new Date(Number(seconds) * 1000).toISOString().replace(/\.000Z$/, "");
  return `${whole}${fraction === "" ? "" : `.${fraction}`}Z`;
}

/** Seconds since 1970, rounded down. */
export function floorSeconds(nanos: bigint): bigint {
  return nanos >= 0n ? nanos / NANOS : -((-nanos + NANOS - 1n) / NANOS);
}

function textToBool(text: string): boolean {
  if (["1", "t", "T", "TRUE", "true", "True"].includes(text)) return true;
  if (["0", "f", "F", "FALSE", "false", "False"].includes(text)) return false;
  throw new CelError(`type conversion error from 'string' to 'bool'`);
}

function textToInteger(text: string, form: RegExp): bigint {
  if (!form.test(text)) throw new CelError("type conversion error from 'string' to an integer");
  return BigInt(text.replace(/^\+/, ""));
}

function textToDouble(text: string): number {
  if (/^[+-]?(inf|infinity)$/i.test(text)) return text.startsWith("-") ? -Infinity : Infinity;
  if (/^nan$/i.test(text)) return Number.NaN;
  if (/^[+-]?0[xX]/.test(text)) throw new Undecidable(`the number ${text} is written in a way that is not read here`);
  const value = /^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isFinite(value)) throw new CelError("type conversion error from 'string' to 'double'");
  return value;
}

function textToDuration(text: string): CelDuration {
  const nanos = parseGoDuration(text);
  if (nanos === undefined) throw new CelError("type conversion error from 'string' to 'google.protobuf.Duration'");
  return duration(nanos);
}

function textToTimestamp(text: string): CelTimestamp {
  const nanos = parseTimestamp(text);
  if (nanos === undefined) throw new CelError("type conversion error from 'string' to 'google.protobuf.Timestamp'");
  return timestamp(nanos);
}

function bytesToText(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new CelError("invalid UTF-8 in bytes, cannot convert to string");
  }
}
