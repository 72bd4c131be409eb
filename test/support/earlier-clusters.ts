import { asObject, type Json, type KubernetesObject } from "@cstack/clusterclass";
import type { Way } from "@cstack/release";

/** A Cluster of upstream's stacks as somebody may have written it, and what is said of its migration. */
export interface EarlierCluster {
  /** Id of the migration, in the stack of the unit. */
  migration: string;
  unit: string;
  className: string;
  version: string;
  apiVersion: "v1beta1" | "v1beta2";
  workerClass: string;
  variables: Record<string, Json>;
  way: Way;
  /** Variables of the new Cluster, all of them. */
  becomes: Record<string, Json>;
}

const external = "ebfe5546-f09f-4f42-ab54-094e457d42ec";
const network = "0a1b2c3d-0000-4000-8000-1234567890ab";
const keptByAll = { exposeComponentMetrics: true, metadataBlock: false };

export const earlierClusters: readonly EarlierCluster[] = [
  {
    migration: "openstack-scs",
    unit: "openstack-scs-1-35",
    className: "openstack-scs-1-32-v1",
    version: "v1.32.3",
    apiVersion: "v1beta1",
    workerClass: "default-worker",
    variables: {
      external_id: external,
      worker_flavor: "SCS-4V-16",
      secret_name: "my-cloud",
      oidc_config: { client_id: "kubernetes", issuer_url: "https://id.example.com", username_prefix: "-" },
      network_mtu: 1400,
    },
    way: "stepwise",
    becomes: {
      networkExternalID: external,
      workerFlavor: "SCS-4V-16",
      identityRef: { name: "my-cloud", cloudName: "openstack" },
      oidcConfig: { clientID: "kubernetes", issuerURL: "https://id.example.com", usernamePrefix: "-" },
      networkMTU: 1400,
      controlPlaneFlavor: "SCS-2V-4-20s",
      controlPlaneRootDisk: 0,
      workerRootDisk: 25,
      apiServerLoadBalancer: "octavia-amphora",
      workloadLoadBalancer: "octavia-amphora",
      dnsNameservers: ["5.1.66.255", "185.150.99.255"],
      ...keptByAll,
    },
  },
  {
    migration: "openstack-scs2",
    unit: "openstack-scs-1-35",
    className: "openstack-scs2-1-34-v2",
    version: "v1.34.7",
    apiVersion: "v1beta2",
    workerClass: "default-worker",
    variables: {
      identityRef: { name: "my-cloud", cloudName: "my-cloud" },
      securityGroups: ["allow-ssh"],
      securityGroupIDs: ["9ae2f488-30a3-4629-bd51-07acb8eb4278"],
      controlPlaneRootDisk: 0,
    },
    way: "in place after an operator step",
    becomes: {
      identityRef: { name: "my-cloud", cloudName: "my-cloud" },
      securityGroupIDs: ["9ae2f488-30a3-4629-bd51-07acb8eb4278"],
      controlPlaneRootDisk: 0,
      workloadLoadBalancer: "octavia-amphora",
      ...keptByAll,
    },
  },
  {
    migration: "openstack-alpha",
    unit: "openstack-scs-1-35",
    className: "openstack-alpha-1-29-v3",
    version: "v1.29.3",
    apiVersion: "v1beta1",
    workerClass: "openstack-alpha-1-29-v3",
    variables: { controller_root_disk: 20, openstack_loadbalancer_apiserver_provider: "ovn", restrict_kubeapi: ["203.0.113.0/24"] },
    way: "stepwise",
    becomes: {
      controlPlaneRootDisk: 20,
      apiServerLoadBalancer: "octavia-ovn",
      apiServerLoadBalancerOctaviaAmphoraAllowedCIDRs: ["203.0.113.0/24"],
      networkExternalID: external,
      dnsNameservers: ["5.1.66.255", "185.150.99.255"],
      controlPlaneFlavor: "SCS-2V-4-20",
      workerFlavor: "SCS-2V-4-20",
      workerRootDisk: 0,
      workloadLoadBalancer: "octavia-amphora",
      ...keptByAll,
    },
  },
  {
    migration: "openstack-wooctavia",
    unit: "openstack-wooctavia-1-35",
    className: "openstack-wooctavia-1-27-v1",
    version: "v1.27.12",
    apiVersion: "v1beta1",
    workerClass: "openstack-wooctavia-1-27-v1",
    variables: {
      network_id: network,
      apiserver_virtual_ip: "10.8.0.10",
      apiserver_public_ip: "203.0.113.10",
      yawol_flavor_id: "2b1f3c9e-6d0b-4c8e-9a43-5d0f4ad0c001",
      yawol_image_id: "2b1f3c9e-6d0b-4c8e-9a43-5d0f4ad0c002",
    },
    way: "re-create",
    becomes: {
      networkID: network,
      apiServerFixedIP: "10.8.0.10",
      apiServerFloatingIP: "203.0.113.10",
      yawolFlavorID: "2b1f3c9e-6d0b-4c8e-9a43-5d0f4ad0c001",
      yawolImageID: "2b1f3c9e-6d0b-4c8e-9a43-5d0f4ad0c002",
      networkExternalID: external,
      controlPlaneFlavor: "SCS-2V-4-20",
      workerFlavor: "SCS-2V-4-20",
      controlPlaneRootDisk: 0,
      workerRootDisk: 0,
      workloadLoadBalancer: "yawol",
      ...keptByAll,
    },
  },
  {
    migration: "kubevirt-alpha",
    unit: "kubevirt-scs-1-35",
    className: "kubevirt-alpha-1-29-v1",
    version: "v1.29.5",
    apiVersion: "v1beta1",
    workerClass: "default-worker",
    variables: { csi_driver: true },
    way: "re-create",
    becomes: {
      csiDriver: "kubevirt-csi",
      nodeImageRepository: "quay.io/capk/ubuntu-2204-container-disk",
      workerCores: 2,
      workerMemory: "4Gi",
    },
  },
  {
    migration: "docker-scs",
    unit: "docker-scs-1-35",
    className: "docker-scs-1-30-v1",
    version: "v1.30.10",
    apiVersion: "v1beta1",
    workerClass: "default-worker",
    variables: { imageRepository: "registry.example.com/kubernetes" },
    way: "re-create",
    becomes: { imageRepository: "registry.example.com/kubernetes" },
  },
];

/** The manifest, in the API version that the Cluster has. */
export function manifestOf({ className, version, apiVersion, workerClass, variables }: EarlierCluster, name: string): KubernetesObject {
  const reference = apiVersion === "v1beta1" ? { class: className } : { classRef: { name: className } };
  const values = Object.entries(variables).map(([variable, value]) => ({ name: variable, value }));
  const workers = { machineDeployments: [{ class: workerClass, name: "pool", replicas: 3 }] };
  const topology = { ...reference, version, controlPlane: { replicas: 3 }, workers, variables: values };
  return asObject({ apiVersion: `cluster.x-k8s.io/${apiVersion}`, kind: "Cluster", metadata: { name }, spec: { topology } });
}
