import { describe, expect, it } from "vitest";
import { treeWith } from "../testing/small-tree.ts";
import { type ParsedSources, parseRepository } from "./parse-repository.ts";

/** Keeps values in memory and counts what had to be parsed. */
function memory(): ParsedSources & { kept: number } {
  const values = new Map<string, unknown>();
  return {
    kept: 0,
    find: (schema, text) => values.get(`${schema} ${text}`),
    keep(schema, text, value) {
      this.kept++;
      values.set(`${schema} ${text}`, value);
    },
  };
}

describe("sources that were parsed before", () => {
  it("are not parsed again, and give the same repository", () => {
    const parsed = memory();
    const first = parseRepository({ files: treeWith() }, parsed);
    const before = parsed.kept;
    const second = parseRepository({ files: treeWith() }, parsed);
    expect(parsed.kept).toBe(before);
    expect(second.repository.stacks.get("tiny")?.data).toEqual(first.repository.stacks.get("tiny")?.data);
  });

  it("still know their places", () => {
    const parsed = memory();
    parseRepository({ files: treeWith() }, parsed);
    const { repository } = parseRepository({ files: treeWith() }, parsed);
    expect(repository.stacks.get("tiny")?.document.place(["providers", "metal"])).toEqual({
      file: "stacks/tiny/stack.yaml",
      line: 6,
      column: 3,
    });
  });

  it("are parsed again after a change, and wrong ones are never kept", () => {
    const parsed = memory();
    parseRepository({ files: treeWith() }, parsed);
    const before = parsed.kept;
    const wrong = { "stacks/tiny/stack.yaml": "id: tiny\n" };
    for (const _time of [1, 2]) expect(parseRepository({ files: treeWith(wrong) }, parsed).diagnostics.length).toBeGreaterThan(0);
    expect(parsed.kept).toBe(before);
  });
});
