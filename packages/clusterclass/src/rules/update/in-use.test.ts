import { expect, test } from "vitest";
import type { ClusterClassSpec } from "../../api/cluster-class.ts";
import { classInput, classSpec, cluster, workerClass } from "../testing/class-fixture.ts";
import { findings } from "../testing/findings.ts";
import { inUseRules } from "./in-use.ts";

function update(after: Partial<ClusterClassSpec>, before: Partial<ClusterClassSpec>, topology: Record<string, unknown> = {}) {
  return findings(inUseRules, classInput(after, { old: classSpec(before), clusters: [cluster(topology)] }));
}

const healthCheck = { checks: { nodeStartupTimeoutSeconds: 60 } };
const { controlPlane } = classSpec();

test("a class that is created has no Clusters to ask", () => {
  expect(findings(inUseRules, classInput({ kubernetesVersions: ["v1.35.8"], workers: {} }, { clusters: [cluster()] }))).toEqual([]);
});

test("versions that Clusters run stay in the list, if there is one", () => {
  expect(update({ kubernetesVersions: ["v1.36.4", "v1.37.0"] }, {})).toEqual([]);
  expect(update({ kubernetesVersions: ["v1.37.0"] }, {})).toEqual(["CC-U06 spec.kubernetesVersions"]);
});

test("worker classes stay while a Cluster uses them", () => {
  const pools = { workers: { machinePools: [{ class: "default-pool", name: "mp-0" }] } };
  expect(update({ workers: {} }, {}, { workers: {} })).toEqual([]);
  expect(update({ workers: {} }, {})).toEqual(["CC-U07 spec.workers.machineDeployments"]);
  expect(update({ workers: {} }, {}, pools)).toEqual(["CC-U08 spec.workers.machinePools"]);
});

test("health checks stay while a Cluster enables them without one of its own", () => {
  const enabled = { enabled: true };
  const before = { controlPlane: { ...controlPlane, healthCheck }, workers: { machineDeployments: [workerClass({ healthCheck })] } };
  const worker = { class: "default-worker", name: "md-0" };
  const relying = { controlPlane: { healthCheck: enabled }, workers: { machineDeployments: [{ ...worker, healthCheck: enabled }] } };
  expect(update({}, before, relying)).toEqual([
    "CC-U09 spec.controlPlane.healthCheck",
    "CC-U10 spec.workers.machineDeployments[default-worker].healthCheck",
  ]);
  const independent = { controlPlane: { healthCheck: { ...enabled, ...healthCheck } }, workers: { machineDeployments: [worker] } };
  expect(update({}, before, independent)).toEqual([]);
});

test("a class does not hand fixed replicas over to the autoscaler", () => {
  const metadata = { annotations: { "cluster.x-k8s.io/cluster-api-autoscaler-node-group-max-size": "5" } };
  const workers = { machineDeployments: [workerClass({ metadata })] };
  const worker = { class: "default-worker", name: "md-0" };
  expect(update({ workers }, {}, { workers: { machineDeployments: [worker] } })).toEqual([]);
  expect(update({ workers }, {}, { workers: { machineDeployments: [{ ...worker, replicas: 1 }] } })).toEqual([
    "CC-U11 spec.topology.workers.machineDeployments[md-0].replicas",
  ]);
});
