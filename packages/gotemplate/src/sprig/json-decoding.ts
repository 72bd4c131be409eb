import { toWellFormedText } from "../utf8.ts";
import { type GoValue, isGoObject, mapGet, mapKeys, mapSet, newMap } from "../values.ts";

/** A decoded value, and what was wrong with the text. A number that no float64 can hold is nil, and the rest is decoded. */
export interface DecodedJson {
  readonly value: GoValue;
  readonly problem?: string;
}

/** Decodes JSON into maps, lists, texts, float64, bool and nil (Go: json.Unmarshal into an `interface {}`). */
export function decodeJson(source: string): DecodedJson {
  let problem: string | undefined;
  const revive = (_: string, value: GoValue): GoValue => {
    if (typeof value === "number" && !Number.isFinite(value)) {
      problem ??= "json: cannot unmarshal number into Go value of type float64";
      return null;
    }
    return value;
  };
  try {
    const value = withWellFormedTexts(JSON.parse(toWellFormedText(source), revive));
    return problem === undefined ? { value } : { value, problem };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { value: null, problem: source.trim() === "" ? "unexpected end of JSON input" : `invalid JSON: ${error.message}` };
  }
}

/** Escaped surrogates that stand alone become U+FFFD, in keys too. */
function withWellFormedTexts(value: GoValue): GoValue {
  if (typeof value === "string") return wellFormed(value);
  if (Array.isArray(value)) return value.map(withWellFormedTexts);
  if (!isGoObject(value)) return value;
  const result = newMap();
  for (const key of mapKeys(value)) mapSet(result, wellFormed(key), withWellFormedTexts(mapGet(value, key)));
  return result;
}

function wellFormed(text: string): string {
  return text.replace(/\p{Cs}/gu, "\ufffd");
}
