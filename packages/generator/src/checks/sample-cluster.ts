import { type EvaluationInput, type JsonObject, type KubernetesObject, templateKey } from "@cstack/clusterclass";
import type { KubernetesManifest } from "../render/class-templates.ts";
import type { RenderedUnit } from "../render/render-unit.ts";

/**
 * The class of a unit and its sample Cluster with the given variables: input for the plan engine. Of the sample's own variables only those stay
 * that the class requires, so that everything else has its default.
 */
export function sampleWith(rendered: RenderedUnit, variables: Readonly<Record<string, unknown>>): EvaluationInput {
  const { clusterClass, templates } = classInput(rendered);
  const cluster = structuredClone(rendered.sample.at(-1)) as KubernetesObject & { spec: { topology: { variables?: JsonObject[] } } };
  const { topology } = cluster.spec;
  const own = Object.entries(variables).map(([name, value]) => ({ name, value }) as JsonObject);
  const required = new Set(rendered.unit.variables.filter((variable) => variable.required).map(({ name }) => name));
  const kept = (topology.variables ?? []).filter(({ name }) => required.has(String(name)) && !Object.hasOwn(variables, String(name)));
  delete topology.variables;
  if (kept.length + own.length > 0) topology.variables = [...kept, ...own];
  return { clusterClass, templates, clusters: [inNamespace(cluster)], crds: [], converted: [] };
}

const inputs = new WeakMap<RenderedUnit, Pick<EvaluationInput, "clusterClass" | "templates">>();

/** The same objects for every Cluster of a unit, so that the engine prepares the class once. */
function classInput(rendered: RenderedUnit): Pick<EvaluationInput, "clusterClass" | "templates"> {
  const known = inputs.get(rendered) ?? {
    clusterClass: inNamespace(rendered.clusterClass),
    templates: new Map(rendered.templates.map((template) => [keyOf(template), inNamespace(template)])),
  };
  inputs.set(rendered, known);
  return known;
}

/** Bundles name no namespace: it is that of whoever applies them. */
export function inNamespace(object: unknown): KubernetesObject {
  const { metadata, ...rest } = object as KubernetesObject;
  return { ...rest, metadata: { ...metadata, namespace: "default" } } as KubernetesObject;
}

function keyOf({ apiVersion, kind, metadata: { name } }: KubernetesManifest): string {
  return templateKey({ apiVersion, kind, name });
}
