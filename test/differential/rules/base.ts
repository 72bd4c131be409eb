/** A class that uses most fields and breaks no rule, its templates, and a Cluster of it: what mutations start from. */

const infrastructure = "infrastructure.cluster.x-k8s.io/v1beta2";
const controlPlane = "controlplane.cluster.x-k8s.io/v1beta2";
const bootstrap = "bootstrap.cluster.x-k8s.io/v1beta2";

function ref(apiVersion: string, kind: string, name: string) {
  return { apiVersion, kind, name };
}

function selector(apiVersion: string, kind: string, matchResources: object) {
  return { apiVersion, kind, matchResources };
}

const healthCheck = {
  checks: {
    nodeStartupTimeoutSeconds: 600,
    unhealthyNodeConditions: [{ type: "Ready", status: "False", timeoutSeconds: 300 }],
    unhealthyMachineConditions: [{ type: "NodeReady", status: "Unknown", timeoutSeconds: 300 }],
  },
  remediation: { triggerIf: { unhealthyLessThanOrEqualTo: "40%" } },
};

export const baseClass = {
  apiVersion: "cluster.x-k8s.io/v1beta2",
  kind: "ClusterClass",
  metadata: { name: "stack", namespace: "default", labels: { team: "infra" } },
  spec: {
    infrastructure: {
      templateRef: ref(infrastructure, "DevClusterTemplate", "cluster"),
      naming: { template: "{{ .cluster.name }}-infra" },
    },
    controlPlane: {
      templateRef: ref(controlPlane, "KubeadmControlPlaneTemplate", "control-plane"),
      machineInfrastructure: { templateRef: ref(infrastructure, "DevMachineTemplate", "control-plane") },
      metadata: { labels: { role: "control-plane" }, annotations: { "example.com/note": "any text" } },
      naming: { template: "{{ .cluster.name }}-cp-{{ .random }}" },
      healthCheck,
      taints: [{ key: "example.com/dedicated", value: "cp", effect: "NoSchedule", propagation: "Always" }],
    },
    workers: {
      machineDeployments: [
        {
          class: "default-worker",
          bootstrap: { templateRef: ref(bootstrap, "KubeadmConfigTemplate", "worker") },
          infrastructure: { templateRef: ref(infrastructure, "DevMachineTemplate", "worker") },
          metadata: { labels: { role: "worker" } },
          naming: { template: "{{ .cluster.name }}-{{ .machineDeployment.topologyName }}-{{ .random }}" },
          healthCheck: { ...healthCheck, remediation: { maxInFlight: 1, ...healthCheck.remediation } },
          rollout: { strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: "0%" } } },
          deletion: { order: "Oldest", nodeDrainTimeoutSeconds: 60 },
        },
        {
          class: "gpu-worker",
          bootstrap: { templateRef: ref(bootstrap, "KubeadmConfigTemplate", "worker") },
          infrastructure: { templateRef: ref(infrastructure, "DevMachineTemplate", "worker") },
        },
      ],
      machinePools: [
        {
          class: "default-pool",
          bootstrap: { templateRef: ref(bootstrap, "KubeadmConfigTemplate", "worker") },
          infrastructure: { templateRef: ref(infrastructure, "DevMachinePoolTemplate", "pool") },
          naming: { template: "{{ .cluster.name }}-{{ .machinePool.topologyName }}" },
        },
      ],
    },
    kubernetesVersions: ["v1.35.8", "v1.36.4", "v1.37.0"],
    variables: [
      { name: "flavor", required: false, schema: { openAPIV3Schema: { type: "string", default: "small" } } },
      {
        name: "image",
        required: false,
        schema: { openAPIV3Schema: { type: "object", properties: { name: { type: "string" } }, default: {} } },
      },
    ],
    patches: [
      {
        name: "flavor",
        enabledIf: '{{ ne .flavor "" }}',
        definitions: [
          {
            selector: selector(infrastructure, "DevMachineTemplate", {
              controlPlane: true,
              machineDeploymentClass: { names: ["default-worker", "gpu-*"] },
            }),
            jsonPatches: [
              { op: "add", path: "/spec/template/spec/flavor", valueFrom: { variable: "flavor" } },
              { op: "add", path: "/spec/template/spec/list/-", value: "item" },
            ],
          },
          {
            selector: selector(infrastructure, "DevMachinePoolTemplate", { machinePoolClass: { names: ["*"] } }),
            jsonPatches: [{ op: "add", path: "/spec/template/spec/flavor", valueFrom: { template: "{{ .flavor | quote }}" } }],
          },
        ],
      },
      {
        name: "cluster",
        definitions: [
          {
            selector: selector(infrastructure, "DevClusterTemplate", { infrastructureCluster: true }),
            jsonPatches: [
              { op: "replace", path: "/spec/template/spec/region", valueFrom: { variable: "builtin.cluster.name" } },
              { op: "remove", path: "/spec/template/spec/unused" },
            ],
          },
        ],
      },
    ],
  },
};

function template(apiVersion: string, kind: string, name: string, spec: object) {
  return { apiVersion, kind, metadata: { name, namespace: "default" }, spec: { template: { spec } } };
}

export const baseTemplates = [
  template(infrastructure, "DevClusterTemplate", "cluster", { region: "eu", unused: true }),
  template(infrastructure, "DevMachineTemplate", "control-plane", { list: ["first"] }),
  template(infrastructure, "DevMachineTemplate", "worker", { list: ["first"] }),
  template(infrastructure, "DevMachinePoolTemplate", "pool", { list: ["first"] }),
  template(bootstrap, "KubeadmConfigTemplate", "worker", { verbosity: 1 }),
  template(controlPlane, "KubeadmControlPlaneTemplate", "control-plane", { kubeadmConfigSpec: { verbosity: 1 } }),
];

export const baseCluster = {
  apiVersion: "cluster.x-k8s.io/v1beta2",
  kind: "Cluster",
  metadata: { name: "demo", namespace: "default" },
  spec: {
    clusterNetwork: { pods: { cidrBlocks: ["10.0.0.0/16"] }, services: { cidrBlocks: ["10.1.0.0/16"] }, serviceDomain: "cluster.local" },
    topology: {
      classRef: { name: "stack" },
      version: "v1.36.4",
      controlPlane: { replicas: 3, metadata: { labels: { zone: "a" } }, healthCheck: { enabled: true } },
      workers: {
        machineDeployments: [
          { class: "default-worker", name: "md-0", replicas: 2, metadata: { labels: { pool: "0" } }, healthCheck: { enabled: true } },
          { class: "gpu-worker", name: "md-1", replicas: 1 },
        ],
        machinePools: [{ class: "default-pool", name: "mp-0", replicas: 1 }],
      },
      variables: [{ name: "flavor", value: "large" }],
    },
  },
};
