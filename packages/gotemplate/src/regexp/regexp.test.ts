import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compileRegexp, quoteMeta, RegexpError } from "./index.ts";

/** A line of testdata/go.golden.jsonl, whose first line says how it was made. */
interface GoAnswer {
  readonly pattern: string;
  readonly text: string;
  readonly template: string;
  readonly limit: number;
  readonly error?: string;
  readonly names?: readonly string[];
  readonly groups: readonly (string | null)[] | null;
  readonly all: readonly string[] | null;
  readonly replaced: string;
  readonly literal: string;
  readonly split: readonly string[] | null;
}

const lines = readFileSync(new URL("testdata/go.golden.jsonl", import.meta.url), "utf8")
  .trimEnd()
  .split("\n");
const answers = lines.slice(1).map((line): GoAnswer => JSON.parse(line));

function answerOf({ pattern, text, template, limit }: GoAnswer): GoAnswer {
  try {
    const regexp = compileRegexp(pattern);
    const places = regexp.findIndex(text);
    const groups = regexp.groupNames.map((_, group) => groupText(text, places?.[2 * group], places?.[2 * group + 1]));
    const all = regexp.findAll(text, limit);
    return {
      ...{ pattern, text, template, limit, names: regexp.groupNames },
      groups: places === undefined ? null : groups,
      all: all.length === 0 ? null : all,
      replaced: regexp.replaceAll(text, template),
      literal: regexp.replaceAllLiteral(text, template),
      split: regexp.split(text, limit) ?? null,
    };
  } catch (error) {
    if (!(error instanceof RegexpError)) throw error;
    return { ...{ pattern, text, template, limit }, error: error.message, groups: null, all: null, replaced: "", literal: "", split: null };
  }
}

function groupText(text: string, start = -1, end = -1): string | null {
  return start < 0 ? null : text.slice(start, end);
}

describe("compileRegexp", () => {
  it.each(answers)("answers as Go for $pattern on $text with $template, $limit", (answer) => {
    expect(answerOf(answer)).toEqual(answer);
  });

  it("takes linear time where a backtracking engine would not end", () => {
    expect(compileRegexp("(a*)*b").test("a".repeat(2000))).toBe(false);
    expect(compileRegexp(`${"a?".repeat(30)}${"a".repeat(30)}`).find("a".repeat(30))).toHaveLength(30);
  });

  it("reads a byte that is not UTF-8 as one character that is no letter", () => {
    expect(compileRegexp(".").findAll("a\udcffb")).toEqual(["a", "\udcff", "b"]);
    expect(compileRegexp("\\x{FFFD}").test("\udcff")).toBe(true);
    expect(() => compileRegexp("a\udcff")).toThrow("invalid UTF-8");
  });

  it("names what is wrong with a pattern by a code", () => {
    expect(() => compileRegexp("a(?=b)")).toThrow(expect.objectContaining({ code: "invalid-perl-op", part: "(?=" }));
  });

  it("limits nesting and size as Go does", () => {
    expect(() => compileRegexp("(".repeat(1000) + ")".repeat(1000))).toThrow("expression nests too deeply");
    expect(() => compileRegexp("(".repeat(999) + ")".repeat(999))).not.toThrow();
    expect(() => compileRegexp(`(?:${"a".repeat(3400)}){1000}`)).toThrow("expression too large");
  });
});

describe("quoteMeta", () => {
  it("escapes every character with a meaning, so that the pattern matches the text alone", () => {
    expect(quoteMeta("a.b*[c]-{d}^$|\\")).toBe("a\\.b\\*\\[c\\]-\\{d\\}\\^\\$\\|\\\\");
    expect(compileRegexp(quoteMeta("a.b*[c]")).find("xa.b*[c]")).toBe("a.b*[c]");
  });
});
