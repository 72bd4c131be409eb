import type { Evaluation } from "../plan/evaluate-cluster.ts";
import { explainPath, type Origin } from "../plan/explain.ts";

/**
 * What of a class made the value at a field of a planned object: patches with their variables, or the template. A field that is missing is
 * explained by what its nearest existing parent comes from.
 */
export function originsOf(evaluation: Evaluation, role: string, field: string): Origin[] {
  const distinct = new Map<string, Origin>();
  for (let path = field; ; path = parentOf(path)) {
    for (const { origin } of explainPath(evaluation, role, path)) distinct.set(JSON.stringify(origin), origin);
    if (distinct.size > 0 || path === "") return withPatchesFirst([...distinct.values()]);
  }
}

/** Patches are what a reader can change most easily; what Cluster API sets itself is of interest only when nothing else is there. */
function withPatchesFirst(origins: Origin[]): Origin[] {
  const patches = origins.filter(({ from }) => from === "patch");
  if (patches.length > 0) return patches;
  const templates = origins.filter(({ from }) => from === "template");
  return templates.length > 0 ? templates : origins;
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("."), path.lastIndexOf("[")));
}
