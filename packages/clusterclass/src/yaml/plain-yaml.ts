import type { Json, JsonObject } from "../api/json.ts";
import { FlowReader, NotPlain, readKeyAt, readScalar, setNew } from "./plain-scalars.ts";

/** Where reading stops being quick: the full reader says what is wrong with such texts. */
export interface PlainLimits {
  depth: number;
  values: number;
}

/**
 * Reads the YAML that programs write (block maps and lists, one-line scalars, `|` texts, JSON inside of a line) many times faster than a reader of all of
 * YAML. Undefined for everything else: anchors, tags, comments behind values, texts over several lines, equal keys, numbers that are not held
 * exactly. What it reads is what `readYamlStrict` reads.
 */
export function readPlainYaml(text: string, limits: PlainLimits): Json | undefined {
  // Other line breaks, and marks at the start of a file, have rules of their own.
  if (/[\r\u0085\u2028\u2029\ufeff]/.test(text)) return undefined;
  try {
    return new PlainReader(text, limits).read();
  } catch (error) {
    if (error instanceof NotPlain) return undefined;
    throw error;
  }
}

/** A line without what stands before it: `start` is where its content begins, in the column `indent`. */
interface Line {
  start: number;
  end: number;
  indent: number;
}

class PlainReader {
  readonly #text: string;
  readonly #hasTabs: boolean;
  readonly #limits: PlainLimits;
  /** Where the next line begins. */
  #next = 0;
  /** The line to be read next; undefined at the end. */
  #line: Line | undefined;
  #values = 0;

  constructor(text: string, limits: PlainLimits) {
    this.#text = text;
    this.#hasTabs = text.includes("\t");
    this.#limits = limits;
  }

