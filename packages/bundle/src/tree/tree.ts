/**
 * A cluster stack's source directory in memory: regular files by path relative to its root, with forward slashes, links already
 * followed. Layout as csctl v0.0.5 expects it: csctl.yaml, cluster-class/, cluster-addon/ and either clusteraddon.yaml or
 * cluster-addon-values.yaml.
 */
export interface Tree {
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** The files below a directory of the tree, by path relative to that directory. */
export function filesBelow<T>(files: ReadonlyMap<string, T>, directory: string): Map<string, T> {
  const prefix = `${directory}/`;
  const below = [...files].filter(([path]) => path.startsWith(prefix));
  return new Map(below.map(([path, content]) => [path.slice(prefix.length), content]));
}

/** The first parts of the paths that have more than one: the directories that stand directly in a map of files. */
export function topDirectories(files: ReadonlyMap<string, unknown>): Set<string> {
  const nested = [...files.keys()].filter((path) => path.includes("/"));
  return new Set(nested.map((path) => path.slice(0, path.indexOf("/"))));
}

/** The text of a file; bytes that are no UTF-8 become replacement characters. */
export function textOf(content: Uint8Array): string {
  return Buffer.from(content).toString("utf8");
}
