import type { ClassPatch, JsonPatch } from "../api/cluster-class.ts";

/**
 * Whether a patch only refuses Clusters: each of its values comes from a template that does nothing but call `fail`. Such a patch never writes, so that what it
 * reads changes no object, and its places do not matter.
 */
export function onlyRefuses({ definitions = [] }: ClassPatch): boolean {
  const operations = definitions.flatMap(({ jsonPatches }) => jsonPatches);
  return operations.length > 0 && operations.every(onlyFails);
}

const failsAtOnce = /^\s*\{\{-?\s*fail\s[^{}]*\}\}\s*$/;

function onlyFails({ valueFrom }: JsonPatch): boolean {
  return failsAtOnce.test(valueFrom?.template ?? "");
}
