import { compileRegexp, quoteMeta, type Regexp, RegexpError } from "../regexp/index.ts";
import { canBackquote, quote } from "../strconv/quote.ts";
import { type FunctionTable, GoError, GoSlice, type GoValue } from "../values.ts";
import { define, int, text } from "./define.ts";

/** Patterns are written in templates, so few of them come often: each is compiled once as long as this many others do not come between. */
const remembered = 64;
const cache = new Map<string, Regexp>();

function cached(pattern: string): Regexp {
  const known = cache.get(pattern);
  if (known !== undefined) return known;
  const compiled = compileRegexp(pattern);
  const oldest = cache.keys().next();
  if (cache.size >= remembered && !oldest.done) cache.delete(oldest.value);
  cache.set(pattern, compiled);
  return compiled;
}

/** The error of regexp.Compile, or the panic of regexp.MustCompile. */
function compile(pattern: string, panics: boolean): Regexp {
  try {
    return cached(pattern);
  } catch (error) {
    if (!(error instanceof RegexpError)) throw error;
    throw new GoError(panics ? `regexp: Compile(${quotedPattern(pattern)}): ${error.message}` : error.message);
  }
}

/** In backquotes where Go can write it so (strconv.CanBackquote). */
function quotedPattern(pattern: string): string {
  return canBackquote(pattern) ? `\`${pattern}\`` : quote(pattern);
}

function matches(pattern: string, value: string): boolean {
  try {
    return cached(pattern).test(value);
  } catch (error) {
    if (error instanceof RegexpError) return false;
    throw error;
  }
}

function texts(found: readonly string[] | undefined): GoValue {
  return found === undefined ? new GoSlice("string", [], true) : new GoSlice("string", [...found]);
}

function searching(panics: boolean) {
  const findAll = (pattern: string, value: string, limit: bigint): GoValue => {
    const found = compile(pattern, panics).findAll(value, Number(limit));
    return texts(found.length === 0 ? undefined : found);
  };
  return {
    findAll: define([text, text, int], findAll),
    find: define([text, text], (pattern, value) => compile(pattern, panics).find(value) ?? ""),
    replaceAll: define([text, text, text], (pattern, value, template, { chargeText }) =>
      compile(pattern, panics).replaceAll(value, template, chargeText),
    ),
    replaceAllLiteral: define([text, text, text], (pattern, value, replacement, { chargeText }) =>
      compile(pattern, panics).replaceAllLiteral(value, replacement, chargeText),
    ),
    split: define([text, text, int], (pattern, value, limit) => texts(compile(pattern, panics).split(value, Number(limit)))),
  };
}

const plain = searching(true);
const must = searching(false);

/** Regular expressions (sprig v3.3.0, regex.go; slim-sprig has the same). */
export const regexFunctions: FunctionTable = new Map([
  ["regexMatch", define([text, text], matches)],
  ["mustRegexMatch", define([text, text], (pattern, value) => compile(pattern, false).test(value))],
  ["regexFindAll", plain.findAll],
  ["mustRegexFindAll", must.findAll],
  ["regexFind", plain.find],
  ["mustRegexFind", must.find],
  ["regexReplaceAll", plain.replaceAll],
  ["mustRegexReplaceAll", must.replaceAll],
  ["regexReplaceAllLiteral", plain.replaceAllLiteral],
  ["mustRegexReplaceAllLiteral", must.replaceAllLiteral],
  ["regexSplit", plain.split],
  ["mustRegexSplit", must.split],
  ["regexQuoteMeta", define([text], quoteMeta)],
]);
