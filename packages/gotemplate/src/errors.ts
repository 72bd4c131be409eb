import { byteLength } from "./utf8.ts";

/**
 * What went wrong:
 * - `parse`: the text is no template; `execute`: the template failed on these data, as it does in Go;
 * - `output-limit`, `iteration-limit`, `depth-limit`: a limit of this package, see `ExecutionLimits`;
 * - `unsupported`: Go has a result that is not reproducible here (complex numbers, memory addresses).
 */
export type TemplateErrorCode = "parse" | "execute" | "output-limit" | "iteration-limit" | "depth-limit" | "unsupported";

/** A place in a template text. */
export interface TemplatePlace {
  /** Line, from 1. */
  readonly line: number;
  /** Column in bytes, from 0, as Go counts it; absent for parse errors, which Go reports by line. */
  readonly column?: number;
}

/** The only error that parsing and executing a template throw. `message` has the form of Go's text/template. */
export class TemplateError extends Error {
  override readonly name = "TemplateError";
  readonly code: TemplateErrorCode;
  readonly template: string;
  readonly place: TemplatePlace | undefined;

  constructor(code: TemplateErrorCode, message: string, template: string, place?: TemplatePlace) {
    super(message);
    this.code = code;
    this.template = template;
    this.place = place;
  }
}

/** Line and byte column of an offset in UTF-16 units. */
export function placeOf(text: string, offset: number): Required<TemplatePlace> {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf("\n") + 1;
  return { line: before.split("\n").length, column: byteLength(before.slice(lineStart)) };
}

/** Go has a result here that no other run would give, or that this package does not model; the executor reports it with code `unsupported`. */
export class UnsupportedError extends Error {
  override readonly name = "UnsupportedError";
}
