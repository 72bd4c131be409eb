import { type Failure, failed } from "../api/fields.ts";
import type { JsonObject } from "../api/json.ts";
import { compileTemplate } from "../patches/template.ts";
import { randomPart } from "./well-known.ts";

const longest = 63;
const longestBase = longest - randomPart.length;

/** What naming templates can read, besides `random`. */
export interface NamingData {
  cluster: { name: string };
  machineDeployment?: { topologyName: string };
  machinePool?: { topologyName: string };
}

/** A base and a random part, the base cut at 58 characters. Source: Cluster API v1.14.0, internal/topology/names/names.go. */
export function simpleName(base: string): string {
  return base.slice(0, longestBase) + randomPart;
}

/**
 * The name that a naming template of a class gives; without a template the default one, `<cluster>[-<topology>]-<random>`.
 * Naming templates know no sprig functions, and reading what does not exist is an error.
 */
export function templatedName(template: string | undefined, data: NamingData): string | Failure {
  const topology = data.machineDeployment?.topologyName ?? data.machinePool?.topologyName;
  if (!template) return shortened([data.cluster.name, topology, randomPart].filter((part) => part !== undefined).join("-"));
  const compiled = compileTemplate(template, { functions: "none", missingKey: "error" });
  if (failed(compiled)) return compiled;
  const text = compiled.render({ ...data, random: randomPart } as unknown as JsonObject);
  return failed(text) ? text : shortened(text);
}

function shortened(name: string): string {
  return name.length > longest ? name.slice(0, longestBase) + randomPart : name;
}
