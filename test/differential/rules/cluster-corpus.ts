import type { Edits } from "./edits.ts";

const topology = "spec.topology";
const worker = `${topology}.workers.machineDeployments.0`;
const pool = `${topology}.workers.machinePools.0`;
const healthCheck = { checks: { nodeStartupTimeoutSeconds: 60 } };

/** Edits of the base Cluster (and of its class, below `class`), at least one refusal for each rule that the schema leaves to the webhook. */
export const clusterCorpus: Record<string, { cluster: Edits; class?: Edits }> = {
  "CL-01 name too long for a label": { cluster: { "metadata.name": `${"a".repeat(40)}.${"b".repeat(30)}` } },
  "CL-03 networks": {
    cluster: {
      "spec.clusterNetwork.pods.cidrBlocks": ["10.0.0.0/16", "10.0.0.0", "10.0.0.0/33", "010.0.0.0/8", "fd00::/129", "::ffff:1.2.3.4/100"],
    },
  },
  "CL-03 services": { cluster: { "spec.clusterNetwork.services.cidrBlocks": ["nothing", "fd00::/108", "10.1.0.0/016"] } },
  "CL-05 without v": { cluster: { [`${topology}.version`]: "1.36.4" } },
  "CL-05 short version": { cluster: { [`${topology}.version`]: "v1.36" }, class: { "spec.kubernetesVersions": undefined } },
  "CL-05 leading zero": { cluster: { [`${topology}.version`]: "v1.036.4" }, class: { "spec.kubernetesVersions": undefined } },
  "CL-05 pre-release and build": {
    cluster: { [`${topology}.version`]: "v1.36.4-rc.1+x.y" },
    class: { "spec.kubernetesVersions": undefined },
  },
  "CL-06 labels": {
    cluster: { [`${topology}.controlPlane.metadata.labels`]: { "a b": "c d" }, [`${worker}.metadata.labels`]: { x: "-" } },
  },
  "CL-07 annotations": {
    cluster: { [`${worker}.metadata.annotations`]: { "a/b/c": "" }, [`${pool}.metadata`]: { annotations: { "": "" } } },
  },
  "CL-08 amounts": { cluster: { [`${worker}.rollout`]: { strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: "one" } } } } },
  "CL-09 both zero": {
    cluster: { [`${worker}.rollout`]: { strategy: { type: "OnDelete", rollingUpdate: { maxSurge: 0, maxUnavailable: 0 } } } },
  },
  "CL-11 reserved taints": {
    cluster: {
      [`${topology}.controlPlane.taints`]: [{ key: "node-role.kubernetes.io/master", effect: "NoSchedule", propagation: "Always" }],
      [`${pool}.taints`]: [{ key: "node.kubernetes.io/x", effect: "NoSchedule", propagation: "Always" }],
    },
  },
  "CL-12 long taint key": { cluster: { [`${worker}.taints`]: [{ key: "a".repeat(64), effect: "NoSchedule", propagation: "Always" }] } },
  "CL-13 concurrency": { cluster: { "metadata.annotations": { "topology.cluster.x-k8s.io/upgrade-concurrency": "2" } } },
  "CL-13 concurrency is no number": { cluster: { "metadata.annotations": { "topology.cluster.x-k8s.io/upgrade-concurrency": "two" } } },
  "CL-13 concurrency is zero": { cluster: { "metadata.annotations": { "topology.cluster.x-k8s.io/upgrade-concurrency": "0" } } },
  "CL-14 version not in the list": { cluster: { [`${topology}.version`]: "v1.36.5" } },
  "CL-14 version in another spelling": {
    cluster: { [`${topology}.version`]: "v1.36.4" },
    class: { "spec.kubernetesVersions": ["1.36.4"] },
  },
  "CL-15 unknown class": { cluster: { [`${worker}.class`]: "nobody" } },
  "CL-16 name twice": { cluster: { [`${worker}.name`]: "md-1" } },
  "CL-17 unknown pool class": { cluster: { [`${pool}.class`]: "default-worker" } },
  "CL-18 pool and deployment share a name": { cluster: { [`${pool}.name`]: "md-0" } },
  "CL-19 control plane health check without machines": {
    cluster: { [`${topology}.controlPlane.healthCheck`]: healthCheck },
    class: {
      "spec.controlPlane.machineInfrastructure": undefined,
      "spec.controlPlane.healthCheck": undefined,
      "spec.patches.0.definitions.0.selector.matchResources.controlPlane": undefined,
    },
  },
  "CL-20 timeouts": {
    cluster: {
      [`${topology}.controlPlane.healthCheck`]: { checks: { nodeStartupTimeoutSeconds: 29 } },
      [`${worker}.healthCheck`]: { checks: { nodeStartupTimeoutSeconds: 5 } },
    },
  },
  "CL-21 limits": { cluster: { [`${worker}.healthCheck`]: { remediation: { triggerIf: { unhealthyLessThanOrEqualTo: "x" } } } } },
  "CL-22 at once": { cluster: { [`${worker}.healthCheck`]: { remediation: { maxInFlight: "x" } } } },
  "CL-23 enabled without definition": { cluster: { [`${topology}.workers.machineDeployments.1.healthCheck`]: { enabled: true } } },
  "CL-23 enabled control plane without definition": { cluster: {}, class: { "spec.controlPlane.healthCheck": undefined } },
  "CL-23 disabled": { cluster: { [`${topology}.workers.machineDeployments.1.healthCheck`]: { enabled: false } } },
  "CL-24 autoscaler of the topology": {
    cluster: { [`${worker}.metadata.annotations`]: { "cluster.x-k8s.io/cluster-api-autoscaler-node-group-min-size": "1" } },
  },
  "CL-24 autoscaler of the class": {
    cluster: {},
    class: {
      "spec.workers.machineDeployments.1.metadata": { annotations: { "cluster.x-k8s.io/cluster-api-autoscaler-node-group-max-size": "5" } },
    },
  },
  "CL-24 autoscaler without replicas": {
    cluster: {
      [`${worker}.replicas`]: undefined,
      [`${worker}.metadata.annotations`]: { "cluster.x-k8s.io/cluster-api-autoscaler-node-group-min-size": "1" },
    },
  },
  "references: another class": { cluster: { [`${topology}.classRef.name`]: "other" } },
  "references: another namespace": { cluster: { [`${topology}.classRef.namespace`]: "other" } },
  "references: own namespace": { cluster: { [`${topology}.classRef.namespace`]: "default" } },
  "read: no topology": { cluster: { [topology]: undefined } },
  "read: empty topology": { cluster: { [topology]: {} } },
  "read: no class": { cluster: { [`${topology}.classRef`]: undefined } },
  "read: replicas are text": { cluster: { [`${worker}.replicas`]: "3" } },
  "read: replicas beyond 32 bits": { cluster: { [`${worker}.replicas`]: 2 ** 31 } },
  "read: rollout after": { cluster: { [`${worker}.rollout`]: { after: "2026-01-01T00:00:00Z" } } },
  "read: rollout after is no time": { cluster: { [`${worker}.rollout`]: { after: "tomorrow" } } },
  "read: rollout after with an hour of one digit": { cluster: { [`${worker}.rollout`]: { after: "2026-01-01T1:00:00Z" } } },
  "schema: negative replicas": { cluster: { [`${topology}.controlPlane.replicas`]: -1 } },
  "schema: empty objects": { cluster: { [`${topology}.controlPlane`]: {} } },
  "schema: no version": { cluster: { [`${topology}.version`]: undefined } },
  "schema: unknown field": { cluster: { "spec.foo": 1 } },
  "schema: variable twice": {
    cluster: {
      [`${topology}.variables`]: [
        { name: "flavor", value: "a" },
        { name: "flavor", value: "b" },
      ],
    },
  },
};

