import { expect, test } from "vitest";
import type { ClusterClassSpec, JsonPatch, MatchResources } from "../../api/cluster-class.ts";
import { type KubernetesObject, templateKey } from "../../api/objects.ts";
import { classSpec, ref, workerClass } from "../testing/class-fixture.ts";
import { findings } from "../testing/findings.ts";
import { classLints } from "./index.ts";

function template(kind: string, name: string, spec: Record<string, unknown>): [string, KubernetesObject] {
  const reference = ref(kind, name);
  return [templateKey(reference), { ...reference, metadata: { name }, spec: { template: { spec: JSON.parse(JSON.stringify(spec)) } } }];
}

const templates = new Map([
  template("DevClusterTemplate", "cluster", { region: "eu", network: { tags: ["seed"] } }),
  template("KubeadmControlPlaneTemplate", "control-plane", { rollout: {}, machineTemplate: {} }),
  template("DevMachineTemplate", "worker", {}),
]);

function lint(overrides: Partial<ClusterClassSpec>) {
  return findings(classLints, { spec: classSpec(overrides), templates });
}

function patched(
  kind: string,
  matchResources: MatchResources,
  jsonPatches: JsonPatch[],
  rest: Partial<ClusterClassSpec> & { enabledIf?: string } = {},
) {
  const { enabledIf, ...spec } = rest;
  const { apiVersion } = ref(kind, "x");
  return lint({
    ...spec,
    patches: [
      { name: "p", ...(enabledIf ? { enabledIf } : {}), definitions: [{ selector: { apiVersion, kind, matchResources }, jsonPatches }] },
    ],
  });
}

const operation = "spec.patches[0].definitions[0].jsonPatches";
const ofCluster = (jsonPatches: JsonPatch[], rest = {}) =>
  patched("DevClusterTemplate", { infrastructureCluster: true }, jsonPatches, rest);
const ofControlPlane = (jsonPatches: JsonPatch[]) => patched("KubeadmControlPlaneTemplate", { controlPlane: true }, jsonPatches);
const ofWorkers = (jsonPatches: JsonPatch[], rest = {}) =>
  patched("DevMachineTemplate", { machineDeploymentClass: { names: ["*"] } }, jsonPatches, rest);

test("a class that sets one field from a variable with a default has no findings", () => {
  expect(ofCluster([{ op: "replace", path: "/spec/template/spec/region", valueFrom: { variable: "flavor" } }])).toEqual([]);
});

test("L01 and L02: patches that generate nothing", () => {
  expect(
    lint({
      patches: [
        { name: "p", definitions: [] },
        { name: "q", external: { validateTopologyExtension: "ext" } },
      ],
    }),
  ).toEqual(["CC-L01 spec.patches[0].definitions", "CC-L02 spec.patches[1].external"]);
});

test("L03: places that no template has, unless an operation before makes them", () => {
  expect(ofCluster([{ op: "add", path: "/spec/template/spec/dns/servers", value: ["a"] }])).toEqual([`CC-L03 ${operation}[0].path`]);
  expect(ofCluster([{ op: "remove", path: "/spec/template/spec/nothing" }])).toEqual([`CC-L03 ${operation}[0].path`]);
  expect(
    ofCluster([
      { op: "add", path: "/spec/template/spec/dns", value: {} },
      { op: "add", path: "/spec/template/spec/dns/servers", value: ["a"] },
    ]),
  ).toEqual([]);
});

test("L04: appending needs a list", () => {
  expect(ofCluster([{ op: "add", path: "/spec/template/spec/network/tags/-", value: "a" }])).toEqual([]);
  expect(ofCluster([{ op: "add", path: "/spec/template/spec/network/routes/-", value: "a" }])).toEqual([`CC-L04 ${operation}[0].path`]);
});

test("L05: builtin variables exist for what they are about", () => {
  const version = (name: string): JsonPatch[] => [
    { op: "add", path: "/spec/template/spec/version", valueFrom: { template: `{{ .builtin.${name}.version | quote }}` } },
  ];
  expect(ofWorkers(version("machineDeployment"))).toEqual([]);
  expect(ofWorkers(version("controlPlane"))).toEqual([`CC-L05 ${operation}[0].valueFrom.template`]);
  expect(
    ofControlPlane([{ op: "add", path: "/spec/template/spec/x", valueFrom: { variable: "builtin.machineDeployment.class" } }]),
  ).toEqual([`CC-L05 ${operation}[0].valueFrom.variable`]);
});

