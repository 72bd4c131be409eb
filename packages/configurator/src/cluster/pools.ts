import { clusterClassSpec, isObject, type JsonObject, type KubernetesObject } from "@cstack/clusterclass";
import { paths } from "./cluster-path.ts";
import { valueAtPath } from "./value-at.ts";

/** Names of the pools of a Cluster, in its order. */
export function poolsOf(cluster: JsonObject | null): string[] {
  const pools = valueAtPath(cluster ?? undefined, paths.pools);
  return (Array.isArray(pools) ? pools : []).flatMap((pool) => (isObject(pool) && typeof pool["name"] === "string" ? [pool["name"]] : []));
}

/** A name that no pool has yet. */
export function unusedPoolName(pools: readonly string[]): string {
  let number = pools.length + 1;
  while (pools.includes(`pool-${number}`)) number++;
  return `pool-${number}`;
}

/** The worker classes that a pool can be of. */
export function workerClassesOf(manifests: readonly KubernetesObject[]): string[] {
  const found = manifests.find(({ kind }) => kind === "ClusterClass");
  return found === undefined ? [] : (clusterClassSpec(found).workers?.machineDeployments ?? []).map((worker) => worker.class);
}

/** Names of the variables that a place gives values of its own. */
export function namesAt(cluster: JsonObject | null, path: Parameters<typeof valueAtPath>[1]): string[] {
  const list = valueAtPath(cluster ?? undefined, path);
  return (Array.isArray(list) ? list : []).flatMap((item) => (isObject(item) && typeof item["name"] === "string" ? [item["name"]] : []));
}
