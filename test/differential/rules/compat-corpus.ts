import type { Edits } from "./edits.ts";

const worker = "spec.workers.machineDeployments.0";

/** Edits of the base class that becomes the new one, and of the class and the Cluster before. */
export const compatCorpus: Record<string, { after: Edits; before?: Edits; cluster?: Edits; withoutClusters?: boolean }> = {
  "nothing changes": { after: {} },
  "another name": { after: { "metadata.name": "stack-v2" } },
  "another namespace": { after: { "metadata.namespace": "elsewhere" } },
  "template names change": {
    after: { [`${worker}.infrastructure.templateRef.name`]: "worker-v2", "spec.infrastructure.templateRef.name": "cluster-v2" },
  },
  "CC-U01 kind of the infrastructure": {
    after: { "spec.infrastructure.templateRef.kind": "OtherClusterTemplate", "spec.patches": undefined },
  },
  "CC-U01 group of the infrastructure": {
    after: { "spec.infrastructure.templateRef.apiVersion": "other.x-k8s.io/v1", "spec.patches": undefined },
  },
  "CC-U01 version of the infrastructure": {
    after: { "spec.infrastructure.templateRef.apiVersion": "infrastructure.cluster.x-k8s.io/v1beta3", "spec.patches": undefined },
  },
  "CC-U02 kind of the control plane": { after: { "spec.controlPlane.templateRef.kind": "OtherControlPlaneTemplate" } },
  "CC-U03 control plane machines go": {
    after: { "spec.controlPlane.machineInfrastructure": undefined, "spec.controlPlane.healthCheck": undefined, "spec.patches": undefined },
    cluster: { "spec.topology.controlPlane.healthCheck": undefined },
  },
  "CC-U03 control plane machines come": {
    before: { "spec.controlPlane.machineInfrastructure": undefined, "spec.controlPlane.healthCheck": undefined, "spec.patches": undefined },
    after: {},
    cluster: { "spec.topology.controlPlane.healthCheck": undefined },
  },
  "CC-U04 kind of worker machines": {
    after: { [`${worker}.infrastructure.templateRef.kind`]: "OtherMachineTemplate", "spec.patches": undefined },
  },
  "CC-U04 kind of bootstrap may change": { after: { [`${worker}.bootstrap.templateRef.kind`]: "OtherConfigTemplate" } },
  "CC-U05 kind of pool machines": {
    after: { "spec.workers.machinePools.0.infrastructure.templateRef.kind": "OtherPoolTemplate", "spec.patches": undefined },
  },
  "CC-U06 version of a Cluster leaves the list": { after: { "spec.kubernetesVersions": ["v1.36.5", "v1.37.0"] } },
  "CC-U06 no list any more": { after: { "spec.kubernetesVersions": undefined } },
  "CC-U07 class in use goes": { after: { [`${worker}.class`]: "renamed-worker", "spec.patches": undefined } },
  "CC-U07 class not in use goes": {
    after: { "spec.workers.machineDeployments.1": undefined, "spec.patches": undefined },
    cluster: { "spec.topology.workers.machineDeployments.1": undefined },
  },
  "CC-U08 pool class in use goes": { after: { "spec.workers.machinePools": undefined, "spec.patches": undefined } },
  "CC-U09 control plane health check goes": { after: { "spec.controlPlane.healthCheck": undefined } },
  "CC-U09 not relied on": {
    after: { "spec.controlPlane.healthCheck": undefined },
    cluster: { "spec.topology.controlPlane.healthCheck": undefined },
  },
  "CC-U10 worker health check goes": { after: { [`${worker}.healthCheck`]: undefined } },
  "CC-U11 autoscaler comes": {
    after: { [`${worker}.metadata.annotations`]: { "cluster.x-k8s.io/cluster-api-autoscaler-node-group-min-size": "1" } },
  },
  "new required variable": {
    after: { "spec.variables.2": { name: "region", required: true, schema: { openAPIV3Schema: { type: "string" } } } },
  },
  "variable goes": { after: { "spec.variables.0": undefined, "spec.patches": undefined } },
  "variable changes its type": {
    after: { "spec.variables.0.schema.openAPIV3Schema": { type: "integer", default: 1 }, "spec.patches": undefined },
  },
  "variable becomes immutable": {
    after: {
      "spec.variables.0.schema.openAPIV3Schema": {
        type: "string",
        default: "small",
        maxLength: 20,
        "x-kubernetes-validations": [{ rule: "self == oldSelf" }],
      },
    },
  },
  "new class is refused": { after: { "spec.patches.0.definitions.0.jsonPatches.0.path": "/metadata" } },
  "old class is refused": { before: { "spec.patches.0.name": "inline" }, after: {} },
  "Cluster is refused": { after: {}, cluster: { "spec.topology.workers.machineDeployments.0.class": "nobody" } },
  "classes only": { after: { "spec.controlPlane.templateRef.kind": "OtherControlPlaneTemplate" }, withoutClusters: true },
};
