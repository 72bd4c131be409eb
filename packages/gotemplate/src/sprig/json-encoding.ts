/** JSON as Go's encoding/json writes it (Go 1.26): keys sorted, `<`, `>` and `&` escaped unless told otherwise. */

import { encodeBase64 } from "../encoding/base64.ts";
import {
  type CallContext,
  GoError,
  GoInteger,
  GoOpaque,
  GoSlice,
  GoTypedMap,
  type GoValue,
  mapGet,
  mapKeys,
  sliceItems,
  typeName,
} from "../values.ts";
import { sortTexts, strval } from "./format.ts";

export interface JsonOptions {
  /** Writes `<`, `>` and `&` as escapes, for HTML. */
  readonly escapeHtml: boolean;
  /** Spaces of one level; lines are not broken without it. */
  readonly indent?: number;
}

/** What the encoder remembers on its way down. */
interface Path {
  readonly options: JsonOptions;
  readonly context: CallContext;
  readonly parents: readonly GoValue[];
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ["\\", "\\\\"],
  ["\b", "\\b"],
  ["\f", "\\f"],
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
]);

/** The JSON of a value. Throws {@link GoError} for what has none: NaN, infinities, a value inside itself. */
export function encodeJson(value: GoValue, options: JsonOptions, context: CallContext): string {
  return encode(value, { options, context, parents: [] });
}

function encode(value: GoValue, path: Path): string {
  if (value === null || value === undefined) return "null";
  if (typeof value === "string") return encodeText(value, path.options);
  if (typeof value === "boolean") return String(value);
  if (typeof value === "number") return encodeNumber(value);
  if (value instanceof GoInteger) return value.value.toString();
  if (value instanceof GoOpaque) return encodeOpaque(value, path);
  if ((value instanceof GoSlice || value instanceof GoTypedMap) && value.isNil) return "null";
  return encodeComposite(value, path);
}

/** Go and JavaScript print the same digits; only the sign of zero differs. */
function encodeNumber(value: number): string {
  if (!Number.isFinite(value)) throw new GoError(`json: unsupported value: ${Number.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf"}`);
  return Object.is(value, -0) ? "-0" : String(value);
}

/** What a value of a named type is in JSON where that is not the object of its exported fields: its payload has this member. */
export interface JsonText {
  readonly jsonText: string;
}

function hasJsonText(payload: unknown): payload is JsonText {
  return typeof payload === "object" && payload !== null && "jsonText" in payload && typeof payload.jsonText === "string";
}

function encodeOpaque({ payload, fields }: GoOpaque, path: Path): string {
  if (payload instanceof GoInteger) return payload.value.toString();
  if (hasJsonText(payload)) return encodeText(payload.jsonText, path.options);
  const exported = fields.filter(([name]) => /^\p{Lu}/u.test(name));
  return brackets(
    "{",
    exported.map(([name, field]) => member(name, field, path)),
    "}",
    path,
  );
}

function encodeComposite(value: GoValue, path: Path): string {
  if (path.parents.includes(value)) throw new GoError(`json: unsupported value: encountered a cycle via ${typeName(value)}`);
  const inner = { ...path, parents: [...path.parents, value] };
  const items = sliceItems(value);
  if (items === undefined) {
    const members = sortTexts(mapKeys(value)).map((key) => member(key, mapGet(value, key), inner));
    return brackets("{", members, "}", path);
  }
  if (value instanceof GoSlice && value.elementType === "uint8")
    return `"${encodeBase64(Uint8Array.from(items, (item) => Number(strval(item))))}"`;
  return brackets(
    "[",
    items.map((item) => encode(item, inner)),
    "]",
    path,
  );
}

function member(key: string, value: GoValue, path: Path): string {
  return `${encodeText(key, path.options)}:${path.options.indent === undefined ? "" : " "}${encode(value, path)}`;
}

function brackets(open: string, members: readonly string[], close: string, { options, context, parents }: Path): string {
  context.chargeItems(members.length);
  context.chargeText(members.reduce((sum, text) => sum + text.length, 0));
  if (options.indent === undefined || members.length === 0) return open + members.join(",") + close;
  const outer = `\n${" ".repeat(options.indent * parents.length)}`;
  const inner = outer + " ".repeat(options.indent);
  return open + inner + members.join(`,${inner}`) + outer + close;
}

/** A text in quotes; bytes that are not UTF-8 become `\ufffd`. */
function encodeText(value: string, { escapeHtml }: JsonOptions): string {
  const plain = escapeHtml ? /^[ !#-%'-;=?-[\]-~]*$/ : /^[ !#-[\]-~]*$/;
  if (plain.test(value)) return `"${value}"`;
  const characters = [...value].map((character) => encodeCharacter(character, escapeHtml));
  return `"${characters.join("")}"`;
}

function encodeCharacter(character: string, escapeHtml: boolean): string {
  const escaped = escapes.get(character);
  if (escaped !== undefined) return escaped;
  const isLoneByte = character.length === 1 && /\p{Cs}/u.test(character);
  if (isLoneByte) return "\\ufffd";
  const mustEscape = character < " " || /[\u2028\u2029]/.test(character) || (escapeHtml && /[<>&]/.test(character));
  return mustEscape ? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}` : character;
}