/** Edits of a Cluster that exists. The version changes of the oracle cannot be compared: it has no control plane to look at. */
export const clusterUpdateCorpus: Record<string, { before: Edits; after: Edits; class?: Edits }> = {
  "nothing changes": { before: {}, after: {} },
  "CL-02 references go": {
    before: { "spec.infrastructureRef": { apiGroup: "infrastructure.cluster.x-k8s.io", kind: "DevCluster", name: "x" } },
    after: {},
  },
  "CL-02 references go, control plane": {
    before: { "spec.controlPlaneRef": { apiGroup: "controlplane.cluster.x-k8s.io", kind: "KubeadmControlPlane", name: "x" } },
    after: {},
  },
  "CL-U01 version goes down": { before: {}, after: { [`${topology}.version`]: "v1.35.8" } },
  "CL-U01 version goes down without check": {
    before: {},
    after: {
      [`${topology}.version`]: "v1.35.8",
      "metadata.annotations": { "unsafe.topology.cluster.x-k8s.io/disable-update-version-check": "" },
    },
  },
  "CL-U02 version skips a minor": {
    before: { [`${topology}.version`]: "v1.35.8" },
    after: { [`${topology}.version`]: "v1.37.0" },
    class: { "spec.kubernetesVersions": undefined },
  },
  "previous Cluster is refused": { before: { [`${worker}.class`]: "nobody" }, after: {} },
  "workers come and go": { before: {}, after: { [`${topology}.workers.machinePools`]: undefined, [`${worker}.name`]: "md-9" } },
};
