import type { Unit } from "@cstack/generator";
import type { ReleaseVersion } from "@cstack/release";
import { dotForm } from "@cstack/release";

/**
 * metadata.yaml. The operator refuses a release without nodeImage, compares `kubernetes` literally with a Cluster's version, and wants all
 * versions in dot form. Source: cluster-stack-operator b3680fb, pkg/release/release.go, and csctl 66dc97a, pkg/clusterstack/metadata.go.
 */
export function releaseMetadata(unit: Unit, version: ReleaseVersion): unknown {
  const text = dotForm(version);
  return {
    apiVersion: "metadata.clusterstack.x-k8s.io/v1alpha1",
    versions: {
      clusterStack: text,
      kubernetes: `v${unit.kubernetes.version}`,
      components: { clusterAddon: text, nodeImage: text },
    },
  };
}

/**
 * clusterstack.yaml: what a CSP applies for the operator. Versions are listed, not subscribed to: the operator cannot follow other channels
 * than stable, and a new release should reach a management cluster only when somebody says so.
 */
export function clusterStackObject(unit: Unit, version: ReleaseVersion): unknown {
  const { provider, stack } = unit;
  return {
    apiVersion: "clusterstack.x-k8s.io/v1alpha1",
    kind: "ClusterStack",
    metadata: { name: unit.id },
    spec: {
      provider: provider.data.id,
      name: stack.data.id,
      kubernetesVersion: unit.minor,
      channel: version.channel === "stable" ? "stable" : "custom",
      autoSubscribe: false,
      noProvider: provider.data.clusterStack?.noProvider ?? true,
      versions: [dotForm(version)],
    },
  };
}
