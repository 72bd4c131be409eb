import { expect, test } from "vitest";
import type { ClusterClassSpec } from "../../api/cluster-class.ts";
import { classSpec, poolClass, ref, workerClass } from "../testing/class-fixture.ts";
import { findings } from "../testing/findings.ts";
import { compatibilityRules } from "./compatibility.ts";

function change(after: Partial<ClusterClassSpec>, before: Partial<ClusterClassSpec> = {}) {
  return findings(compatibilityRules, { before: classSpec(before), after: classSpec(after) });
}

const { controlPlane } = classSpec();

test("names and versions of templates may change, and the kind of bootstrap templates", () => {
  const infrastructure = {
    templateRef: { ...ref("DevClusterTemplate", "cluster-v2"), apiVersion: "infrastructure.cluster.x-k8s.io/v1beta3" },
  };
  const machineDeployments = [workerClass({ bootstrap: { templateRef: ref("KubeadmConfigOtherTemplate", "x") } })];
  expect(change({ infrastructure, workers: { machineDeployments } })).toEqual([]);
});

test("group and kind of infrastructure and control plane stay", () => {
  expect(change({ infrastructure: { templateRef: { apiVersion: "other.io/v1", kind: "OtherTemplate", name: "x" } } })).toEqual([
    "CC-U01 spec.infrastructure.templateRef.apiVersion",
    "CC-U01 spec.infrastructure.templateRef.kind",
  ]);
  expect(change({ controlPlane: { ...controlPlane, templateRef: ref("KubeadmControlPlaneOtherTemplate", "x") } })).toEqual([
    "CC-U02 spec.controlPlane.templateRef.kind",
  ]);
});

test("control plane machines neither come nor go", () => {
  const without = { templateRef: controlPlane.templateRef };
  const expected = [
    "CC-U03 spec.controlPlane.machineInfrastructure.templateRef.apiVersion",
    "CC-U03 spec.controlPlane.machineInfrastructure.templateRef.kind",
  ];
  expect(change({ controlPlane: without })).toEqual(expected);
  expect(change({}, { controlPlane: without })).toEqual(expected);
  expect(change({ controlPlane: without }, { controlPlane: without })).toEqual([]);
});

test("machines of a worker class keep their kind; other classes may come and go", () => {
  const workers = {
    machineDeployments: [workerClass({ class: "new" }), workerClass({ infrastructure: { templateRef: ref("OtherMachineTemplate", "x") } })],
    machinePools: [poolClass({ infrastructure: { templateRef: ref("OtherPoolTemplate", "x") } })],
  };
  expect(change({ workers })).toEqual([
    "CC-U04 spec.workers.machineDeployments[1].infrastructure.templateRef.kind",
    "CC-U05 spec.workers.machinePools[0].infrastructure.templateRef.kind",
  ]);
  expect(change({ workers: {} })).toEqual([]);
});
