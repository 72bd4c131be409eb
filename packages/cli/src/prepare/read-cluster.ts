import { clusterSpec, type JsonObject } from "@cstack/clusterclass";
import type { ClusterOfUnit } from "@cstack/delivery";
import type { RenderedUnit } from "@cstack/generator";
import type { Diagnostic } from "@cstack/model";
import { clusterInFile } from "../cluster-in-file.ts";
import type { PrepareContext } from "./context.ts";

/** What a recipe sees of the Cluster in a file and of its unit, or why it cannot be prepared. */
export function readContext(
  path: string,
  rendered: RenderedUnit,
  inputs: Record<string, string>,
): { context?: PrepareContext; diagnostics: Diagnostic[] } {
  const { found, diagnostics } = clusterInFile(path, rendered);
  return found === undefined ? { diagnostics } : { context: contextOf(found, rendered, inputs), diagnostics };
}

function contextOf({ cluster, variables }: ClusterOfUnit, { unit }: RenderedUnit, inputs: Record<string, string>): PrepareContext {
  const { name = "", namespace = "default" } = cluster.metadata;
  return {
    cluster: { name, namespace, version: clusterSpec(cluster).topology?.version ?? "" },
    classVariables: unit.variables.map(({ name }) => name),
    variables,
    inputs,
    steps: {},
    kubernetes: asJsonObject(unit.kubernetes),
    facts: asJsonObject({ nodeImage: unit.nodeImage ?? null }),
  };
}

/** Facts are JSON already; the copy drops members that are undefined. */
function asJsonObject(facts: object): JsonObject {
  return JSON.parse(JSON.stringify(facts)) as JsonObject;
}
