import type { ClusterClassSpec, MachineDeploymentClass, PatchDefinition, TemplateReference, WorkerClass } from "../../api/cluster-class.ts";
import type { KubernetesObject } from "../../api/objects.ts";
import type { ClassRuleInput } from "../class/input.ts";
import { defaultFeatureGates } from "../feature-gates.ts";

/** A reference to a template of the small test provider. */
export function ref(kind: string, name: string): TemplateReference {
  const group = kind.startsWith("KubeadmControlPlane") ? "controlplane" : kind.startsWith("KubeadmConfig") ? "bootstrap" : "infrastructure";
  return { apiVersion: `${group}.cluster.x-k8s.io/v1beta2`, kind, name };
}

/** A machine deployment class that breaks no rule. */
export function workerClass(overrides: Partial<MachineDeploymentClass> = {}): MachineDeploymentClass {
  return {
    class: "default-worker",
    bootstrap: { templateRef: ref("KubeadmConfigTemplate", "worker") },
    infrastructure: { templateRef: ref("DevMachineTemplate", "worker") },
    ...overrides,
  };
}

/** A machine pool class that breaks no rule. */
export function poolClass(overrides: Partial<WorkerClass> = {}): WorkerClass {
  return {
    class: "default-pool",
    bootstrap: { templateRef: ref("KubeadmConfigTemplate", "pool") },
    infrastructure: { templateRef: ref("DevMachinePoolTemplate", "pool") },
    ...overrides,
  };
}

/** A class spec that breaks no rule: control plane with machines, one machine deployment class, one variable. */
export function classSpec(overrides: Partial<ClusterClassSpec> = {}): ClusterClassSpec {
  return {
    infrastructure: { templateRef: ref("DevClusterTemplate", "cluster") },
    controlPlane: {
      templateRef: ref("KubeadmControlPlaneTemplate", "control-plane"),
      machineInfrastructure: { templateRef: ref("DevMachineTemplate", "control-plane") },
    },
    workers: { machineDeployments: [workerClass()], machinePools: [poolClass()] },
    variables: [{ name: "flavor", required: false, schema: { openAPIV3Schema: { type: "string", default: "small" } } }],
    ...overrides,
  };
}

/** The input of the class rules for a spec; nothing else is in the way. */
export function classInput(overrides: Partial<ClusterClassSpec> = {}, rest: Partial<Omit<ClassRuleInput, "spec">> = {}): ClassRuleInput {
  return { spec: classSpec(overrides), old: undefined, clusters: [], gates: defaultFeatureGates, ...rest };
}

/** A definition that sets one field of the infrastructure cluster. */
export function clusterDefinition(overrides: Partial<PatchDefinition> = {}): PatchDefinition {
  return {
    selector: {
      apiVersion: "infrastructure.cluster.x-k8s.io/v1beta2",
      kind: "DevClusterTemplate",
      matchResources: { infrastructureCluster: true },
    },
    jsonPatches: [{ op: "add", path: "/spec/template/spec/flavor", valueFrom: { variable: "flavor" } }],
    ...overrides,
  };
}

/** A Cluster of class `stack` with one machine deployment. */
export function cluster(topology: Record<string, unknown> = {}, name = "demo"): KubernetesObject {
  return {
    apiVersion: "cluster.x-k8s.io/v1beta2",
    kind: "Cluster",
    metadata: { name, namespace: "default" },
    spec: JSON.parse(
      JSON.stringify({
        topology: {
          classRef: { name: "stack" },
          version: "v1.36.4",
          workers: { machineDeployments: [{ class: "default-worker", name: "md-0" }] },
          ...topology,
        },
      }),
    ),
  };
}
