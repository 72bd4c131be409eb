import { failed } from "../../api/fields.ts";
import { isObject, type Json } from "../../api/json.ts";
import type { KubernetesObject } from "../../api/objects.ts";
import { finding, type JudgementFinding } from "../finding.ts";
import { classItems } from "./class-items.ts";
import { type ClassModel, variablesOf } from "./class-model.ts";
import { patchReads } from "./reads.ts";
import { runPatches } from "./run-patches.ts";

/**
 * Patches of machines that read the version of the Cluster (CC-J16): it changes at the start of an upgrade, while control plane and workers take
 * the new version one after the other.
 */
export function judgeVersionReads({ patches }: ClassModel): JudgementFinding[] {
  return patches.flatMap((patch, index) => {
    const ofMachines = patch.definitions.some(({ selector: { matchResources } }) => matchResources.infrastructureCluster !== true);
    const reads = patchReads(patch).some((path) => path.join(".") === "builtin.cluster.topology.version");
    if (!ofMachines || !reads) return [];
    const message = `patch ${patch.name} gives machines the version of the Cluster, which they do not have yet during an upgrade`;
    return [finding("CC-J16", `spec.patches[${index}]`, message)];
  });
}

/**
 * Texts in machine templates that name a Kubernetes version and stay the same for machines of another version (CC-J17): seen by running all
 * patches, with the usual values, for two versions.
 */
export function judgeMachineImages(model: ClassModel, templates: ReadonlyMap<string, KubernetesObject>): JudgementFinding[] {
  const [now, later] = ["v1.30.0", "v1.31.0"].map((version) => versionTexts(model, templates, version));
  const found = [...now!].filter(([key, text]) => later!.get(key) === text);
  return found.map(([key, text]) => {
    const [subject, field] = key.split("\n") as [string, string];
    return finding("CC-J17", field, `${JSON.stringify(text)} is the same for machines of any Kubernetes version`, { subject });
  });
}

const kubernetesVersion = /\bv?1\.(1[5-9]|[2-9]\d)\.\d+\b/;

/** Texts with a Kubernetes version in the machine templates of an imagined Cluster, by template and field. */
function versionTexts(model: ClassModel, templates: ReadonlyMap<string, KubernetesObject>, version: string): Map<string, string> {
  const texts = new Map<string, string>();
  for (const item of classItems(model.spec, templates, version)) {
    if (item.role !== "controlPlaneMachineTemplate" && !item.role.endsWith("/infrastructure")) continue;
    const { result } = runPatches(item, model.patches, variablesOf(model, item, {}));
    if (failed(result)) continue;
    collect(result["spec"] ?? null, "spec", (field, text) => texts.set(`${item.subject}\n${field}`, text));
  }
  return texts;
}

function collect(value: Json, field: string, found: (field: string, text: string) => void): void {
  if (typeof value === "string" && kubernetesVersion.test(value)) found(field, value);
  if (Array.isArray(value)) for (const [index, item] of value.entries()) collect(item, `${field}[${index}]`, found);
  if (isObject(value)) for (const [name, item] of Object.entries(value)) collect(item, `${field}.${name}`, found);
}
