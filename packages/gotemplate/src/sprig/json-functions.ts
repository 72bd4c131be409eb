import { type CallContext, type FunctionTable, GoError, type GoValue } from "../values.ts";
import { any, define, text } from "./define.ts";
import { decodeJson } from "./json-decoding.ts";
import { encodeJson, type JsonOptions } from "./json-encoding.ts";

const compact: JsonOptions = { escapeHtml: true };
const pretty: JsonOptions = { escapeHtml: true, indent: 2 };
const raw: JsonOptions = { escapeHtml: false };

function encodeOrNothing(value: GoValue, options: JsonOptions, context: CallContext): string {
  try {
    return encodeJson(value, options, context);
  } catch (error) {
    if (error instanceof GoError) return "";
    throw error;
  }
}

function decodeOrFail(source: string): GoValue {
  const { value, problem } = decodeJson(source);
  if (problem !== undefined) throw new GoError(problem);
  return value;
}

/** JSON (sprig v3.3.0 and slim-sprig, defaults.go). Functions without `must` ignore errors, except `toRawJson`. */
export const jsonFunctions: FunctionTable = new Map([
  ["toJson", define([any], (value, context) => encodeOrNothing(value, compact, context))],
  ["mustToJson", define([any], (value, context) => encodeJson(value, compact, context))],
  ["toPrettyJson", define([any], (value, context) => encodeOrNothing(value, pretty, context))],
  ["mustToPrettyJson", define([any], (value, context) => encodeJson(value, pretty, context))],
  ["toRawJson", define([any], (value, context) => encodeJson(value, raw, context))],
  ["mustToRawJson", define([any], (value, context) => encodeJson(value, raw, context))],
  ["fromJson", define([text], (source) => decodeJson(source).value)],
  ["mustFromJson", define([text], decodeOrFail)],
]);
