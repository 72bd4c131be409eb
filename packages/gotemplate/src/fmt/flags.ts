import { runeCount } from "../utf8.ts";

/** What stands between `%` and the verb (fmt, format.go: fmtFlags). */
export interface Flags {
  width: number | undefined;
  precision: number | undefined;
  minus: boolean;
  plus: boolean;
  sharp: boolean;
  space: boolean;
  zero: boolean;
  /** `%+v`: names of struct fields. */
  plusV: boolean;
  /** `%#v`: Go syntax. */
  sharpV: boolean;
}

export function noFlags(): Flags {
  return {
    width: undefined,
    precision: undefined,
    minus: false,
    plus: false,
    sharp: false,
    space: false,
    zero: false,
    plusV: false,
    sharpV: false,
  };
}

/** Fills up to the width, counted in runes; zeros only to the left. */
export function pad(text: string, { width, minus, zero }: Flags): string {
  const missing = (width ?? 0) - runeCount(text);
  if (missing <= 0) return text;
  if (minus) return text + " ".repeat(missing);
  return (zero ? "0" : " ").repeat(missing) + text;
}

/** As {@link pad}, but with spaces even if the zero flag is set. */
export function padWithSpaces(text: string, flags: Flags): string {
  return pad(text, { ...flags, zero: false });
}
