import fc from "fast-check";
import type { Json, JsonObject } from "../../../packages/clusterclass/src/api/json.ts";
import { classPatches, type PatchTarget } from "./patches.ts";
import { classVariables } from "./variables.ts";

export interface GeneratedClass {
  clusterClass: JsonObject;
  templates: JsonObject[];
  variables: JsonObject[];
  machineDeploymentClasses: string[];
  machinePoolClasses: string[];
}

const infrastructure = "infrastructure.cluster.x-k8s.io/v1beta1";
const bootstrap = "bootstrap.cluster.x-k8s.io/v1beta2";
const kinds = {
  infrastructureCluster: { apiVersion: infrastructure, kind: "FakeClusterTemplate" },
  machine: { apiVersion: infrastructure, kind: "FakeMachineTemplate" },
  machinePool: { apiVersion: infrastructure, kind: "FakeMachinePoolTemplate" },
  bootstrap: { apiVersion: bootstrap, kind: "KubeadmConfigTemplate" },
};

/** Kubeadm under both contracts, a kind of another group (contract v1beta1), and rarely a version that no contract lists. */
const controlPlaneKind = fc.oneof(
  { weight: 6, arbitrary: fc.constant({ apiVersion: "controlplane.cluster.x-k8s.io/v1beta2", kind: "KubeadmControlPlaneTemplate" }) },
  { weight: 3, arbitrary: fc.constant({ apiVersion: "controlplane.cluster.x-k8s.io/v1beta1", kind: "KubeadmControlPlaneTemplate" }) },
  { weight: 3, arbitrary: fc.constant({ apiVersion: "other.example.com/v1alpha1", kind: "OtherControlPlaneTemplate" }) },
  { weight: 1, arbitrary: fc.constant({ apiVersion: "controlplane.cluster.x-k8s.io/v1alpha3", kind: "OldControlPlaneTemplate" }) },
);

const metadataMap = fc.dictionary(fc.constantFrom("a", "example.com/b", "shared", "tier"), fc.constantFrom("x", "y", ""), {
  minKeys: 1,
  maxKeys: 2,
});

/** Labels and annotations of a class or a topology. */
export const metadata = fc
  .record({ labels: metadataMap, annotations: metadataMap }, { requiredKeys: [] })
  .filter((value) => Object.keys(value).length > 0) as fc.Arbitrary<Json>;

const content = fc.record(
  {
    flavor: fc.constant("old"),
    list: fc.constantFrom<Json>([], ["one"], ["one", "two"]),
    items: fc.constantFrom<Json>([], [{ name: "n" }], [{ name: "n" }, { name: "m", x: null }]),
    map: fc.constantFrom<Json>({}, { a: 1 }, { a: "b", c: { d: [1] } }),
    nothing: fc.constant(null),
    machineTemplate: fc.constantFrom<Json>(
      {},
      { metadata: { labels: { own: "x" } } },
      { spec: { taints: [] }, metadata: { annotations: { own: "y" } } },
    ),
    rollout: fc.constantFrom<Json>({ strategy: { type: "RollingUpdate" } }, { after: "2020-01-01T00:00:00Z" }),
    replicas: fc.constant(7),
  },
  { requiredKeys: ["flavor", "list", "map"] },
) as fc.Arbitrary<JsonObject>;

function template(kind: { apiVersion: string; kind: string }, name: string): fc.Arbitrary<JsonObject> {
  return fc
    .record({ spec: content, own: fc.option(metadata, { nil: undefined }), inner: fc.option(metadata, { nil: undefined }) })
    .map(({ spec, own, inner }) => ({
      ...kind,
      metadata: { name, namespace: "default", ...(own as JsonObject | undefined) },
      spec: { template: { ...(inner === undefined ? {} : { metadata: inner }), spec } },
    }));
}

const naming = fc.constantFrom(undefined, undefined, "{{ .cluster.name }}-x-{{ .random }}", "{{ .cluster.name }}");
export const deletion = fc.record(
  { nodeDrainTimeoutSeconds: fc.constantFrom(0, 90), nodeDeletionTimeoutSeconds: fc.constant(3600) },
  { requiredKeys: ["nodeDrainTimeoutSeconds"] },
);
export const taints = fc.constant([{ key: "example.com/t", value: "v", effect: "NoSchedule", propagation: "Always" }]);
export const readinessGates = fc.constant([{ conditionType: "Custom" }, { conditionType: "Other", polarity: "Negative" }]);
export const healthCheck = fc.record(
  {
    checks: fc.constantFrom<Json>(
      { nodeStartupTimeoutSeconds: 60 },
      { unhealthyNodeConditions: [{ type: "Ready", status: "False", timeoutSeconds: 300 }] },
    ),
    remediation: fc.constantFrom<Json>({ triggerIf: { unhealthyLessThanOrEqualTo: "40%" } }, { triggerIf: { unhealthyInRange: "[1-3]" } }),
  },
  { requiredKeys: ["checks"] },
);
export const rollout = fc.constantFrom<Json>(
  { strategy: { type: "OnDelete" } },
  { strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: "25%", maxUnavailable: 0 } } },
  { strategy: { type: "RollingUpdate" } },
);

function optional<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.option(arbitrary, { nil: undefined, freq: 2 });
}

/** A record without the fields that turned out `undefined`. */
export function present(fields: Record<string, unknown>): JsonObject {
  return JSON.parse(JSON.stringify(fields)) as JsonObject;
}

