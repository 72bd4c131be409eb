import { expect, test } from "vitest";
import type { Metadata } from "../../api/objects.ts";
import { defaultFeatureGates, type FeatureGates } from "../feature-gates.ts";
import { findings } from "../testing/findings.ts";
import { type HealthCheckSpec, machineHealthCheckRules } from "./health-check.ts";
import type { MachineSetSpec } from "./input.ts";
import { machineDeploymentRules } from "./machine-deployment.ts";
import { machinePoolRules } from "./machine-pool.ts";

type MachineSpec = NonNullable<NonNullable<MachineSetSpec["template"]>["spec"]>;

const machine: MachineSpec = {
  clusterName: "demo",
  version: "v1.36.4",
  bootstrap: { configRef: { kind: "KubeadmConfigTemplate", name: "x" } },
};

function deployment(
  overrides: MachineSetSpec = {},
  { metadata = {}, gates = {} }: { metadata?: Metadata; gates?: Partial<FeatureGates> } = {},
) {
  const spec: MachineSetSpec = {
    clusterName: "demo",
    selector: { matchLabels: { a: "b" } },
    template: { metadata: { labels: { a: "b" } }, spec: machine },
    ...overrides,
  };
  return findings(machineDeploymentRules, { metadata: { name: "md", ...metadata }, spec, gates: { ...defaultFeatureGates, ...gates } });
}

function ofMachine(overrides: MachineSpec) {
  return { template: { metadata: { labels: { a: "b" } }, spec: { ...machine, ...overrides } } };
}

test("a machine deployment as the topology controller makes it is accepted", () => {
  expect(deployment()).toEqual([]);
  expect(deployment({ selector: {}, template: { spec: machine } })).toEqual([]);
});

test("name, Cluster, bootstrap and version of a machine deployment", () => {
  expect(deployment({}, { metadata: { name: "a".repeat(64) } })).toEqual(["MD-01 metadata.name"]);
  expect(deployment(ofMachine({ bootstrap: {} }))).toEqual(["MD-02 spec.template.spec.bootstrap"]);
  expect(deployment(ofMachine({ clusterName: "other" }))).toEqual(["MD-05 spec.clusterName"]);
  expect(deployment(ofMachine({ version: "v1.36" }))).toEqual(["MD-09 spec.template.spec.version"]);
  expect(deployment(ofMachine({ version: "1.36.4" }))).toEqual([]);
});

test("the selector selects the machines", () => {
  expect(deployment({ selector: { matchLabels: { a: "c" } } })).toEqual(["MD-03 spec.template.metadata.labels"]);
  expect(deployment({ selector: { matchExpressions: [{ key: "a", operator: "Near" }] } })).toEqual(["MD-03 spec.selector"]);
  expect(
    deployment({
      selector: {
        matchExpressions: [
          { key: "a", operator: "Exists" },
          { key: "z", operator: "NotIn", values: ["x"] },
        ],
      },
    }),
  ).toEqual([]);
});

test("preflight checks that are skipped exist", () => {
  const skip = "machineset.cluster.x-k8s.io/skip-preflight-checks";
  expect(deployment({}, { metadata: { annotations: { [skip]: "KubeadmVersionSkew, All" } } })).toEqual([]);
  expect(deployment({}, { metadata: { annotations: { [skip]: "Everything" } } })).toEqual([`MD-04 metadata.annotations.${skip}`]);
});

test("amounts, names, taints and metadata follow the rules of classes", () => {
  const rollout = (maxSurge: number | string) => ({ rollout: { strategy: { rollingUpdate: { maxSurge, maxUnavailable: 0 } } } });
  expect(deployment(rollout("x"))).toEqual(["MD-06 spec.rollout.strategy.rollingUpdate.maxSurge"]);
  expect(deployment(rollout(0))).toEqual(["MD-07 spec.rollout.strategy.rollingUpdate"]);
  expect(deployment({ remediation: { maxInFlight: "x" } })).toEqual(["MD-08 spec.remediation.maxInFlight"]);
  expect(deployment({ machineNaming: { template: "{{ .machineSet.name }}" } })).toEqual(["MD-10 spec.machineNaming.template"]);
  const taint = (key: string) => ofMachine({ taints: [{ key, effect: "NoSchedule", propagation: "Always" }] });
  expect(deployment(taint("a"), { gates: { MachineTaintPropagation: false } })).toEqual(["MD-11 spec.template.spec.taints"]);
  expect(deployment(taint("node.kubernetes.io/x"))).toEqual(["MD-12 spec.template.spec.taints[0].key"]);
  expect(deployment(taint("a b"))).toEqual(["MD-13 spec.template.spec.taints[0].key"]);
  expect(deployment(taint("node-role.kubernetes.io/control-plane"))).toEqual(["MD-14 spec.template.spec.taints[0].key"]);
  const metadata = { labels: { a: "b", c: "-" }, annotations: { "a b": "" } };
  expect(deployment({ template: { metadata, spec: machine } })).toEqual([
    "MD-15 spec.template.metadata.labels",
    "MD-16 spec.template.metadata.annotations",
  ]);
});

test("machine pools", () => {
  const pool = (spec: MachineSetSpec, gates = {}) =>
    findings(machinePoolRules, { metadata: { name: "mp" }, spec, gates: { ...defaultFeatureGates, ...gates } });
  const spec = { clusterName: "demo", template: { spec: machine } };
  expect(pool(spec)).toEqual([]);
  expect(pool(spec, { MachinePool: false })).toEqual(["MP-01 spec"]);
  expect(pool({ ...spec, ...ofMachine({ bootstrap: {} }) })).toEqual(["MP-02 spec.template.spec.bootstrap"]);
  expect(pool({ ...spec, clusterName: "other" })).toEqual(["MP-03 spec.clusterName"]);
  expect(pool({ ...spec, ...ofMachine({ version: "new" }) })).toEqual(["MP-04 spec.template.spec.version"]);
  expect(pool({ ...spec, ...ofMachine({ taints: [{ key: "a", effect: "NoSchedule", propagation: "Always" }] }) })).toEqual([
    "MP-05 spec.taints",
  ]);
  const metadata = { labels: { c: "-" }, annotations: { "a b": "" } };
  expect(pool({ ...spec, template: { metadata, spec: machine } })).toEqual([
    "MP-06 spec.template.metadata.labels",
    "MP-07 spec.template.metadata.annotations",
  ]);
});

test("machine health checks", () => {
  const found = (overrides: HealthCheckSpec) => {
    const spec: HealthCheckSpec = {
      clusterName: "demo",
      selector: { matchLabels: { "cluster.x-k8s.io/cluster-name": "demo" } },
      ...overrides,
    };
    return findings(machineHealthCheckRules, spec);
  };
  expect(found({ checks: { nodeStartupTimeoutSeconds: 600 } })).toEqual([]);
  expect(found({ selector: {} })).toEqual(["MHC-01 spec.selector"]);
  expect(found({ clusterName: "other" })).toEqual(["MHC-02 spec.selector"]);
  expect(found({ checks: { nodeStartupTimeoutSeconds: 1 } })).toEqual(["MHC-03 spec.checks.nodeStartupTimeoutSeconds"]);
  expect(found({ remediation: { triggerIf: { unhealthyLessThanOrEqualTo: "x" } } })).toEqual([
    "MHC-04 spec.remediation.triggerIf.unhealthyLessThanOrEqualTo",
  ]);
});
