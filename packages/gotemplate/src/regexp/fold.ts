/**
 * Simple case folding: which code points `(?i)` treats as equal (Go: unicode.SimpleFold). The classes are derived from the case mappings
 * of JavaScript, so a character that is newer than Go's Unicode tables may fold here and not in Go.
 */

/** The last code point with a case mapping (Adlam), as in Go's `maxFold`. */
const lastCased = 0x1e943;

let classes: Map<number, number[]> | undefined;

/** All code points equal to `rune` when case is ignored, `rune` included. */
export function foldClass(rune: number): readonly number[] {
  if (rune > lastCased) return [rune];
  classes ??= buildClasses();
  return classes.get(rune) ?? [rune];
}

function buildClasses(): Map<number, number[]> {
  const result = new Map<number, number[]>();
  for (let rune = 0x41; rune <= lastCased; rune++) {
    if (rune >= 0xd800 && rune <= 0xdfff) continue;
    const text = String.fromCodePoint(rune);
    for (const mapped of [text.toLowerCase(), text.toUpperCase()]) {
      const other = singleCodePoint(mapped);
      if (other !== undefined && other !== rune && foldsTo(text, mapped)) unite(result, rune, other);
    }
  }
  return result;
}

/** Dotted and dotless i have case mappings, but fold only with a locale; the engine's own `/iu` knows. */
function foldsTo(text: string, mapped: string): boolean {
  return new RegExp(`^\\u{${text.codePointAt(0)!.toString(16)}}$`, "iu").test(mapped);
}

function singleCodePoint(text: string): number | undefined {
  const rune = text.codePointAt(0)!;
  return text.length === (rune > 0xffff ? 2 : 1) ? rune : undefined;
}

function unite(result: Map<number, number[]>, left: number, right: number): void {
  const members = new Set([...(result.get(left) ?? [left]), ...(result.get(right) ?? [right])]);
  const sorted = [...members].sort((a, b) => a - b);
  for (const member of sorted) result.set(member, sorted);
}
