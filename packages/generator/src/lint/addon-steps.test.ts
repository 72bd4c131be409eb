import { expect, it } from "vitest";
import { renderTree, type TreeChanges } from "../testing/small-tree.ts";
import { addonSteps, shippedAddons } from "./addon-steps.ts";

/** Steps of the addon `net` from the unit of 1.35 to that of 1.36, with other rows of versions. */
function steps(versions: string, changes: TreeChanges = {}) {
  const tree = { ...changes, "addons/net/versions.yaml": `versions: [${versions}]\n` };
  const unitOf = (id: string) => shippedAddons(renderTree(tree, id).rendered!.unit);
  return addonSteps(unitOf("metal-tiny-1-35"), unitOf("metal-tiny-1-36"));
}

const old = '{minors: ["1.35"], chart: 1.0.0, source: test}';

it("names a version that changes, and nothing that stays", () => {
  expect(steps(`${old}, {minors: ["1.36"], chart: 1.1.0, source: test}`)).toEqual([
    { addon: "net", change: "version", old: "1.0.0", new: "1.1.0" },
  ]);
  expect(steps('{minors: ["1.35", "1.36"], chart: 1.0.0, source: test}')).toEqual([]);
});

it("warns where the new version runs with the older minor before the control plane is upgraded, and is not made for it", () => {
  const step = steps(`${old}, {minors: ["1.36"], chart: 1.1.0, source: test, supports: {from: "1.36", to: "1.37"}}`);
  expect(step[0]?.warnings).toEqual([
    "1.1.0 is for Kubernetes 1.36 to 1.37, and it is applied before the control plane is upgraded: until then it runs with 1.35",
  ]);
});

it("warns of steps that skip a minor of what supports one at a time", () => {
  const next = '{minors: ["1.36"], chart: 1.2.0, source: test}';
  expect(steps(`${old}, ${next}`)[0]?.warnings).toBeUndefined();
  const addon = renderTree().repository.files.get("addons/net/addon.yaml") ?? "";
  expect(steps(`${old}, ${next}`, { "addons/net/addon.yaml": `${addon}steps: minor\n` })[0]?.warnings).toEqual([
    "upgrades are supported to the next minor only, and 1.0.0 to 1.2.0 is further",
  ]);
});

it("says of a removed addon that its objects stay", () => {
  const full = shippedAddons(renderTree({}, "metal-tiny-1-35").rendered!.unit);
  const step = addonSteps(full, { ...full, addons: [] });
  expect(step).toEqual([{ addon: "net", change: "removed", old: "1.0.0", warnings: [expect.stringContaining("stay in clusters")] }]);
});