function reference(object: JsonObject): JsonObject {
  return { templateRef: { apiVersion: object["apiVersion"]!, kind: object["kind"]!, name: (object["metadata"] as JsonObject)["name"]! } };
}

interface GeneratedWorker {
  workerClass: JsonObject;
  templates: JsonObject[];
}

function workerClass(kind: "machine" | "machinePool", name: string): fc.Arbitrary<GeneratedWorker> {
  const fields: Record<string, fc.Arbitrary<unknown>> = {
    metadata: optional(metadata),
    deletion: optional(deletion),
    taints: optional(taints),
    minReadySeconds: optional(fc.constantFrom(0, 30)),
    naming: fc.constantFrom(undefined, undefined, { template: "{{ .cluster.name }}-w-{{ .random }}" }),
    ...(kind === "machine"
      ? {
          healthCheck: optional(healthCheck),
          rollout: optional(rollout),
          readinessGates: optional(readinessGates),
          failureDomain: optional(fc.constant("az1")),
        }
      : { failureDomains: optional(fc.constantFrom(["a"], ["a", "b"])) }),
  };
  return fc
    .record({
      infra: template(kinds[kind], `${name}-infra`),
      boot: template(kinds.bootstrap, `${name}-bootstrap`),
      fields: fc.record(fields),
    })
    .map(({ infra, boot, fields: content_ }) => ({
      workerClass: present({ class: name, infrastructure: reference(infra), bootstrap: reference(boot), ...content_ }),
      templates: [infra, boot],
    }));
}

/** A class with one to three machine deployment classes, up to two machine pool classes, variables and patches of all kinds. */
export const generatedClass: fc.Arbitrary<GeneratedClass> = fc
  .record({
    controlPlaneKind,
    deployments: fc.subarray(["worker-a", "worker-b", "special"], { minLength: 1 }),
    pools: fc.subarray(["pool-a", "pool-b"]),
    variables: classVariables,
    withMachines: fc.constantFrom(true, true, true, false),
  })
  .chain((shape) => {
    const targets = patchTargets(shape);
    return fc
      .record({
        infra: template(kinds.infrastructureCluster, "infra-cluster"),
        controlPlane: template(shape.controlPlaneKind, "control-plane"),
        machine: template(kinds.machine, "control-plane-machine"),
        deployments: fc.tuple(...shape.deployments.map((name) => workerClass("machine", name))),
        pools: fc.tuple(...shape.pools.map((name) => workerClass("machinePool", name))),
        patches: classPatches(targets, shape.variables.names),
        infraNaming: naming,
        controlPlaneNaming: naming,
        fields: fc.record({
          metadata: optional(metadata),
          deletion: optional(deletion),
          taints: optional(taints),
          readinessGates: optional(readinessGates),
          healthCheck: shape.withMachines ? optional(healthCheck) : fc.constant(undefined),
        }),
      })
      .map((parts): GeneratedClass => {
        const named = (text: string | undefined) => (text === undefined ? {} : { naming: { template: text } });
        const spec = present({
          infrastructure: { ...reference(parts.infra), ...named(parts.infraNaming) },
          controlPlane: {
            ...reference(parts.controlPlane),
            ...(shape.withMachines ? { machineInfrastructure: reference(parts.machine) } : {}),
            ...named(parts.controlPlaneNaming),
            ...parts.fields,
          },
          workers: {
            machineDeployments: parts.deployments.map(({ workerClass: ofClass }) => ofClass),
            ...(parts.pools.length > 0 ? { machinePools: parts.pools.map(({ workerClass: ofClass }) => ofClass) } : {}),
          },
          variables: shape.variables.definitions,
          ...(parts.patches.length > 0 ? { patches: parts.patches } : {}),
        });
        return {
          clusterClass: {
            apiVersion: "cluster.x-k8s.io/v1beta2",
            kind: "ClusterClass",
            metadata: { name: "generated", namespace: "default" },
            spec,
          },
          templates: [
            parts.infra,
            parts.controlPlane,
            ...(shape.withMachines ? [parts.machine] : []),
            ...[...parts.deployments, ...parts.pools].flatMap(({ templates }) => templates),
          ],
          variables: shape.variables.definitions,
          machineDeploymentClasses: shape.deployments,
          machinePoolClasses: shape.pools,
        };
      });
  });

function patchTargets(shape: {
  controlPlaneKind: { apiVersion: string; kind: string };
  deployments: string[];
  pools: string[];
  withMachines: boolean;
}): PatchTarget[] {
  const [first] = shape.deployments;
  const deploymentNames = [["*"], shape.deployments, [first!], [`${first!.slice(0, 2)}*`], [`*${first!.slice(-2)}`]];
  return [
    { ...kinds.infrastructureCluster, match: { infrastructureCluster: true } },
    { ...shape.controlPlaneKind, match: { controlPlane: true } },
    ...(shape.withMachines ? [{ ...kinds.machine, match: { controlPlane: true } }] : []),
    ...deploymentNames.flatMap((names) => [
      { ...kinds.bootstrap, match: { machineDeploymentClass: { names } } },
      { ...kinds.machine, match: { machineDeploymentClass: { names }, ...(shape.withMachines ? { controlPlane: true } : {}) } },
    ]),
    ...(shape.pools.length > 0
      ? [
          { ...kinds.machinePool, match: { machinePoolClass: { names: ["*"] } } },
          { ...kinds.bootstrap, match: { machinePoolClass: { names: shape.pools }, machineDeploymentClass: { names: ["*"] } } },
        ]
      : []),
  ];
}
