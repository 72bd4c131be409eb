import { describe, expect, test } from "vitest";
import { checkAddonStages, checkAddonValues } from "./addon-stages.ts";
import { SINGLE_CHART, STAGED, treeOf } from "./testdata/trees.ts";

function findings(stages: string): string[] {
  return checkAddonStages(treeOf(STAGED, { "clusteraddon.yaml": stages })).map(
    ({ code, severity, line, message }) => `${severity} ${code}:${line ?? ""} ${message}`,
  );
}

const METRICS = "    - {name: metrics-server, action: apply}\n";

describe("clusteraddon.yaml", () => {
  test("is fine when every stage names an addon of the tree", () => {
    expect(checkAddonStages(treeOf(STAGED))).toEqual([]);
  });

  test("must not name an addon that is not there, which the operator would skip in silence", () => {
    expect(
      findings(`addonStages:\n  BeforeClusterUpgrade:\n    - {name: cni, action: apply}\n${METRICS}    - {name: metrics, action: apply}\n`),
    ).toEqual(['error CS5105:5 Unknown addon "metrics". Known: cni, metrics-server.']);
  });

  test("must not use a hook that the operator never calls", () => {
    const [finding] = findings("addonStages:\n  AfterClusterUpgrade:\n    - {name: cni, action: apply}\n");
    expect(finding).toMatch(/^error CS5105:3 Unknown hook "AfterClusterUpgrade". Known: BeforeClusterUpgrade/);
  });

  test("must say apply or delete, since the operator deletes for everything but apply", () => {
    const stages = `addonStages:\n  AfterControlPlaneInitialized:\n    - {name: cni, action: Apply}\n${METRICS}`;
    expect(findings(stages)).toEqual(['error CS5105:3 Unknown action "Apply". Known: apply, delete.']);
  });

  test("has fields without effect reported, and addons that no stage applies", () => {
    const stages =
      "addonStages:\n  AfterControlPlaneInitialized:\n    - name: cni\n      action: apply\n      waitForReadyPreCondition: {}\n";
    const [field, addon] = findings(stages);
    expect(field).toMatch(/^warning CS5105:5 Unknown field "waitForReadyPreCondition"/);
    expect(addon).toBe("warning CS5105: The addon metrics-server is packed, but no stage applies it.");
  });

  test.each(["", "- a", "addonStages: []", "addonStages: {BeforeClusterUpgrade: cni}", "addonStages: {BeforeClusterUpgrade: [cni]}"])(
    "is refused when it reads %j",
    (stages) => {
      expect(findings(stages).some((finding) => finding.startsWith("error CS5105"))).toBe(true);
    },
  );

  test("is refused with the place when it is no YAML", () => {
    expect(findings("addonStages:\n\t- a")[0]).toMatch(/^error CS1001:2/);
  });
});

describe("values of addons", () => {
  test("are fine with content", () => {
    expect([...checkAddonValues(treeOf(STAGED)), ...checkAddonValues(treeOf(SINGLE_CHART))]).toEqual([]);
  });

  test.each(["", "\n", "# only a comment\n", "---\n"])("must not be %j, which crashes the operator", (values) => {
    const staged = treeOf(STAGED, { "cluster-addon/cni/overwrite.yaml": values });
    const single = treeOf(SINGLE_CHART, { "cluster-addon-values.yaml": values });
    expect(checkAddonValues(staged)).toMatchObject([{ code: "CS5106", file: "cluster-addon/cni/overwrite.yaml" }]);
    expect(checkAddonValues(single)).toMatchObject([{ code: "CS5106", file: "cluster-addon-values.yaml" }]);
  });
});
