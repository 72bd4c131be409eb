import { styleText } from "node:util";

/**
 * Text for a terminal. `styleText` colours only where standard output is a terminal, and honours NO_COLOR and FORCE_COLOR. Everything that
 * comes from files goes through `visible`, so that a manifest cannot move the cursor or write colours of its own.
 */
export const paint = {
  heading: (text: string): string => styleText("bold", visible(text)),
  name: (text: string): string => styleText("cyan", visible(text)),
  variable: (text: string): string => styleText("green", visible(text)),
  faint: (text: string): string => styleText("dim", visible(text)),
  warning: (text: string): string => styleText("yellow", visible(text)),
  bad: (text: string): string => styleText("red", visible(text)),
  plain: (text: string): string => visible(text),
};

/** Control characters and those that change the direction of text, written as escapes. */
export function visible(text: string): string {
  return text.replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, (character) => {
    return `\\u${character.codePointAt(0)!.toString(16).padStart(4, "0")}`;
  });
}

/** A value in one line of at most `limit` characters. */
export function shortValue(value: unknown, limit = 72): string {
  const text = value === undefined ? "(absent)" : JSON.stringify(value);
  return text.length <= limit ? text : `${text.slice(0, limit - 1)}…`;
}
