import { versionFault } from "./release-name.ts";

/**
 * Versions of cluster stack releases. They have two notations: with a dot inside files and class names (`v0-sha.abcdefg`), with a dash in
 * release names, tags and object names (`v0-sha-abcdefg`). Stable versions look the same in both.
 * Source: cluster-stack-operator b3680fb, pkg/version/version.go.
 */
export interface ReleaseVersion {
  major: number;
  /** `stable`, or the word between dash and dot. */
  channel: string;
  patch: string | undefined;
}

/** Parses the dot notation; undefined where the operator, Helm or Kubernetes object names would not take it. */
export function parseVersion(text: string): ReleaseVersion | undefined {
  if (versionFault(text) !== undefined) return undefined;
  const [number = "", channel = "stable", patch] = text.split(/[-.]/);
  return { major: Number(number.slice(1)), channel, patch };
}

export function dotForm({ major, channel, patch }: ReleaseVersion): string {
  return patch === undefined ? `v${major}` : `v${major}-${channel}.${patch}`;
}

export function dashForm(version: ReleaseVersion): string {
  return dotForm(version).replace(".", "-");
}

/** The version of hash mode: the first characters of the content hash, more than seven where Helm would read a number with a leading zero. */
export function hashVersion(contentHash: string): ReleaseVersion {
  let length = 7;
  while (/^0\d+$/.test(contentHash.slice(0, length)) && length < contentHash.length) length++;
  return { major: 0, channel: "sha", patch: contentHash.slice(0, length) };
}
