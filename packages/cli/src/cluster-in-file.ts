import { type ClusterOfUnit, clusterOfUnit } from "@cstack/delivery";
import { inNamespace, type RenderedUnit } from "@cstack/generator";
import type { Diagnostic } from "@cstack/model";
import { readManifests } from "./manifests.ts";

/** The one Cluster of a unit in a file, or why there is none (CS7107). */
export function clusterInFile(path: string, { unit, clusterClass }: RenderedUnit): { found?: ClusterOfUnit; diagnostics: Diagnostic[] } {
  const { clusters, others, classes, errors } = readManifests(path);
  const held = { id: unit.id, kubernetes: unit.kubernetes.version, clusterClass: inNamespace(clusterClass) };
  return clusterOfUnit(path, { clusters, others: [...classes, ...others], errors }, held);
}
