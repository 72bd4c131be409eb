import type { PlanCase } from "../differential/generate/cluster.ts";

/** The objects of a case in the order of a file. */
export function manifests({ clusterClass, templates, cluster, previous, crd }: PlanCase): unknown[] {
  return [clusterClass, ...templates, crd, previous, cluster].filter((object) => object !== undefined);
}

/** Block YAML, so that damage changes indentation and not only brackets; texts stand in quotes. */
export function yamlOf(objects: readonly unknown[]): string {
  return objects.map((object) => `${block(object, "")}\n`).join("---\n");
}

/** The same as JSON, which is read faster. */
export function jsonOf(objects: readonly unknown[]): string {
  return objects.map((object) => JSON.stringify(object)).join("\n---\n");
}

function block(value: unknown, indent: string): string {
  if (typeof value !== "object" || value === null || Object.keys(value).length === 0) return JSON.stringify(value);
  if (Array.isArray(value)) return value.map((item) => `\n${indent}- ${block(item, `${indent}  `).trimStart()}`).join("");
  return Object.entries(value)
    .map(([name, member]) => `\n${indent}${name}: ${block(member, `${indent}  `)}`)
    .join("");
}
