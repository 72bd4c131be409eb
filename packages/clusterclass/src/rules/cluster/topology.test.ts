import { expect, test } from "vitest";
import { clusterInput } from "../testing/cluster-fixture.ts";
import { findings } from "../testing/findings.ts";
import { topologyGateRule, topologyRules } from "./topology.ts";

function found(topology: Record<string, unknown>, rest: Parameters<typeof clusterInput>[0] = {}) {
  return findings(topologyRules, clusterInput({ topology, ...rest }));
}

function everywhere(part: Record<string, unknown>) {
  return {
    controlPlane: part,
    workers: {
      machineDeployments: [{ class: "default-worker", name: "md-0", ...part }],
      machinePools: [{ class: "default-pool", name: "mp-0", ...part }],
    },
  };
}

const places = ["spec.topology.controlPlane", "spec.topology.workers.machineDeployments[md-0]", "spec.topology.workers.machinePools[mp-0]"];

test("topologies need the gate ClusterTopology", () => {
  expect(findings([topologyGateRule], clusterInput())).toEqual([]);
  expect(findings([topologyGateRule], clusterInput({ gates: { ClusterTopology: false } }))).toEqual(["CL-04 spec.topology"]);
});

test("the version is strict", () => {
  expect(found({ version: "v1.36.4-rc.1+build" })).toEqual([]);
  for (const version of ["1.36.4", "v1.36", "v1.036.4", "new"]) expect(found({ version })).toEqual(["CL-05 spec.topology.version"]);
});

test("labels and annotations are valid", () => {
  expect(found(everywhere({ metadata: { labels: { a: "b" }, annotations: { "A/b": "any text" } } }))).toEqual([]);
  expect(found(everywhere({ metadata: { labels: { a: "-" } } }))).toEqual(places.map((place) => `CL-06 ${place}.metadata.labels`));
  expect(found(everywhere({ metadata: { annotations: { "a b": "" } } }))).toEqual(
    places.map((place) => `CL-07 ${place}.metadata.annotations`),
  );
});

test("rollout amounts make sense", () => {
  const field = `${places[1]}.rollout.strategy.rollingUpdate`;
  const rollout = (maxSurge: unknown, maxUnavailable: unknown) =>
    everywhere({ rollout: { strategy: { rollingUpdate: { maxSurge, maxUnavailable } } } });
  expect(found(rollout(1, "10%"))).toEqual([]);
  expect(found(rollout("1", 0))).toEqual([`CL-08 ${field}.maxSurge`]);
  expect(found(rollout(0, 0))).toEqual([`CL-09 ${field}`]);
});

test("taints are of one's own, behind a gate", () => {
  const tainted = (key: string) => everywhere({ taints: [{ key, effect: "NoSchedule", propagation: "Always" }] });
  expect(found(tainted("example.com/gpu"))).toEqual([]);
  expect(found(tainted("example.com/gpu"), { gates: { MachineTaintPropagation: false } })).toEqual(
    places.map((place) => `CL-10 ${place}.taints`),
  );
  expect(found(tainted("node-role.kubernetes.io/master"))).toEqual(places.map((place) => `CL-11 ${place}.taints[0].key`));
  expect(found(tainted("a b"))).toEqual(places.map((place) => `CL-12 ${place}.taints[0].key`));
});

test("the upgrade concurrency is a number from 1", () => {
  const concurrency = "topology.cluster.x-k8s.io/upgrade-concurrency";
  expect(found({}, { metadata: { annotations: { [concurrency]: "+3" } } })).toEqual([]);
  for (const value of ["0", "-1", "many", "1.5"]) {
    expect(found({}, { metadata: { annotations: { [concurrency]: value } } })).toEqual([`CL-13 metadata.annotations.${concurrency}`]);
  }
});
