import { expect, test } from "vitest";
import { upgradeSteps } from "./upgrade-steps.ts";

const versions = ["v1.33.2", "v1.34.0", "v1.34.5", "v1.35.3", "v1.35.8", "v1.36.4", "v1.37.0"];

test("without a list of versions there is one step", () => {
  expect(upgradeSteps("v1.35.8", "v1.36.4")).toEqual({ controlPlane: ["v1.36.4"], workers: ["v1.36.4"] });
  expect(upgradeSteps("v1.36.4", "v1.36.4")).toEqual({ controlPlane: [], workers: [] });
});

test("the control plane takes every minor, in its newest listed version, workers skip what they can", () => {
  expect(upgradeSteps("v1.33.2", "v1.36.4", versions)).toEqual({ controlPlane: ["v1.34.5", "v1.35.8", "v1.36.4"], workers: ["v1.36.4"] });
  expect(upgradeSteps("v1.33.2", "v1.37.0", versions).workers).toEqual(["v1.36.4", "v1.37.0"]);
});

test("another patch of the same minor is one step", () => {
  expect(upgradeSteps("v1.34.0", "v1.34.5", versions)).toEqual({ controlPlane: ["v1.34.5"], workers: ["v1.34.5"] });
});
