import type { MatchResources, PatchSelector } from "../api/cluster-class.ts";
import type { PatchItem } from "./patch-item.ts";

/**
 * True if a definition applies to an item: apiVersion and kind are compared literally, then one true branch is enough.
 * Source: Cluster API v1.14.0, patches/inline/json_patch_generator.go, matchesSelector.
 */
export function matchesSelector(item: Pick<PatchItem, "template" | "holder" | "className">, selector: PatchSelector): boolean {
  if (item.template["apiVersion"] !== selector.apiVersion || item.template["kind"] !== selector.kind) return false;
  return matchesHolder(item, selector.matchResources);
}

function matchesHolder({ holder, className }: Pick<PatchItem, "holder" | "className">, match: MatchResources): boolean {
  switch (holder) {
    case "infrastructureCluster":
      return match.infrastructureCluster === true;
    case "controlPlane":
    case "controlPlaneMachine":
      return match.controlPlane === true;
    case "machineDeployment":
      return matchesClass(className, match.machineDeploymentClass?.names);
    case "machinePool":
      return matchesClass(className, match.machinePoolClass?.names);
  }
}

function matchesClass(className = "", names: readonly string[] = []): boolean {
  return names.some((name) => matchesClassName(className, name));
}

/** A class name against an entry of `names`: exact, `*`, `prefix*` or `*suffix`. */
export function matchesClassName(className: string, pattern: string): boolean {
  if (pattern === "*" || pattern === className) return true;
  if (pattern.startsWith("*") && className.endsWith(pattern.slice(1))) return true;
  return pattern.endsWith("*") && className.startsWith(pattern.slice(0, -1));
}
