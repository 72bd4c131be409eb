import { expect, test } from "vitest";
import { clusterInput } from "../testing/cluster-fixture.ts";
import { findings } from "../testing/findings.ts";
import { adoptTopologyRule, clusterUpdateRules, versionChanges } from "./update.ts";

function upgrade(from: string, to: string, rest: Parameters<typeof clusterInput>[0] = {}) {
  const old = { topology: { classRef: { name: "stack" }, version: from } };
  return clusterInput({ topology: { version: to }, old, ...rest });
}

test("patches and the next minor are accepted", () => {
  for (const to of ["v1.36.4", "v1.36.9", "v1.37.0", "v1.37.9"]) expect(findings(clusterUpdateRules, upgrade("v1.36.4", to))).toEqual([]);
});

test("the version does not go down; pre-releases of the same version count as the same", () => {
  expect(findings(clusterUpdateRules, upgrade("v1.36.4", "v1.36.3"))).toEqual(["CL-U01 spec.topology.version"]);
  expect(findings(clusterUpdateRules, upgrade("v1.36.4", "v1.36.4-rc.1"))).toEqual([]);
});

test("minors are not skipped, unless the class plans upgrades", () => {
  expect(findings(clusterUpdateRules, upgrade("v1.35.8", "v1.37.0"))).toEqual(["CL-U02 spec.topology.version"]);
  const kubernetesVersions = ["v1.35.8", "v1.36.4", "v1.37.0"];
  expect(findings(clusterUpdateRules, upgrade("v1.35.8", "v1.37.0", { clusterClass: { kubernetesVersions } }))).toEqual([]);
  const upgradePlan = { upgrade: { external: { generateUpgradePlanExtension: "ext" } } };
  expect(findings(clusterUpdateRules, upgrade("v1.35.8", "v1.37.0", { clusterClass: upgradePlan }))).toEqual([]);
});

test("a pending hook holds the next upgrade", () => {
  const metadata = { annotations: { "runtime.cluster.x-k8s.io/pending-hooks": "AfterControlPlaneInitialized,AfterClusterUpgrade" } };
  expect(findings(clusterUpdateRules, upgrade("v1.36.4", "v1.36.5", { metadata }))).toEqual(["CL-U03 spec.topology.version"]);
});

test("an annotation switches the checks of the version off", () => {
  const metadata = { annotations: { "unsafe.topology.cluster.x-k8s.io/disable-update-version-check": "" } };
  expect(findings(clusterUpdateRules, upgrade("v1.37.0", "v1.35.8", { metadata }))).toEqual([]);
});

test("a change of the version depends on a state that is not known", () => {
  expect(versionChanges(upgrade("v1.36.4", "v1.36.4"))).toBe(false);
  expect(versionChanges(upgrade("v1.36.4", "v1.36.5"))).toBe(true);
});

test("a Cluster does not get a topology later, unless an annotation says so", () => {
  const old = { topology: undefined };
  const metadata = { annotations: { "unsafe.topology.cluster.x-k8s.io/disable-update-class-name-check": "" } };
  expect(findings([adoptTopologyRule], clusterInput())).toEqual([]);
  expect(findings([adoptTopologyRule], clusterInput({ old }))).toEqual(["CL-U04 spec.topology.class"]);
  expect(findings([adoptTopologyRule], clusterInput({ old, metadata }))).toEqual([]);
});
