import { parseRepository } from "@cstack/generator";
import type { ReleaseFile } from "@cstack/model";
import { describe, expect, test } from "vitest";
import { entryDigest, entryPath, entryText } from "./entry.ts";
import { judgeLedger } from "./judge-ledger.ts";

const stackFile = 'id: tiny\ntitle: Tiny\nkubernetes: ["1.36"]\nproviders: {metal: {addons: []}}\n';

/** A ledger of one unit with these versions, each entry after the one before, as files by path. */
function ledger(...versions: string[]): Map<string, string> {
  const files = new Map([["stacks/tiny/stack.yaml", stackFile]]);
  let before: string | undefined;
  for (const version of versions) {
    const previous = before === undefined ? {} : { previous: entryDigest(before) };
    const entry: ReleaseFile = {
      unit: "metal-tiny-1-36",
      version,
      date: "2026-11-21",
      contentHash: "a".repeat(36),
      kubernetes: "1.36.4",
      ...previous,
    };
    before = entryText(entry);
    files.set(entryPath("tiny", entry), before);
  }
  return files;
}

function messages(files: Map<string, string>): string[] {
  const { repository, diagnostics } = parseRepository({ files: new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1))) });
  return [...diagnostics, ...judgeLedger(repository)].map(({ code, file, message }) => `${code} ${file?.split("/").at(-1)}: ${message}`);
}

const path = (version: string) => `stacks/tiny/releases/metal-tiny-1-36/${version}.yaml`;

test("a ledger that only grew is in order, pre-releases included", () => {
  expect(messages(ledger("v1", "v2"))).toEqual([]);
  expect(messages(ledger("v1-beta.1", "v1-beta.2", "v1", "v2-beta.1", "v2"))).toEqual([]);
});

describe("a ledger is damaged where", () => {
  test("an entry was changed after its successor was written", () => {
    const files = ledger("v1", "v2");
    files.set(path("v1"), (files.get(path("v1")) ?? "").replace("2026-11-21", "2026-11-22"));
    expect(messages(files)).toEqual([expect.stringMatching(/^CS6004 v2.yaml: v2 was written after another v1/)]);
  });

  test("an entry was removed", () => {
    const files = ledger("v1", "v2", "v3");
    files.delete(path("v2"));
    expect(messages(files)).toEqual(["CS6004 v3.yaml: v3 follows v1."]);
    files.delete(path("v1"));
    expect(messages(files)).toEqual(["CS6004 v3.yaml: v3 follows an entry that is not there."]);
  });

  test("the first entry is not the first release", () => {
    expect(messages(ledger("v2"))).toEqual(["CS6004 v2.yaml: The first entry of metal-tiny-1-36 is v2."]);
  });

  test("an entry lies under another name than its own", () => {
    const files = ledger("v1");
    files.set(path("v7"), files.get(path("v1")) ?? "");
    files.delete(path("v1"));
    expect(messages(files)).toEqual([expect.stringMatching(/^CS6004 v7.yaml: The entry of metal-tiny-1-36 v1 belongs into .*v1.yaml/)]);
  });
});
