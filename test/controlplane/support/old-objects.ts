import type { JsonObject } from "@cstack/clusterclass";

/** Specs of v1beta1 with what is easy to get wrong in v1beta2, by kind. */
export const oldSpecs: Readonly<Record<string, Readonly<Record<string, JsonObject>>>> = {
  Cluster: {
    "a moment from which on machines are replaced": {
      topology: {
        class: "stack",
        version: "v1.36.4",
        controlPlane: { rollout: { after: "2026-01-02T03:04:05Z" } },
        workers: {
          machineDeployments: [
            { class: "w", name: "md-0", rollout: { after: "2026-01-02T03:04:05Z" }, strategy: { rollingUpdate: { maxSurge: 1 } } },
          ],
        },
      },
    },
    "zeros and false that say nothing": {
      paused: false,
      clusterNetwork: { apiServerPort: 0, serviceDomain: "" },
      controlPlaneEndpoint: { host: "", port: 0 },
      topology: { class: "stack", version: "v1.36.4", controlPlane: { replicas: 0, nodeDrainTimeout: "0s" } },
    },
    "timeouts with parts of a second, health checks and the order of deletion": {
      topology: {
        class: "stack",
        classNamespace: "other",
        version: "v1.36.4",
        controlPlane: {
          nodeVolumeDetachTimeout: "1.9s",
          machineHealthCheck: {
            enable: false,
            nodeStartupTimeout: "10m0s",
            maxUnhealthy: "40%",
            unhealthyConditions: [{ type: "Ready", status: "Unknown", timeout: "300s" }],
          },
        },
        workers: {
          machineDeployments: [
            {
              class: "w",
              name: "md-0",
              minReadySeconds: 0,
              strategy: { type: "RollingUpdate", rollingUpdate: { deletePolicy: "Oldest" }, remediation: { maxInFlight: "20%" } },
              variables: { overrides: [{ name: "a", value: 1, definitionFrom: "x" }] },
            },
          ],
        },
        variables: [{ name: "a", value: { paused: false, append: false }, definitionFrom: "" }],
      },
    },
  },
  ClusterClass: {
    "names, references and selectors": {
      infrastructureNamingStrategy: { template: "{{ .cluster.name }}" },
      infrastructure: { ref: { apiVersion: "example.com/v1", kind: "ThingTemplate", name: "a", namespace: "b", uid: "c" } },
      controlPlane: { ref: { apiVersion: "example.com/v1", kind: "PlaneTemplate", name: "a" }, namingStrategy: { template: "x" } },
      patches: [
        {
          name: "p",
          definitions: [
            {
              selector: {
                apiVersion: "example.com/v1",
                kind: "ThingTemplate",
                matchResources: { infrastructureCluster: true, controlPlane: false },
              },
              jsonPatches: [{ op: "add", path: "/spec/template/spec/a", valueFrom: { variable: "x" } }],
            },
          ],
        },
        { name: "e", external: { generateExtension: "g", validateExtension: "v", settings: { a: "b" } } },
      ],
      variables: [
        {
          name: "x",
          required: false,
          metadata: { labels: { a: "b" } },
          schema: {
            openAPIV3Schema: { type: "object", uniqueItems: false, properties: { readOnly: { type: "boolean", default: false } } },
          },
        },
      ],
    },
  },
  KubeadmControlPlaneTemplate: {
    "a file that appends to one of the same path": {
      template: {
        spec: {
          kubeadmConfigSpec: {
            files: [
              { path: "/etc/a", content: "1" },
              { path: "/etc/a", content: "2", append: true },
              { path: "/etc/b", content: "3", append: true },
            ],
          },
        },
      },
    },
    "arguments in the order of their names, and what kubeadm waits for": {
      template: {
        spec: {
          rolloutBefore: { certificatesExpiryDays: 21 },
          rolloutStrategy: { rollingUpdate: { maxSurge: 0 } },
          remediationStrategy: { maxRetry: 0, minHealthyPeriod: "0s", retryPeriod: "0s" },
          machineTemplate: { nodeDrainTimeout: "0s", metadata: { labels: { a: "b" } } },
          kubeadmConfigSpec: {
            clusterConfiguration: {
              clusterName: "dropped",
              networking: { dnsDomain: "dropped" },
              apiServer: { extraArgs: { z: "1", a: "", "feature-gates": "A=true" }, timeoutForControlPlane: "20m0s" },
              controllerManager: { extraVolumes: [{ name: "v", hostPath: "/a", mountPath: "/b", readOnly: false }] },
              etcd: { local: { extraArgs: { b: "1", a: "2" }, imageTag: "x" } },
            },
            initConfiguration: { nodeRegistration: { kubeletExtraArgs: { v: "2" }, taints: [] }, localAPIEndpoint: { bindPort: 0 } },
            joinConfiguration: {
              discovery: { timeout: "5m0s", bootstrapToken: { token: "abcdef.0123456789abcdef", unsafeSkipCAVerification: true } },
            },
          },
        },
      },
    },
  },
  KubeadmConfigTemplate: {
    "what is not there any more": {
      template: { spec: { useExperimentalRetryJoin: true, joinConfiguration: { nodeRegistration: { name: "" } } } },
    },
    "nodes without taints": { template: { spec: { joinConfiguration: { nodeRegistration: { taints: [], criSocket: "/run/a" } } } } },
    "disks and users": {
      template: {
        spec: {
          diskSetup: {
            filesystems: [{ device: "/dev/vdb", filesystem: "ext4", label: "data", overwrite: false }],
            partitions: [{ device: "/dev/vdb", layout: false, overwrite: true, tableType: "gpt" }],
          },
          users: [{ name: "a", sudo: "ALL", lockPassword: false, inactive: false }],
          ntp: { enabled: false, servers: ["a"] },
          mounts: [["LABEL=data", "/data"]],
        },
      },
    },
  },
};
