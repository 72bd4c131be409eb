/**
 * What can be wrong with a pattern. The wording of each code is that of Go's `regexp/syntax` (Go 1.26, parse.go, `ErrorCode`), because
 * these texts reach people through Cluster API's own messages and are easiest to look up when they are equal.
 */
export const regexpErrorTexts = {
  "invalid-class-range": "invalid character class range",
  "invalid-escape": "invalid escape sequence",
  "invalid-named-capture": "invalid named capture",
  "invalid-perl-op": "invalid or unsupported Perl syntax",
  "invalid-repeat-op": "invalid nested repetition operator",
  "invalid-repeat-size": "invalid repeat count",
  "invalid-utf8": "invalid UTF-8",
  "missing-bracket": "missing closing ]",
  "missing-paren": "missing closing )",
  "missing-repeat-argument": "missing argument to repetition operator",
  "trailing-backslash": "trailing backslash at end of expression",
  "unexpected-paren": "unexpected )",
  "nests-too-deeply": "expression nests too deeply",
  "too-large": "expression too large",
} as const;

export type RegexpErrorCode = keyof typeof regexpErrorTexts;

/** A pattern that RE2 does not accept: `code` says why, `part` is the piece of the pattern that is at fault. */
export class RegexpError extends Error {
  readonly code: RegexpErrorCode;
  readonly part: string;

  constructor(code: RegexpErrorCode, part: string) {
    super(`error parsing regexp: ${regexpErrorTexts[code]}: \`${part}\``);
    this.name = "RegexpError";
    this.code = code;
    this.part = part;
  }
}
