import { compileRegexp, RegexpError } from "@cstack/gotemplate";
import { Remembered } from "../api/remembered.ts";

/** A compiled RE2 expression, or why it is not one. */
export type Pattern = { test: (text: string) => boolean; findAll: (text: string) => string[] } | { error: string };

const compiled = new Remembered<string, Pattern>(5000);

/** Compiles `text` with the syntax and semantics of Go's regexp package (RE2); results are kept. */
export function compilePattern(text: string): Pattern {
  return compiled.of(text, () => compile(text));
}

function compile(text: string): Pattern {
  try {
    const regexp = compileRegexp(text);
    return { test: remembered((value) => regexp.test(value)), findAll: (value) => regexp.findAll(value) };
  } catch (error) {
    if (error instanceof RegexpError) return { error: error.message };
    throw error;
  }
}

/** The linear-time engine is thorough and not fast, and objects repeat their names: short texts are tested once. */
function remembered(test: (text: string) => boolean): (text: string) => boolean {
  const known = new Remembered<string, boolean>(500);
  return (text) => (text.length <= 256 ? known.of(text, () => test(text)) : test(text));
}
