import { describe, expect, test } from "vitest";
import { editRows, type RowEdit } from "./edit-rows.ts";

const file = `# Why these versions.
versions:
  - minors: ["1.35"]
    chart: 1.0.0   # the last of its line
    app: "1.0"
    images:
      - {image: "a.example/b:v1", digest: "sha256:1"}
      - {image: "a.example/c:v1"}
    source: somewhere

  # Newer ones wait.
  - {minors: ["1.36"], chart: 2.0.0, digest: sha256:2, source: test}   # short
`;

/** The lines that edits change: what is gone with -, what is new with +. */
function changed(...edits: RowEdit[]): string[] {
  const [before, after] = [file.split("\n"), editRows(file, edits).split("\n")];
  return [
    ...before.filter((line) => !after.includes(line)).map((line) => `-${line}`),
    ...after.filter((line) => !before.includes(line)).map((line) => `+${line}`),
  ];
}
const first = ["versions", 0] as const;
const second = ["versions", 1] as const;

describe("an edit changes its key and nothing else", () => {
  test("a value, whose comment stays", () => {
    expect(changed({ row: first, key: "chart", value: "1.0.1" })).toEqual([
      "-    chart: 1.0.0   # the last of its line",
      "+    chart: 1.0.1   # the last of its line",
    ]);
  });

  test("a value in quotes stays in quotes, and one that needs them gets them", () => {
    expect(changed({ row: first, key: "app", value: "1.1" })).toEqual(['-    app: "1.0"', '+    app: "1.1"']);
    expect(changed({ row: first, key: "chart", value: "1.0" })).toEqual([
      "-    chart: 1.0.0   # the last of its line",
      '+    chart: "1.0"   # the last of its line',
    ]);
  });

  test("a new key, behind another one, in a block and in a map on one line", () => {
    expect(changed({ row: first, key: "digest", value: "sha256:9", after: "chart" })).toEqual(["+    digest: sha256:9"]);
    const image = [...first, "images", 1];
    expect(changed({ row: image, key: "digest", value: "sha256:9", after: "image" })).toEqual([
      '-      - {image: "a.example/c:v1"}',
      '+      - {image: "a.example/c:v1", digest: sha256:9}',
    ]);
  });

  test("a key that goes, with all its lines", () => {
    expect(changed({ row: first, key: "images", value: undefined })).toEqual([
      "-    images:",
      '-      - {image: "a.example/b:v1", digest: "sha256:1"}',
      '-      - {image: "a.example/c:v1"}',
    ]);
    expect(changed({ row: second, key: "digest", value: undefined })).toEqual([
      '-  - {minors: ["1.36"], chart: 2.0.0, digest: sha256:2, source: test}   # short',
      '+  - {minors: ["1.36"], chart: 2.0.0, source: test}   # short',
    ]);
  });

  test("several at once", () => {
    const edits = [
      { row: first, key: "chart", value: "1.0.1" },
      { row: first, key: "digest", value: "sha256:9", after: "chart" },
      { row: first, key: "images", value: undefined },
      { row: second, key: "chart", value: "2.0.1" },
    ];
    expect(editRows(file, edits)).toBe(`# Why these versions.
versions:
  - minors: ["1.35"]
    chart: 1.0.1   # the last of its line
    digest: sha256:9
    app: "1.0"
    source: somewhere

  # Newer ones wait.
  - {minors: ["1.36"], chart: 2.0.1, digest: sha256:2, source: test}   # short
`);
  });
});

test("what is not there, or cannot go without its line's dash, is left alone", () => {
  const edits = [
    { row: ["versions", 7], key: "chart", value: "1" },
    { row: first, key: "nothing", value: undefined },
    { row: first, key: "digest", value: "x", after: "nothing" },
    { row: first, key: "minors", value: undefined },
  ];
  expect(editRows(file, edits)).toBe(file);
});
