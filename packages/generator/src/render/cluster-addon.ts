import type { Unit, UnitAddon } from "../resolve/unit.ts";
import { byOperator } from "./addon-charts.ts";

/** Hooks of the Cluster Stack Operator that do something; it ignores others silently. */
const stages = ["AfterControlPlaneInitialized", "BeforeClusterUpgrade"] as const;

/**
 * clusteraddon.yaml. Both stages list all addons: the operator compares old and new objects by the newest list, and an addon that stands
 * in only one of them would be forgotten on upgrade. Source: cluster-stack-operator b3680fb, pkg/clusteraddon/clusteraddon.go.
 */
export function clusterAddonFile(unit: Unit): unknown {
  const entries = unit.addons.filter(byOperator).map(stageEntry);
  return {
    apiVersion: "clusteraddonconfig.x-k8s.io/v1alpha1",
    clusterAddonVersion: "clusteraddons.clusterstack.x-k8s.io/v1alpha1",
    addonStages: Object.fromEntries(stages.map((stage) => [stage, structuredClone(entries)])),
  };
}

/** Only what is on in every cluster is waited for: the operator would wait for ever for objects that "off" lacks. */
function stageEntry({ addon, switch: own }: UnitAddon): unknown {
  const { id, ready } = addon.data;
  if (ready === undefined || own !== undefined) return { name: id, action: "apply" };
  return { name: id, action: "apply", waitForPostCondition: { objects: ready.objects, conditions: ready.conditions } };
}
