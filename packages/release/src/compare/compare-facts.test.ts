import { expect, test } from "vitest";
import type { ReleasedAddon, UnitFacts } from "../baseline/unit-facts.ts";
import { compareFacts } from "./compare-facts.ts";

const csi: ReleasedAddon = { addon: "csi", chart: "2.1.0", content: "a" };

function facts(changes: Partial<UnitFacts> = {}): UnitFacts {
  return {
    minor: "1.36",
    kubernetes: { version: "1.36.4", endOfLife: "2027-06-28" },
    infrastructure: { api: "v1beta1", contract: "v1beta1" },
    requires: { clusterApi: ">=1.12", featureGates: [], components: { capi: ">=1.12" } },
    nodeImage: { kubernetes: "1.36.4", image: "node:v1.36.4" },
    addons: [csi],
    ...changes,
  };
}

test("equal facts have no differences", () => {
  expect(compareFacts(facts(), facts())).toEqual({ infrastructure: [], requires: [], nodeImage: [], addons: [] });
});

test("another API or contract of the infrastructure provider is named by its field", () => {
  const { infrastructure } = compareFacts(facts(), facts({ infrastructure: { api: "v1beta2", contract: "v1beta2" } }));
  expect(infrastructure).toEqual([
    { path: "api", old: "v1beta1", new: "v1beta2" },
    { path: "contract", old: "v1beta1", new: "v1beta2" },
  ]);
});

test("a new digest of the node image is a difference of the node image", () => {
  const { nodeImage } = compareFacts(facts(), facts({ nodeImage: { kubernetes: "1.36.4", image: "node:v1.36.4", digest: "sha256:1" } }));
  expect(nodeImage).toEqual([{ path: "digest", new: "sha256:1" }]);
});

test("an addon with other values in the same version has changed, and one with another version only has that", () => {
  const changed = (next: ReleasedAddon) => compareFacts(facts(), facts({ addons: [next] })).addons;
  expect(changed({ ...csi, content: "b" })).toEqual([{ addon: "csi", change: "content" }]);
  expect(changed({ ...csi, chart: "2.2.0", content: "b" })).toEqual([{ addon: "csi", change: "version", old: "2.1.0", new: "2.2.0" }]);
});

test("a switch that is on by default where it was off is a change of the default, not of the values", () => {
  const withSwitch = (byDefault: boolean): ReleasedAddon => ({
    ...csi,
    content: String(byDefault),
    switch: { variable: "csi", values: [true], byDefault },
  });
  const { addons } = compareFacts(facts({ addons: [withSwitch(false)] }), facts({ addons: [withSwitch(true)] }));
  expect(addons).toEqual([{ addon: "csi", change: "default", old: "off", new: "on" }]);
});
