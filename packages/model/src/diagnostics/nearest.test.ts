import { expect, it } from "vitest";
import { nearestFirst, unknownName } from "./nearest.ts";

it("lists known names nearest first", () => {
  expect(nearestFirst("cillium", ["metrics-server", "calico", "cilium"])).toEqual(["cilium", "calico", "metrics-server"]);
});

it("says so where nothing is known", () => {
  expect(unknownName("addon", "x", [])).toBe('Unknown addon "x". Known: none.');
});
