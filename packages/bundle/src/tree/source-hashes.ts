import { directoryHash, fileHash } from "../hash/index.ts";
import { filesBelow, type Tree } from "./tree.ts";

export const VALUES_FILE = "cluster-addon-values.yaml";
export const ADDON_FILE = "clusteraddon.yaml";

/** The content of hashes.json, in its order of keys. All hashes are over the source, before tags are filled in. */
export interface SourceHashes {
  /** Over the whole tree. */
  readonly clusterStack: string;
  /** Over cluster-addon/; empty without one. */
  readonly clusterAddonDir: string;
  /** Of cluster-addon-values.yaml; empty without one. */
  readonly clusterAddonValues: string;
  /** Over node-image/ (singular; csctl never releases it); absent without one. */
  readonly nodeImageDir?: string;
}

export function hashTree(tree: Tree): SourceHashes {
  const addons = filesBelow(tree.files, "cluster-addon");
  const values = tree.files.get(VALUES_FILE);
  const nodeImage = filesBelow(tree.files, "node-image");
  return {
    clusterStack: directoryHash(tree.files),
    clusterAddonDir: addons.size === 0 ? "" : directoryHash(addons),
    clusterAddonValues: values ? fileHash(values) : "",
    ...(nodeImage.size > 0 && { nodeImageDir: directoryHash(nodeImage) }),
  };
}

/** hashes.json as csctl writes it: two blanks of indentation, no newline at the end. */
export function formatHashes(hashes: SourceHashes): string {
  return JSON.stringify(hashes, null, 2);
}