  read(): Json {
    this.#advance();
    if (this.#line?.indent === 0 && this.#content(this.#line) === "---") this.#advance();
    if (this.#line === undefined) return null;
    const value = this.#isFlow(this.#line) ? this.#inline(this.#line, -1, 0) : this.#block(0);
    if (this.#line !== undefined) throw new NotPlain();
    return value;
  }

  /** Goes to the next line that is neither empty nor a comment. */
  #advance(): void {
    do this.#line = this.#lineAt(this.#next);
    while (this.#line !== undefined && (this.#line.start === this.#line.end || this.#text[this.#line.start] === "#"));
    if (
      this.#line !== undefined &&
      this.#line.indent === 0 &&
      /^(---|\.\.\.|%)/.test(this.#text.slice(this.#line.start, this.#line.start + 3))
    ) {
      if (this.#content(this.#line) !== "---" || this.#values > 0) throw new NotPlain();
    }
  }

  #lineAt(from: number): Line | undefined {
    const text = this.#text;
    if (from >= text.length) return undefined;
    const feed = text.indexOf("\n", from);
    const limit = feed < 0 ? text.length : feed;
    this.#next = limit + 1;
    let start = from;
    while (start < limit && text.charCodeAt(start) === 0x20) start++;
    let end = limit;
    while (end > start && text.charCodeAt(end - 1) === 0x20) end--;
    return { start, end, indent: start - from };
  }

  #content({ start, end }: Line): string {
    return this.#text.slice(start, end);
  }

  #isFlow({ start }: Line): boolean {
    return this.#text[start] === "{" || this.#text[start] === "[";
  }

  #count = (depth: number): void => {
    this.#values++;
    if (this.#values > this.#limits.values || depth >= this.#limits.depth) throw new NotPlain();
  };

  /** The map or list that begins at the line. */
  #block(depth: number): Json {
    const line = this.#line!;
    this.#count(depth);
    if (this.#isItem(line)) return this.#list(line.indent, depth);
    return this.#map(line.indent, depth);
  }

  #isItem({ start, end }: Line): boolean {
    return this.#text[start] === "-" && (start + 1 === end || this.#text[start + 1] === " ");
  }

  #map(indent: number, depth: number): JsonObject {
    const result: JsonObject = {};
    while (this.#line !== undefined && this.#line.indent === indent && !this.#isItem(this.#line)) {
      const line = this.#line;
      const found = readKeyAt(this.#text, line.start, line.end);
      if (found === undefined) throw new NotPlain();
      setNew(result, found.key, this.#valueFrom(line, found.next, indent, depth + 1));
    }
    if (this.#line !== undefined && this.#line.indent > indent) throw new NotPlain();
    return result;
  }

  /** The value after a key: in the same line, or in deeper ones; a list may stand as deep as its key. */
  #valueFrom(line: Line, from: number, indent: number, depth: number): Json {
    const start = this.#skipSpaces(from, line.end);
    if (start < line.end) return this.#inline({ ...line, start }, indent, depth);
    this.#advance();
    const next = this.#line;
    const isBelow = next !== undefined && (next.indent > indent || (next.indent === indent && this.#isItem(next)));
    if (isBelow) return this.#block(depth);
    this.#count(depth);
    return null;
  }

  #list(indent: number, depth: number): Json[] {
    const result: Json[] = [];
    while (this.#line !== undefined && this.#line.indent === indent && this.#isItem(this.#line))
      result.push(this.#item(this.#line, depth + 1));
    if (this.#line !== undefined && this.#line.indent > indent) throw new NotPlain();
    return result;
  }

  #item(line: Line, depth: number): Json {
    const start = this.#skipSpaces(line.start + 1, line.end);
    if (start === line.end) return this.#itemBelow(line.indent, depth);
    const rest = { start, end: line.end, indent: line.indent + start - line.start };
    // A map or a list may begin behind the dash; it is as deep as it is to the right.
    if (!this.#isItem(rest) && readKeyAt(this.#text, rest.start, rest.end) === undefined) return this.#inline(rest, line.indent, depth);
    this.#line = rest;
    return this.#block(depth);
  }

  #itemBelow(indent: number, depth: number): Json {
    this.#advance();
    if (this.#line !== undefined && this.#line.indent > indent) return this.#block(depth);
    this.#count(depth);
    return null;
  }

  /** A value that begins in the line: nothing of it may go on in the next one, but for texts after `|`. */
  #inline(line: Line, indent: number, depth: number): Json {
    const first = this.#text[line.start];
    if (first === "|") {
      this.#count(depth);
      return this.#literal(this.#content(line), indent);
    }
    if (this.#hasTabs && this.#content(line).includes("\t")) throw new NotPlain();
    const value = this.#isFlow(line)
      ? new FlowReader(this.#text, line.start, line.end, this.#count).readAll(depth)
      : this.#scalar(line, depth);
    this.#advance();
    if (this.#line !== undefined && this.#line.indent > indent) throw new NotPlain();
    return value;
  }

  #scalar(line: Line, depth: number): Json {
    this.#count(depth);
    return readScalar(this.#content(line));
  }

  #literal(header: string, indent: number): string {
    if (header !== "|" && header !== "|-") throw new NotPlain();
    const first = this.#firstOfLiteral(indent);
    const lines: string[] = [];
    let from = first.from;
    while (from < this.#text.length) {
      const line = this.#lineAt(from)!;
      const limit = this.#next - 1;
      if (line.indent < first.indent && line.start < limit) break;
      lines.push(this.#text.slice(Math.min(from + first.indent, limit), limit));
      from = this.#next;
    }
    if (from >= this.#text.length && !this.#text.endsWith("\n")) throw new NotPlain();
    while (lines.at(-1) === "") lines.pop();
    this.#next = from;
    this.#advance();
    if (this.#line !== undefined && this.#line.indent > indent) throw new NotPlain();
    return `${lines.join("\n")}${header === "|" ? "\n" : ""}`;
  }

  /** The first line with content says how deep the text stands; empty lines before it are left to the full reader. */
  #firstOfLiteral(indent: number): { from: number; indent: number } {
    const from = this.#next;
    const line = this.#lineAt(from);
    if (line === undefined || line.start === line.end || line.indent <= indent) throw new NotPlain();
    return { from, indent: line.indent };
  }

  #skipSpaces(from: number, end: number): number {
    let at = from;
    while (at < end && this.#text.charCodeAt(at) === 0x20) at++;
    return at;
  }
}
