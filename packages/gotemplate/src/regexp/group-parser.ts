import { RegexpError } from "./error.ts";
import { readRune } from "./escape.ts";
import { type Flags, flagLetters } from "./flags.ts";

/** What an open parenthesis starts; `flags` hold from there on. */
export type GroupOpening = { readonly flags: Flags; readonly next: number } & (
  | { readonly kind: "capture"; readonly name: string }
  | { readonly kind: "group" }
  | { readonly kind: "flags" }
);

/** Reads `(`, `(?P<name>`, `(?<name>`, `(?flags:` or `(?flags)` at `at` (Go: parsePerlFlags). */
export function readGroup(pattern: string, at: number, flags: Flags): GroupOpening {
  if (pattern[at + 1] !== "?") return { kind: "capture", name: "", flags, next: at + 1 };
  return readNamedGroup(pattern, at, flags) ?? readFlags(pattern, at, flags);
}

function readNamedGroup(pattern: string, at: number, flags: Flags): GroupOpening | undefined {
  const prefix = /^\(\?(?:P<(?=.)|<(?=.))/su.exec(pattern.slice(at, at + 6))?.[0];
  if (prefix === undefined) return undefined;
  const end = pattern.indexOf(">", at);
  if (end < 0) throw new RegexpError("invalid-named-capture", pattern.slice(at));
  const name = pattern.slice(at + prefix.length, end);
  if (!/^[A-Za-z0-9_]+$/.test(name)) throw new RegexpError("invalid-named-capture", pattern.slice(at, end + 1));
  return { kind: "capture", name, flags, next: end + 1 };
}

function readFlags(pattern: string, at: number, flags: Flags): GroupOpening {
  const changed = { ...flags };
  let value = true;
  let sawFlag = true;
  let position = at + 2;
  while (position < pattern.length) {
    const { rune, next } = readRune(pattern, position);
    const letter = String.fromCodePoint(rune);
    position = next;
    const flag = flagLetters.get(letter);
    if (flag !== undefined) {
      changed[flag] = value;
      sawFlag = true;
    } else if (letter === "-" && value) {
      value = false;
      sawFlag = false;
    } else if ((letter === ":" || letter === ")") && sawFlag) {
      return { kind: letter === ":" ? "group" : "flags", flags: changed, next: position };
    } else break;
  }
  throw new RegexpError("invalid-perl-op", pattern.slice(at, position));
}
