import { expect, it } from "vitest";
import { mapLimited } from "./map-limited.ts";

it("does a few at a time and keeps the order", async () => {
  let running = 0;
  let most = 0;
  const work = async (item: number): Promise<number> => {
    most = Math.max(most, ++running);
    await new Promise((done) => setTimeout(done, 10 - item));
    running--;
    return item * 2;
  };
  expect(await mapLimited([1, 2, 3, 4, 5, 6], 2, work)).toEqual([2, 4, 6, 8, 10, 12]);
  expect(most).toBe(2);
});

it("ends with the first failure", async () => {
  await expect(mapLimited([1, 2], 2, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
});
