import { compilePattern } from "../../pattern.ts";
import { global, member, type Overload } from "../overload.ts";
import { CelError } from "../values.ts";
import { formatText } from "./text-format.ts";

/** Text functions: those of the standard, cel-go's strings extension (version 2), and Kubernetes' `find`. Positions are counted in characters. */
export const stringFunctions: Overload[] = [
  member("contains_string", "contains", "string, string", "bool", (text: string, part: string) => text.includes(part)),
  member("ends_with_string", "endsWith", "string, string", "bool", (text: string, end: string) => text.endsWith(end)),
  member("starts_with_string", "startsWith", "string, string", "bool", (text: string, start: string) => text.startsWith(start)),
  global("matches", "matches", "string, string", "bool", matches),
  member("matches_string", "matches", "string, string", "bool", matches),
  member("string_char_at_int", "charAt", "string, int", "string", charAt),
  member("string_index_of_string", "indexOf", "string, string", "int", (text: string, part: string) => indexOf(text, part, 0n)),
  member("string_index_of_string_int", "indexOf", "string, string, int", "int", indexOf),
  member("string_last_index_of_string", "lastIndexOf", "string, string", "int", lastIndexOf),
  member("string_last_index_of_string_int", "lastIndexOf", "string, string, int", "int", lastIndexFrom),
  member("string_lower_ascii", "lowerAscii", "string", "string", (text: string) => text.replace(/[A-Z]+/g, (part) => part.toLowerCase())),
  member("string_upper_ascii", "upperAscii", "string", "string", (text: string) => text.replace(/[a-z]+/g, (part) => part.toUpperCase())),
  member("string_replace_string_string", "replace", "string, string, string", "string", (text: string, old: string, by: string) =>
    replace(text, old, by, -1n),
  ),
  member("string_replace_string_string_int", "replace", "string, string, string, int", "string", replace),
  member("string_split_string", "split", "string, string", "list<string>", (text: string, by: string) => split(text, by, -1n)),
  member("string_split_string_int", "split", "string, string, int", "list<string>", split),
  member("string_substring_int", "substring", "string, int", "string", (text: string, start: bigint) => substring(text, start, undefined)),
  member("string_substring_int_int", "substring", "string, int, int", "string", substring),
  member("string_trim", "trim", "string", "string", trim),
  member("list_join", "join", "list<string>", "string", (list: string[]) => list.join("")),
  member("list_join_string", "join", "list<string>, string", "string", (list: string[], by: string) => list.join(by)),
  member("string_format", "format", "string, list<dyn>", "string", formatText),
  global("strings_quote", "strings.quote", "string", "string", quote),
  member("string_find_string", "find", "string, string", "string", (text: string, pattern: string) => findAll(text, pattern, 1n)[0] ?? ""),
  member("string_find_all_string", "findAll", "string, string", "list<string>", (text: string, pattern: string) =>
    findAll(text, pattern, -1n),
  ),
  member("string_find_all_string_int", "findAll", "string, string, int", "list<string>", findAll),
];

function matches(text: string, pattern: string): boolean {
  const compiled = compilePattern(pattern);
  if ("error" in compiled) throw new CelError(compiled.error);
  return compiled.test(text);
}

function findAll(text: string, pattern: string, limit: bigint): string[] {
  const compiled = compilePattern(pattern);
  if ("error" in compiled) throw new CelError(`Illegal regex: ${compiled.error}`);
  const all = compiled.findAll(text);
  return limit < 0n ? all : all.slice(0, Number(limit));
}

function outOfRange(index: bigint): CelError {
  return new CelError(`index out of range: ${index}`);
}

function charAt(text: string, index: bigint): string {
  const chars = [...text];
  if (index < 0n || index > chars.length) throw outOfRange(index);
  return chars[Number(index)] ?? "";
}

function indexOf(text: string, part: string, offset: bigint): bigint {
  if (offset < 0n) throw outOfRange(offset);
  const chars = [...text];
  const wanted = [...part];
  if (part === "") return offset > chars.length ? BigInt(chars.length) : offset;
  for (let i = Number(offset); i <= chars.length - wanted.length; i++) if (standsAt(chars, wanted, i)) return BigInt(i);
  return -1n;
}

function lastIndexOf(text: string, part: string): bigint {
  const chars = [...text];
  if (part === "") return BigInt(chars.length);
  const bytes = new TextEncoder();
  if (bytes.encode(text).length < bytes.encode(part).length) return -1n;
  return lastIndexFrom(text, part, BigInt(chars.length - 1));
}

function lastIndexFrom(text: string, part: string, offset: bigint): bigint {
  if (offset < 0n) throw outOfRange(offset);
  const chars = [...text];
  const wanted = [...part];
  if (part === "") return offset > chars.length ? BigInt(chars.length) : offset;
  if (offset >= chars.length) return -1n;
  for (let i = Math.min(Number(offset), chars.length - wanted.length); i >= 0; i--) if (standsAt(chars, wanted, i)) return BigInt(i);
  return -1n;
}

function standsAt(chars: string[], wanted: string[], at: number): boolean {
  return wanted.every((char, i) => chars[at + i] === char);
}

function replace(text: string, old: string, by: string, limit: bigint): string {
  const count = limit < 0n ? Number.POSITIVE_INFINITY : Number(limit);
  const pieces = old === "" ? ["", ...text] : text.split(old);
  const cuts = old === "" ? pieces.length : pieces.length - 1;
  let result = "";
  for (const [i, piece] of pieces.entries()) {
    result += piece;
    if (i < cuts) result += i < count ? by : old;
  }
  return result;
}

function split(text: string, by: string, limit: bigint): string[] {
  if (limit === 0n) return [];
  const parts = by === "" ? [...text] : text.split(by);
  const count = Number(limit);
  if (limit < 0n || parts.length <= count) return parts;
  return [...parts.slice(0, count - 1), parts.slice(count - 1).join(by)];
}

function substring(text: string, start: bigint, end: bigint | undefined): string {
  const chars = [...text];
  const stop = end ?? BigInt(chars.length);
  if (end !== undefined && start > end) throw new CelError(`invalid substring range. start: ${start}, end: ${end}`);
  if (start < 0n || start > chars.length) throw outOfRange(start);
  if (stop < 0n || stop > chars.length) throw outOfRange(stop);
  return chars.slice(Number(start), Number(stop)).join("");
}

/** Go's white space: unlike JavaScript's it has U+0085 and not U+FEFF. */
function trim(text: string): string {
  return text
    .replace(/^[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/, "")
    .replace(/[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+$/, "");
}

const QUOTED: Record<string, string> = {
  "\u0007": "\\a",
  "\b": "\\b",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "\v": "\\v",
  "\\": "\\\\",
  '"': '\\"',
};

function quote(text: string): string {
  return `"${[...text].map((char) => QUOTED[char] ?? char).join("")}"`;
}
