import { expect, test } from "vitest";
import type { MatchResources } from "../../api/cluster-class.ts";
import { classInput, ref, workerClass } from "../testing/class-fixture.ts";
import { findings } from "../testing/findings.ts";
import { selectorRules } from "./selectors.ts";

const at = "spec.patches[0].definitions[0].selector";

function selected(kind: string, matchResources: MatchResources) {
  const { apiVersion } = ref(kind, "x");
  const definitions = [{ selector: { apiVersion, kind, matchResources }, jsonPatches: [] }];
  const workers = { ...classInput().spec.workers, machineDeployments: [workerClass(), workerClass({ class: "gpu-worker" })] };
  return findings(selectorRules, classInput({ workers, patches: [{ name: "p", definitions }] }));
}

test.each<[string, MatchResources]>([
  ["DevClusterTemplate", { infrastructureCluster: true }],
  ["KubeadmControlPlaneTemplate", { controlPlane: true }],
  ["DevMachineTemplate", { controlPlane: true, machineDeploymentClass: { names: ["default-worker", "gpu-*"] } }],
  ["KubeadmConfigTemplate", { machineDeploymentClass: { names: ["*"] }, machinePoolClass: { names: ["*-pool"] } }],
])("%s is selected by %j", (kind, matchResources) => {
  expect(selected(kind, matchResources)).toEqual([]);
});

test.each<[string, MatchResources, string[]]>([
  ["DevClusterTemplate", { controlPlane: false, machineDeploymentClass: { names: [] } }, [`CC-P05 ${at}`]],
  ["DevMachineTemplate", { infrastructureCluster: true }, [`CC-P06 ${at}.matchResources.infrastructureCluster`]],
  ["KubeadmConfigTemplate", { controlPlane: true }, [`CC-P07 ${at}.matchResources.controlPlane`]],
  [
    "DevMachineTemplate",
    { machineDeploymentClass: { names: ["*", "nobody"] } },
    [`CC-P08 ${at}.matchResources.machineDeploymentClass.names[1]`],
  ],
  ["DevMachineTemplate", { machinePoolClass: { names: ["default-pool"] } }, [`CC-P08 ${at}.matchResources.machinePoolClass.names[0]`]],
  ["DevMachineTemplate", { machineDeploymentClass: { names: ["*-*"] } }, [`CC-P09 ${at}.matchResources.machineDeploymentClass.names[0]`]],
  ["DevMachineTemplate", { machineDeploymentClass: { names: ["a*b"] } }, [`CC-P09 ${at}.matchResources.machineDeploymentClass.names[0]`]],
  ["DevMachineTemplate", { machineDeploymentClass: { names: ["_*"] } }, [`CC-P09 ${at}.matchResources.machineDeploymentClass.names[0]`]],
])("%s is not selected by %j", (kind, matchResources, expected) => {
  expect(selected(kind, matchResources)).toEqual(expected);
});

test("names after a malformed one are not looked at", () => {
  const names = ["nobody", "a*b", "nobody"];
  const list = `${at}.matchResources.machineDeploymentClass.names`;
  expect(selected("DevMachineTemplate", { machineDeploymentClass: { names } })).toEqual([`CC-P08 ${list}[0]`, `CC-P09 ${list}[1]`]);
});