test("L06: an optional variable without default is guarded", () => {
  const variables = [{ name: "zone", required: false, schema: { openAPIV3Schema: { type: "string" } } }];
  const jsonPatches: JsonPatch[] = [{ op: "add", path: "/spec/template/spec/zone", valueFrom: { variable: "zone" } }];
  expect(ofCluster(jsonPatches, { variables })).toEqual([`CC-L06 ${operation}[0].valueFrom.variable`]);
  expect(ofCluster(jsonPatches, { variables, enabledIf: '{{ ne .zone "" }}' })).toEqual([]);
  expect(ofCluster(jsonPatches, { variables: [{ ...variables[0]!, required: true }] })).toEqual([]);
});

test("L07: text alone in a template is quoted", () => {
  const text = (template: string): JsonPatch[] => [{ op: "add", path: "/spec/template/spec/region", valueFrom: { template } }];
  expect(ofCluster(text("{{ .flavor }}"))).toEqual([`CC-L07 ${operation}[0].valueFrom.template`]);
  expect(ofCluster(text("{{ .flavor | quote }}"))).toEqual([]);
  expect(ofCluster(text("{{ .builtin.cluster.name }}"))).toEqual([]);
});

test("L08: what the topology controller sets cannot be patched", () => {
  expect(ofControlPlane([{ op: "add", path: "/spec/template/spec/replicas", value: 3 }])).toEqual([`CC-L08 ${operation}[0].path`]);
  expect(ofControlPlane([{ op: "add", path: "/spec/template/spec/rollout/after", value: "x" }])).toEqual([`CC-L08 ${operation}[0].path`]);
  expect(ofControlPlane([{ op: "add", path: "/spec/template/spec/rollout/before", value: {} }])).toEqual([]);
});

test("L09: one version of a kind", () => {
  const older = { ...ref("DevMachineTemplate", "worker"), apiVersion: "infrastructure.cluster.x-k8s.io/v1beta1" };
  expect(lint({ workers: { machineDeployments: [workerClass({ infrastructure: { templateRef: older } })] } })).toEqual(["CC-L09 spec"]);
});

test("L10: functions whose result changes", () => {
  const template = (text: string): JsonPatch[] => [{ op: "add", path: "/spec/template/spec/x", valueFrom: { template: text } }];
  expect(ofCluster(template('{{ genCA "a" 365 | toJson }}'))).toEqual([`CC-L10 ${operation}[0].valueFrom.template`]);
  expect(ofCluster(template("{{ keys .builtin.cluster | toJson }}"))).toEqual([`CC-L10 ${operation}[0].valueFrom.template`]);
  expect(ofCluster(template("{{ keys .builtin.cluster | sortAlpha | toJson }}"))).toEqual([]);
});

test("L11: defaults inside an object that is not there", () => {
  const properties = { size: { type: "integer", default: 50 } };
  const variable = (schema: Record<string, unknown>) => [
    { name: "disk", required: false, schema: { openAPIV3Schema: JSON.parse(JSON.stringify(schema)) } },
  ];
  expect(lint({ variables: variable({ type: "object", properties }) })).toEqual(["CC-L11 spec.variables[disk].schema.openAPIV3Schema"]);
  expect(lint({ variables: variable({ type: "object", properties, default: {} }) })).toEqual([]);
});

test("L12: names of workers differ", () => {
  const named = (template: string) => ({ workers: { machineDeployments: [workerClass({ naming: { template } })] } });
  expect(lint(named("{{ .cluster.name }}-worker"))).toEqual(["CC-L12 spec.workers.machineDeployments[default-worker].naming.template"]);
  expect(lint(named("{{ .cluster.name }}-{{ .machineDeployment.topologyName }}"))).toEqual([]);
});

test("L13: a description that was not quoted, so that what follows its comma became a keyword", () => {
  const variable = (schema: Record<string, unknown>) => [
    { name: "backup", required: false, schema: { openAPIV3Schema: JSON.parse(JSON.stringify(schema)) } },
  ];
  const schedule = { type: "string", description: "When", "in UTC": null };
  const at = "spec.variables[backup].schema.openAPIV3Schema";
  expect(lint({ variables: variable({ type: "object", properties: { schedule } }) })).toEqual([`CC-L13 ${at}.properties[schedule].in UTC`]);
  expect(lint({ variables: variable({ type: "array", items: { anyOf: [{ patern: "x" }] } }) })).toEqual([
    `CC-L13 ${at}.items.anyOf[0].patern`,
  ]);
  expect(lint({ variables: variable({ type: "object", additionalProperties: { type: "string", example: "x" } }) })).toEqual([]);
});
