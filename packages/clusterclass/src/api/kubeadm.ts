import type { IntOrString, MachineTaint, Naming, TemplateMetadata } from "./cluster-class.ts";
import type { JsonObject } from "./json.ts";

/** A secret that a file or a password comes from. */
export interface SecretSource {
  secret?: { name?: string; key?: string };
}

export interface KubeadmFile {
  path: string;
  content?: string;
  contentFrom?: SecretSource;
  encoding?: string;
}

export interface KubeadmUser {
  name: string;
  inactive?: boolean;
  passwd?: string;
  passwdFrom?: SecretSource;
}

export interface DiskSetup {
  partitions?: { tableType?: string; diskLayout?: { percentage?: number }[] }[];
  filesystems?: { replaceFS?: string; partition?: string }[];
}

export interface ClusterConfiguration {
  certificateValidityPeriodDays?: number;
  caCertificateValidityPeriodDays?: number;
  dns?: { imageTag?: string };
  etcd?: { local?: { imageTag?: string } & JsonObject; external?: JsonObject };
}

/** A KubeadmConfigSpec (bootstrap.cluster.x-k8s.io/v1beta2), as far as rules read it. */
export interface KubeadmConfigSpec {
  format?: string;
  files?: KubeadmFile[];
  users?: KubeadmUser[];
  ignition?: JsonObject;
  bootCommands?: string[];
  diskSetup?: DiskSetup;
  clusterConfiguration?: ClusterConfiguration;
  initConfiguration?: { timeouts?: { controlPlaneComponentHealthCheckSeconds?: number } };
  joinConfiguration?: {
    timeouts?: { controlPlaneComponentHealthCheckSeconds?: number };
    discovery?: { file?: { kubeConfig?: { user?: { authProvider?: JsonObject; exec?: JsonObject } } } };
  };
}

/** `spec` of a KubeadmControlPlane, and `spec.template.spec` of its template, which has no replicas, no version and no machines. */
export interface KubeadmControlPlaneSpec {
  replicas?: number;
  version?: string;
  kubeadmConfigSpec?: KubeadmConfigSpec;
  machineNaming?: Naming;
  machineTemplate?: {
    metadata?: TemplateMetadata;
    spec?: { infrastructureRef?: { apiGroup?: string; kind?: string; name?: string }; taints?: MachineTaint[] };
  };
  rollout?: { before?: { certificatesExpiryDays?: number }; strategy?: { type?: string; rollingUpdate?: { maxSurge?: IntOrString } } };
}
