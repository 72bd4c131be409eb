import { isObject, type Json } from "@cstack/clusterclass";
import type { ClusterPath, PathStep } from "./cluster-path.ts";

/** The value at a path of a Cluster, or undefined. */
export function valueAtPath(cluster: Json | undefined, path: ClusterPath): Json | undefined {
  return path.reduce<Json | undefined>(childAt, cluster);
}

function childAt(value: Json | undefined, step: PathStep): Json | undefined {
  if (Array.isArray(value)) {
    if (typeof step === "number") return value[step];
    return typeof step === "object" && "name" in step ? value.find((item) => isObject(item) && item["name"] === step.name) : undefined;
  }
  const key = typeof step === "object" && "key" in step ? step.key : step;
  return typeof key === "string" && isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}
