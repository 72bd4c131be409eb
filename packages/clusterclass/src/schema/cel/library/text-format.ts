import { CelDuration, CelError, CelMap, CelTimestamp, CelTypeValue, CelUint, type CelValue, Undecidable } from "../values.ts";
import { doubleToText, durationToText, timestampToText } from "./conversions.ts";

/** `text.format(args)` of cel-go's strings extension: `%s`, `%d`, `%f`, `%b`, `%o`, `%x`, `%X` and `%%`. What Go prints by locale is undecidable here. */
export function formatText(template: string, args: CelValue[]): string {
  let next = 0;
  return template.replace(/%(\.[0-9]+)?(.?)/gs, (_clause, precision: string | undefined, verb: string) => {
    if (verb === "%" && precision === undefined) return "%";
    const arg = args[next++];
    if (arg === undefined) throw new CelError(`index ${next - 1} out of range`);
    return formatClause(verb, precision, arg);
  });
}

function formatClause(verb: string, precision: string | undefined, arg: CelValue): string {
  switch (verb) {
    case "s":
      return plain(arg);
    case "d":
      return integer(arg).toString();
    case "f":
      return fixed(arg, precision === undefined ? 6 : Number(precision.slice(1)));
    case "b":
      return typeof arg === "boolean" ? String(Number(arg)) : integer(arg).toString(2);
    case "o":
      return integer(arg).toString(8);
    case "x":
      return hex(arg);
    case "X":
      return hex(arg).toUpperCase();
    case "e":
      throw new Undecidable("%e is printed by locale");
    default:
      throw new CelError(`could not parse formatting clause: unrecognized formatting clause "${verb}"`);
  }
}

function integer(arg: CelValue): bigint {
  if (typeof arg === "bigint") return arg;
  if (arg instanceof CelUint) return arg.value;
  throw new CelError("only ints and uints can be formatted as an integer");
}

function fixed(arg: CelValue, precision: number): string {
  if (typeof arg !== "number") throw new CelError("fixed-point clause can only be used on doubles");
  if (!Number.isFinite(arg) || Math.abs(arg) >= 999.9) throw new Undecidable("%f is printed by locale");
  return arg.toFixed(precision);
}

function hex(arg: CelValue): string {
  const bytes = typeof arg === "string" ? new TextEncoder().encode(arg) : arg;
  if (bytes instanceof Uint8Array) return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return integer(arg).toString(16);
}

function plain(arg: CelValue): string {
  if (arg === null) return "null";
  if (typeof arg === "string") return arg;
  if (typeof arg === "boolean" || typeof arg === "bigint") return String(arg);
  if (typeof arg === "number") return doubleToText(arg);
  if (arg instanceof CelUint) return String(arg.value);
  if (arg instanceof CelDuration) return durationToText(arg);
  if (arg instanceof CelTimestamp) return timestampToText(arg);
  if (arg instanceof CelTypeValue) return arg.name;
  if (Array.isArray(arg) || arg instanceof CelMap || arg instanceof Uint8Array) throw new Undecidable("how Go quotes nested values");
  throw new CelError(
    "string clause can only be used on strings, bools, bytes, ints, doubles, maps, lists, types, durations, and timestamps",
  );
}
