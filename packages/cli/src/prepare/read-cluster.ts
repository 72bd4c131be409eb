import { clusterSpec, defaultVariables, type JsonObject, type KubernetesObject } from "@cstack/clusterclass";
import { inNamespace, type RenderedUnit } from "@cstack/generator";
import { type Diagnostic, problem } from "@cstack/model";
import { readManifests } from "../manifests.ts";
import type { PrepareContext } from "./context.ts";

/** What a recipe sees of the Cluster in a file and of its unit, or why it cannot be prepared. */
export function readContext(
  path: string,
  rendered: RenderedUnit,
  inputs: Record<string, string>,
): { context?: PrepareContext; diagnostics: Diagnostic[] } {
  const { clusters, errors } = readManifests(path);
  const refused = (message: string): { diagnostics: Diagnostic[] } => ({ diagnostics: [problem("CS7107", { file: path }, message)] });
  const [first] = errors;
  if (first !== undefined) return refused(`It cannot be read: ${first.message}.`);
  const [cluster, ...others] = clusters;
  if (cluster === undefined || others.length > 0) return refused(`It holds ${clusters.length} Clusters.`);
  const { topology } = clusterSpec(cluster);
  if (topology === undefined) return refused("The Cluster has no topology.");
  const version = `v${rendered.unit.kubernetes.version}`;
  if (topology.version !== version)
    return refused(`The Cluster has Kubernetes ${topology.version}, and ${rendered.unit.id} is for ${version}.`);
  const { variables, errors: wrong } = defaultVariables(inNamespace(rendered.clusterClass), cluster);
  if (wrong.length > 0)
    return { diagnostics: wrong.map(({ field, message }) => problem("CS7107", { file: path }, `${field}: ${message}`)) };
  return { context: contextOf(cluster, rendered, variables, inputs), diagnostics: [] };
}

function contextOf(
  cluster: KubernetesObject,
  { unit }: RenderedUnit,
  variables: JsonObject,
  inputs: Record<string, string>,
): PrepareContext {
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
