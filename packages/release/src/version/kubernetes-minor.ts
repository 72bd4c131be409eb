/** The minor of a Kubernetes version as a number: 35 of `v1.35.8` and of `1.35`; undefined for what is no version of Kubernetes 1. */
export function kubernetesMinor(version: string): number | undefined {
  const [, minor] = /^v?1\.(\d+)/.exec(version) ?? [];
  return minor === undefined ? undefined : Number(minor);
}
