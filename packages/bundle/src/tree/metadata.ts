import { stringify } from "yaml";
import type { ReleaseVersions } from "./template-tags.ts";

/**
 * metadata.yaml as csctl writes it, byte for byte (v0.0.5, pkg/clusterstack/metadata.go; four blanks of indentation).
 * `nodeImage` always stands there: csctl may leave it out, and then the operator cannot read the release.
 */
export function formatMetadata(versions: ReleaseVersions, kubernetesVersion: string): string {
  const metadata = {
    apiVersion: "metadata.clusterstack.x-k8s.io/v1alpha1",
    versions: {
      clusterStack: versions.clusterStack,
      kubernetes: kubernetesVersion,
      components: { clusterAddon: versions.clusterAddon, nodeImage: versions.nodeImage },
    },
  };
  return stringify(metadata, { indent: 4, lineWidth: 0 });
}
