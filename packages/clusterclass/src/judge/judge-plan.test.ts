import { expect, test } from "vitest";
import type { ClassPatch, JsonPatch } from "../api/cluster-class.ts";
import { evaluateCluster } from "../plan/evaluate-cluster.ts";
import { type Example, example, kinds, machinePatch, template, variable } from "../testing/example.ts";
import { judgePlan } from "./judge-plan.ts";
import type { KubernetesFacts, ProviderSchema } from "./provider-facts.ts";

const origin = { module: "example.com/provider", version: "v1.0.0", path: "crd.yaml", digest: "sha256:0" };
const anything = { type: "object", "x-kubernetes-preserve-unknown-fields": true };

/** The kinds of the example provider: a Cluster takes anything, a machine has a flavor and an optional size. */
const schemas: ProviderSchema[] = [
  { origin, apiVersion: kinds.cluster.apiVersion, kind: "ExampleCluster", schema: { type: "object", properties: { spec: anything } } },
  {
    origin,
    apiVersion: kinds.machine.apiVersion,
    kind: kinds.machine.kind,
    schema: {
      type: "object",
      properties: {
        spec: {
          type: "object",
          properties: {
            template: {
              type: "object",
              properties: {
                spec: {
                  type: "object",
                  required: ["flavor"],
                  properties: { flavor: { type: "string" }, size: { type: "integer", minimum: 1 } },
                },
              },
            },
          },
        },
      },
    },
  },
];

const kubernetes: KubernetesFacts[] = [
  {
    minor: "1.36",
    removed: {
      flags: { kubelet: ["pod-infra-container-image"], "kube-apiserver": ["cloud-provider"] },
      featureGates: ["OldGate"],
      kubeadmFeatureGates: ["OldKubeadmGate"],
    },
  },
];

function judge(changes: Example, facts: Partial<Parameters<typeof judgePlan>[1]> = {}) {
  const evaluation = evaluateCluster(example(changes));
  expect(evaluation.plan.errors).toEqual([]);
  return judgePlan(evaluation, { schemas, kubernetes, ...facts });
}

function controlPlane(kubeadmConfigSpec: Record<string, unknown>): Example {
  return {
    templates: [template(kinds.controlPlane, "control-plane", { kubeadmConfigSpec: JSON.parse(JSON.stringify(kubeadmConfigSpec)) })],
  };
}

const setSize = (op: JsonPatch["op"], path: string): ClassPatch => machinePatch("size", { op, path, valueFrom: { variable: "size" } });

test("objects that fit their kinds have no findings", () => {
  expect(judge({})).toEqual({ findings: [], undecided: [] });
});

test("J01: an unknown field names the patch and the variable behind it", () => {
  const patches = [setSize("add", "/spec/template/spec/sise")];
  const { findings } = judge({ patches, variables: [variable("size", { type: "integer", default: 5 })] });
  expect(findings).toHaveLength(2);
  expect(findings[0]).toMatchObject({
    rule: "CC-J01",
    severity: "error",
    subject: "controlPlaneMachineTemplate",
    field: "spec.template.spec.sise",
    origins: [{ from: "patch", patchName: "size", variables: ["size"] }],
  });
});

test("J01: fields that Cluster API's own kinds do not have are found, too", () => {
  const { findings } = judge(controlPlane({ clusterConfigurations: {}, verbosity: 1 }));
  expect(findings).toMatchObject([
    { rule: "CC-J01", subject: "controlPlane", field: "spec.kubeadmConfigSpec.clusterConfigurations", origins: [{ from: "template" }] },
  ]);
});

test("J02: values that the schema refuses, and required fields that are missing", () => {
  const variables = [variable("size", { type: "integer", default: 0 })];
  const tooSmall = judge({ patches: [setSize("add", "/spec/template/spec/size")], variables });
  expect(tooSmall.findings[0]).toMatchObject({ rule: "CC-J02", field: "spec.template.spec.size", origins: [{ patchName: "size" }] });
  const removed = judge({ patches: [machinePatch("bare", { op: "remove", path: "/spec/template/spec/flavor" })] });
  expect(removed.findings[0]).toMatchObject({ rule: "CC-J02", field: "spec.template.spec.flavor" });
});

test("J02: Cluster API's own rules hold for what the Cluster becomes", () => {
  const files = [
    { path: "/etc/twice", content: "a" },
    { path: "/etc/twice", content: "b" },
  ];
  expect(judge(controlPlane({ files })).findings).toMatchObject([{ rule: "CC-J02", subject: "controlPlane" }]);
});

test("J03: flags that the Cluster's minor does not have", () => {
  const flags = (name: string) => controlPlane({ clusterConfiguration: { apiServer: { extraArgs: [{ name, value: "x" }] } } });
  expect(judge(flags("profiling")).findings).toEqual([]);
  expect(judge(flags("cloud-provider")).findings).toMatchObject([
    { rule: "CC-J03", field: "spec.kubeadmConfigSpec.clusterConfiguration.apiServer.extraArgs[0].name", origins: [{ from: "template" }] },
  ]);
});

test("J03: flags of kubelets on workers", () => {
  const kubelet = (name: string): Example => {
    const joinConfiguration = { nodeRegistration: { kubeletExtraArgs: [{ name, value: "x" }] } };
    return { templates: [template(kinds.bootstrap, "bootstrap", { joinConfiguration })] };
  };
  expect(judge(kubelet("v")).findings).toEqual([]);
  expect(judge(kubelet("pod-infra-container-image")).findings).toMatchObject([
    { rule: "CC-J03", subject: "machineDeployment/md-0/bootstrap" },
  ]);
});

test("J04: feature gates of kubeadm and of components", () => {
  const gates = (kubeadm: string, component: string) => ({
    clusterConfiguration: {
      featureGates: { [kubeadm]: true },
      scheduler: { extraArgs: [{ name: "feature-gates", value: `Kept=true,${component}=true` }] },
    },
  });
  expect(judge(controlPlane(gates("Kept", "AlsoKept"))).findings).toEqual([]);
  expect(judge(controlPlane(gates("OldKubeadmGate", "OldGate"))).findings.map(({ rule, field }) => [rule, field])).toEqual([
    ["CC-J04", "spec.kubeadmConfigSpec.clusterConfiguration.featureGates.OldKubeadmGate"],
    ["CC-J04", "spec.kubeadmConfigSpec.clusterConfiguration.scheduler.extraArgs[0].name"],
  ]);
});

test("what nothing is known about is undecided, never fine", () => {
  const { findings, undecided } = judge({}, { schemas: [], kubernetes: [] });
  expect(findings).toEqual([]);
  expect(undecided.map(({ field }) => field)).toEqual([
    "infrastructureCluster",
    "controlPlaneMachineTemplate",
    "machineDeployment/md-0/infrastructure",
    "spec.topology.version",
  ]);
});
