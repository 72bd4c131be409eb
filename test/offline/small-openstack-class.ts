/** What a small class differs in, in YAML's flow style. */
export interface Parts {
  variables?: string;
  patches?: string;
  /** Content of the control plane's kubeadmConfigSpec. */
  kubeadm?: string;
  healthCheck?: string;
}

const checked = "{checks: {unhealthyNodeConditions: [{type: Ready, status: Unknown, timeoutSeconds: 300}]}}";

/** An OpenStack class with one class of workers, its templates and a Cluster, all values in YAML's flow style. */
export function smallOpenstackClass({
  variables = "[]",
  patches = "[]",
  kubeadm = "{clusterConfiguration: {apiServer: {certSANs: [localhost]}}}",
  healthCheck = checked,
}: Parts): string {
  return `
apiVersion: cluster.x-k8s.io/v1beta2
kind: ClusterClass
metadata: {name: small, namespace: default}
spec:
  infrastructure: {templateRef: {apiVersion: infrastructure.cluster.x-k8s.io/v1beta1, kind: OpenStackClusterTemplate, name: cluster}}
  controlPlane:
    templateRef: {apiVersion: controlplane.cluster.x-k8s.io/v1beta2, kind: KubeadmControlPlaneTemplate, name: control-plane}
    machineInfrastructure: {templateRef: {apiVersion: infrastructure.cluster.x-k8s.io/v1beta1, kind: OpenStackMachineTemplate, name: machine}}
    ${healthCheck === "" ? "" : `healthCheck: ${healthCheck}`}
  workers:
    machineDeployments:
      - class: default-worker
        bootstrap: {templateRef: {apiVersion: bootstrap.cluster.x-k8s.io/v1beta2, kind: KubeadmConfigTemplate, name: worker}}
        infrastructure: {templateRef: {apiVersion: infrastructure.cluster.x-k8s.io/v1beta1, kind: OpenStackMachineTemplate, name: machine}}
        ${healthCheck === "" ? "" : `healthCheck: ${healthCheck}`}
  ${variables === "[]" ? "" : `variables: ${variables}`}
  ${patches === "[]" ? "" : `patches: ${patches}`}
---
apiVersion: infrastructure.cluster.x-k8s.io/v1beta1
kind: OpenStackClusterTemplate
metadata: {name: cluster, namespace: default}
spec: {template: {spec: {identityRef: {name: openstack, cloudName: openstack}, apiServerLoadBalancer: {enabled: false}}}}
---
apiVersion: infrastructure.cluster.x-k8s.io/v1beta1
kind: OpenStackMachineTemplate
metadata: {name: machine, namespace: default}
spec: {template: {spec: {flavor: SCS-2V-4, image: {filter: {name: ubuntu-capi-image}}}}}
---
apiVersion: controlplane.cluster.x-k8s.io/v1beta2
kind: KubeadmControlPlaneTemplate
metadata: {name: control-plane, namespace: default}
spec: {template: {spec: {kubeadmConfigSpec: ${kubeadm}}}}
---
apiVersion: bootstrap.cluster.x-k8s.io/v1beta2
kind: KubeadmConfigTemplate
metadata: {name: worker, namespace: default}
spec: {template: {spec: {preKubeadmCommands: ["true"]}}}
---
apiVersion: cluster.x-k8s.io/v1beta2
kind: Cluster
metadata: {name: mine, namespace: default}
spec:
  topology:
    classRef: {name: small}
    version: v1.36.4
    controlPlane: {replicas: 3}
    workers: {machineDeployments: [{class: default-worker, name: md-0, replicas: 1}]}
`;
}

/** Selectors of patches. */
export const cluster =
  "selector: {apiVersion: infrastructure.cluster.x-k8s.io/v1beta1, kind: OpenStackClusterTemplate, matchResources: {infrastructureCluster: true}}";
export const controlPlane =
  "selector: {apiVersion: controlplane.cluster.x-k8s.io/v1beta2, kind: KubeadmControlPlaneTemplate, matchResources: {controlPlane: true}}";
export const machines =
  "selector: {apiVersion: infrastructure.cluster.x-k8s.io/v1beta1, kind: OpenStackMachineTemplate, matchResources: {controlPlane: true, machineDeploymentClass: {names: [default-worker]}}}";

/** One patch with one operation in flow style. */
export function patch(name: string, selector: string, operation: string, enabledIf = ""): string {
  const condition = enabledIf === "" ? "" : `enabledIf: '${enabledIf}', `;
  return `{name: ${name}, ${condition}definitions: [{${selector}, jsonPatches: [${operation}]}]}`;
}
