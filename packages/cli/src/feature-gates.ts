import { defaultFeatureGates, type FeatureGates } from "@cstack/clusterclass";
import { nearestFirst } from "@cstack/model";
import { usageFailure } from "./failure.ts";

/** Reads `Name=true,Other=false` as Kubernetes components write their gates; only gates that a rule depends on are known. */
export function parseFeatureGates(text: string | undefined): Partial<FeatureGates> {
  const gates: Partial<FeatureGates> = {};
  for (const part of (text ?? "").split(",").filter((item) => item.trim() !== "")) {
    const [, name = "", value] = /^\s*([^=]+?)\s*=\s*(true|false)\s*$/.exec(part) ?? [];
    if (value === undefined) throw usageFailure(`A feature gate is written Name=true or Name=false, not "${part}".`);
    if (!isGate(name)) {
      const known = nearestFirst(name, Object.keys(defaultFeatureGates)).join(", ");
      throw usageFailure(`No rule depends on a feature gate "${name}". Known: ${known}.`);
    }
    gates[name] = value === "true";
  }
  return gates;
}

function isGate(name: string): name is keyof FeatureGates {
  return Object.hasOwn(defaultFeatureGates, name);
}
