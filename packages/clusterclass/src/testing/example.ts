import type { ClassPatch, ClassVariable, ClusterClassSpec, JsonPatch } from "../api/cluster-class.ts";
import type { JsonObject } from "../api/json.ts";
import { asJson, asObject, type EvaluationInput, type KubernetesObject, templateKey } from "../api/objects.ts";

/** Kinds of the example: a provider of contract v1beta1 and kubeadm. */
export const kinds = {
  cluster: { apiVersion: "infrastructure.cluster.x-k8s.io/v1beta1", kind: "ExampleClusterTemplate" },
  machine: { apiVersion: "infrastructure.cluster.x-k8s.io/v1beta1", kind: "ExampleMachineTemplate" },
  controlPlane: { apiVersion: "controlplane.cluster.x-k8s.io/v1beta2", kind: "KubeadmControlPlaneTemplate" },
  bootstrap: { apiVersion: "bootstrap.cluster.x-k8s.io/v1beta2", kind: "KubeadmConfigTemplate" },
} as const;

/** A template with the given content below `spec.template.spec`. */
export function template(kind: { apiVersion: string; kind: string }, name: string, spec: JsonObject): KubernetesObject {
  return asObject({ ...kind, metadata: { name, namespace: "default" }, spec: { template: { spec } } });
}

/** What an example differs in from the plain one. */
export interface Example {
  patches?: ClassPatch[];
  variables?: ClassVariable[];
  /** Fields of the class beside patches and variables. */
  spec?: Partial<ClusterClassSpec>;
  className?: string;
  templates?: KubernetesObject[];
  /** Fields of `spec.topology`. */
  topology?: JsonObject;
}

/** A class with one class of workers, its templates, and a Cluster `mine` with the MachineDeployment `md-0`. */
export function example(changes: Example = {}): EvaluationInput {
  const reference = (kind: { apiVersion: string; kind: string }, name: string) => ({ templateRef: { ...kind, name } });
  const { patches, variables, className = "example", topology = {} } = changes;
  const spec = {
    infrastructure: reference(kinds.cluster, "cluster"),
    controlPlane: { ...reference(kinds.controlPlane, "control-plane"), machineInfrastructure: reference(kinds.machine, "machine") },
    workers: {
      machineDeployments: [
        {
          class: "default-worker",
          bootstrap: reference(kinds.bootstrap, "bootstrap"),
          infrastructure: reference(kinds.machine, "machine"),
        },
      ],
    },
    ...(patches === undefined ? {} : { patches }),
    ...(variables === undefined ? {} : { variables }),
    ...changes.spec,
  } as unknown as JsonObject;
  const templates = [
    template(kinds.cluster, "cluster", {}),
    template(kinds.controlPlane, "control-plane", { kubeadmConfigSpec: { files: [{ path: "/etc/first", content: "1" }] } }),
    template(kinds.machine, "machine", { flavor: "small" }),
    template(kinds.bootstrap, "bootstrap", { files: [{ path: "/etc/first", content: "1" }] }),
    ...(changes.templates ?? []),
  ];
  return {
    clusterClass: asObject({
      apiVersion: "cluster.x-k8s.io/v1beta2",
      kind: "ClusterClass",
      metadata: { name: className, namespace: "default" },
      spec,
    }),
    templates: new Map(templates.map((object) => [templateKey({ ...object, name: object.metadata.name! }), object])),
    clusters: [
      asObject({
        apiVersion: "cluster.x-k8s.io/v1beta2",
        kind: "Cluster",
        metadata: { name: "mine", namespace: "default" },
        spec: {
          topology: {
            classRef: { name: className },
            version: "v1.36.1",
            controlPlane: { replicas: 3 },
            workers: { machineDeployments: [{ class: "default-worker", name: "md-0", replicas: 4 }] },
            ...topology,
          },
        },
      }),
    ],
    crds: [],
    converted: [],
  };
}

/** A variable of a class with the given schema. */
export function variable(name: string, openAPIV3Schema: JsonObject, required = false): ClassVariable {
  return { name, required, schema: { openAPIV3Schema } };
}

/** A patch with one definition for the machines of workers and control plane. */
export function machinePatch(name: string, jsonPatch: JsonPatch, enabledIf?: string): ClassPatch {
  return {
    name,
    ...(enabledIf === undefined ? {} : { enabledIf }),
    definitions: [
      {
        selector: { ...kinds.machine, matchResources: { controlPlane: true, machineDeploymentClass: { names: ["*"] } } },
        jsonPatches: [jsonPatch],
      },
    ],
  };
}

/** The object of a role in a list of planned objects. */
export function objectOf(objects: readonly { role: string; object: JsonObject }[], role: string): JsonObject {
  const found = objects.find((planned) => planned.role === role);
  if (found === undefined) throw new Error(`no object ${role}`);
  return found.object;
}

/** The Cluster of an example with other fields of its topology. */
export function withTopology(input: EvaluationInput, topology: JsonObject): EvaluationInput {
  const cluster = asJson(input.clusters.at(-1)!);
  const spec = cluster["spec"] as JsonObject;
  return {
    ...input,
    clusters: [asObject({ ...cluster, spec: { ...spec, topology: { ...(spec["topology"] as JsonObject), ...topology } } })],
  };
}
