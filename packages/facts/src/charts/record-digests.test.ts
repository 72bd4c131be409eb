import { expect, it } from "vitest";
import { recordDigests } from "./record-digests.ts";

const one = `sha256:${"1".repeat(64)}`;
const two = `sha256:${"2".repeat(64)}`;

const file = `# yaml-language-server: $schema=x
# Why these versions.
versions:
  - minors: ["1.35"]
    chart: 1.0.0   # the last of its line
    source: somewhere
  - {minors: ["1.36"], chart: 2.0.0, source: test}   # short

  # Newer ones wait.
  - minors: ["1.37"]
    source: somewhere
    chart: 2.0.0
`;

it("adds digests behind versions and changes nothing else", () => {
  const digests = new Map([
    ["1.0.0", one],
    ["2.0.0", two],
  ]);
  expect(recordDigests(file, digests)).toBe(`# yaml-language-server: $schema=x
# Why these versions.
versions:
  - minors: ["1.35"]
    chart: 1.0.0   # the last of its line
    digest: ${one}
    source: somewhere
  - {minors: ["1.36"], chart: 2.0.0, digest: ${two}, source: test}   # short

  # Newer ones wait.
  - minors: ["1.37"]
    source: somewhere
    chart: 2.0.0
    digest: ${two}
`);
});

it("adds to the last line of a file without an end of line, too", () => {
  expect(recordDigests("versions:\n  - chart: 1.0.0", new Map([["1.0.0", one]]))).toBe(`versions:\n  - chart: 1.0.0\n    digest: ${one}`);
});

it("leaves rows alone that have a digest or another version", () => {
  const text = `versions:\n  - {chart: 1.0.0, digest: ${two}}\n  - {chart: 3.0.0}\n`;
  expect(recordDigests(text, new Map([["1.0.0", one]]))).toBe(text);
});
