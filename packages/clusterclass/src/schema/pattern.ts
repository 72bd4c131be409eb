import { compileRegexp, RegexpError } from "@cstack/gotemplate";

/** A compiled RE2 expression, or why it is not one. */
export type Pattern = { test: (text: string) => boolean; findAll: (text: string) => string[] } | { error: string };

const compiled = new Map<string, Pattern>();
const MAX_CACHED = 5000;

/** Compiles `text` with the syntax and semantics of Go's regexp package (RE2); results are kept. */
export function compilePattern(text: string): Pattern {
  const known = compiled.get(text);
  if (known !== undefined) return known;
  if (compiled.size >= MAX_CACHED) compiled.clear();
  const pattern = compile(text);
  compiled.set(text, pattern);
  return pattern;
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
  const known = new Map<string, boolean>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const result = test(text);
    if (text.length <= 256) {
      if (known.size >= 500) known.clear();
      known.set(text, result);
    }
    return result;
  };
}
