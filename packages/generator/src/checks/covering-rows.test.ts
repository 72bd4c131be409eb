import { describe, expect, test } from "vitest";
import { coveringRows, product } from "./covering-rows.ts";

describe("covering rows", () => {
  test.each([
    { levels: [3] },
    { levels: [2, 2] },
    { levels: [2, 2, 2, 2] },
    { levels: [1, 5, 2, 3, 3] },
    { levels: [12, 2, 7, 1, 2, 3, 2, 9, 4, 2] },
    { levels: Array.from({ length: 40 }, (_, factor) => 2 + (factor % 4)) },
  ])("hold every pair of levels of $levels", ({ levels }) => {
    const rows = coveringRows(levels);
    for (const [a, sizeA] of levels.entries()) {
      for (const [b, sizeB] of levels.entries()) {
        if (a >= b) continue;
        expect(new Set(rows.map((row) => `${row[a]} ${row[b]}`)).size, `pairs of ${a} and ${b}`).toBe(sizeA * sizeB);
      }
    }
    for (const row of rows) expect(row.map((level, factor) => level >= 0 && level < levels[factor]!)).toEqual(levels.map(() => true));
  });

  test("are few: the product of the two largest factors bounds them from below, and they stay near it", () => {
    expect(coveringRows([2, 2, 2])).toHaveLength(4);
    expect(coveringRows([10, 10, 3, 3, 3, 3, 2, 2, 2, 2]).length).toBeLessThanOrEqual(105);
    expect(coveringRows(Array.from({ length: 40 }, () => 2)).length).toBeLessThanOrEqual(14);
  });

  test("are the same in every run", () => {
    expect(coveringRows([4, 3, 3, 2])).toEqual(coveringRows([4, 3, 3, 2]));
  });

  test("of no factors are one empty row, of one factor its levels", () => {
    expect(coveringRows([])).toEqual([[]]);
    expect(coveringRows([3])).toEqual([[0], [1], [2]]);
  });
});

test("the product of sizes has every combination once", () => {
  expect(product([2, 1, 2])).toEqual([
    [0, 0, 0],
    [0, 0, 1],
    [1, 0, 0],
    [1, 0, 1],
  ]);
});
