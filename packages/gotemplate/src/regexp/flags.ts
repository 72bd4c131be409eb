/** Flags that `(?i)` and its like set. The defaults are those of Go's `regexp.Compile`. */
export interface Flags {
  /** `i`: case does not matter. */
  readonly fold: boolean;
  /** `m`: `^` and `$` match at lines. */
  readonly multiLine: boolean;
  /** `s`: `.` matches a newline. */
  readonly dotAll: boolean;
  /** `U`: `x*` is lazy and `x*?` greedy. */
  readonly ungreedy: boolean;
}

export const defaultFlags: Flags = { fold: false, multiLine: false, dotAll: false, ungreedy: false };

/** Which flag a letter stands for. */
export const flagLetters: ReadonlyMap<string, keyof Flags> = new Map([
  ["i", "fold"],
  ["m", "multiLine"],
  ["s", "dotAll"],
  ["U", "ungreedy"],
] as const);
