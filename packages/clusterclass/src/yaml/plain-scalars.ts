import type { Json, JsonObject } from "../api/json.ts";
import { Remembered } from "../api/remembered.ts";
import { resolvePlainScalar } from "../patches/yaml-scalar.ts";

/** Thrown where a text uses more of YAML than the quick reader knows; it says nothing about whether the text is right. */
export class NotPlain extends Error {}

// Escapes of surrogates are left to the full reader, as all escapes are that JSON does not know.
const doubleQuoted = /"(?:[^"\\\p{Cc}]|\\["\\/bfnrt]|\\u(?![dD][89a-fA-F])[0-9a-fA-F]{4})*"/uy;
const singleQuoted = /'(?:[^'\p{Cc}]|'')*'/uy;
const plainKey = /[A-Za-z_][A-Za-z0-9_./-]*/y;
const plainInFlow = /-?[A-Za-z0-9_./+][A-Za-z0-9_./+ -]*/y;
/** Longer keys must be marked as such in YAML. */
const longestKey = 1000;

/** A key and where the text goes on after its colon. */
export interface ReadKey {
  key: string;
  next: number;
}

/** The key at a position, if it is a simple one before a colon that ends it; undefined where there is none. */
export function readKeyAt(text: string, start: number, end: number): ReadKey | undefined {
  const isQuoted = text[start] === '"';
  const found = matchAt(isQuoted ? doubleQuoted : plainKey, text, start);
  if (found === undefined) return undefined;
  const colon = start + found.length;
  if (text[colon] !== ":" || (colon + 1 < end && text[colon + 1] !== " ")) return undefined;
  return { key: keyOf(found, isQuoted), next: colon + 1 };
}

/** Short keys and scalars are the same few hundred again and again. Longer ones are not kept: V8 makes them views of the text, which would be kept with them. */
const keys = new Remembered<string, string>(5000);
const scalars = new Remembered<string, Json>(5000);
const longestKept = 12;

function keyOf(source: string, isQuoted: boolean): string {
  return source.length > longestKept ? resolveKey(source, isQuoted) : keys.of(source, () => resolveKey(source, isQuoted));
}

function resolveKey(source: string, isQuoted: boolean): string {
  const key = isQuoted ? (JSON.parse(source) as string) : resolvePlainScalar(source).value;
  if (typeof key !== "string" || key.length > longestKey) throw new NotPlain();
  return key;
}

/** Sets a key that must be new; names like `__proto__` are left to the full reader. */
export function setNew(into: JsonObject, key: string, value: Json): void {
  if (key === "__proto__" || Object.hasOwn(into, key)) throw new NotPlain();
  into[key] = value;
}

/** The value of a scalar that stands alone on its line: quoted, or plain without anything that could mean more. */
export function readScalar(source: string): Json {
  return source.length > longestKept ? resolveScalar(source) : scalars.of(source, () => resolveScalar(source));
}

function resolveScalar(source: string): Json {
  const first = source[0]!;
  if (first === '"' || first === "'") {
    const found = matchAt(first === '"' ? doubleQuoted : singleQuoted, source, 0);
    if (found !== source) throw new NotPlain();
    return first === '"' ? (JSON.parse(source) as string) : unquoted(source);
  }
  const hasMeaning = /^[-?:,[\]{}#&*!|>%@`=<]/.test(source) && !/^-[A-Za-z0-9-]/.test(source);
  if (hasMeaning || source.includes(": ") || source.includes(" #") || source.endsWith(":")) throw new NotPlain();
  return plainValue(source);
}

function unquoted(source: string): string {
  return source.slice(1, -1).replaceAll("''", "'");
}

function plainValue(source: string): Json {
  const { type, value } = resolvePlainScalar(source);
  if (typeof value !== "number") return value;
  if (!Number.isFinite(value) || Object.is(value, -0) || (type === "int" && !Number.isSafeInteger(value))) throw new NotPlain();
  return value;
}

/** Reads flow collections, as JSON is one, inside of one line. */
export class FlowReader {
  readonly #text: string;
  readonly #end: number;
  readonly #count: (depth: number) => void;
  #at: number;

  constructor(text: string, start: number, end: number, count: (depth: number) => void) {
    this.#text = text;
    this.#at = start;
    this.#end = end;
    this.#count = count;
  }

  /** The value, which must be all there is. */
  readAll(depth: number): Json {
    const value = this.#value(depth);
    this.#skipSpaces();
    if (this.#at !== this.#end) throw new NotPlain();
    return value;
  }

  #value(depth: number): Json {
    this.#count(depth);
    this.#skipSpaces();
    const first = this.#text[this.#at];
    if (first === "{") return this.#map(depth);
    if (first === "[") return this.#list(depth);
    if (first === '"') return JSON.parse(this.#take(doubleQuoted)) as string;
    if (first === "'") return unquoted(this.#take(singleQuoted));
    return plainValue(this.#take(plainInFlow).trimEnd());
  }

  #map(depth: number): JsonObject {
    const result: JsonObject = {};
    this.#eachUntil("}", () => {
      const isQuoted = this.#text[this.#at] === '"';
      const key = keyOf(this.#take(isQuoted ? doubleQuoted : plainKey), isQuoted);
      if (this.#text[this.#at] !== ":" || !(isQuoted || this.#text[this.#at + 1] === " ")) throw new NotPlain();
      this.#at++;
      setNew(result, key, this.#value(depth + 1));
    });
    return result;
  }

  #list(depth: number): Json[] {
    const result: Json[] = [];
    this.#eachUntil("]", () => result.push(this.#value(depth + 1)));
    return result;
  }

  #eachUntil(close: string, read: () => void): void {
    this.#at++;
    this.#skipSpaces();
    if (this.#text[this.#at] !== close) {
      for (;;) {
        this.#skipSpaces();
        read();
        this.#skipSpaces();
        if (this.#text[this.#at] !== ",") break;
        this.#at++;
      }
    }
    if (this.#text[this.#at] !== close || this.#at >= this.#end) throw new NotPlain();
    this.#at++;
  }

  #take(form: RegExp): string {
    const found = matchAt(form, this.#text, this.#at);
    if (found === undefined || this.#at + found.length > this.#end) throw new NotPlain();
    this.#at += found.length;
    return found;
  }

  #skipSpaces(): void {
    while (this.#at < this.#end && this.#text[this.#at] === " ") this.#at++;
  }
}

function matchAt(form: RegExp, text: string, start: number): string | undefined {
  form.lastIndex = start;
  return form.exec(text)?.[0];
}
