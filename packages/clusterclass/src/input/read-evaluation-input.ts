import type { StageError } from "../api/errors.ts";
import { isObject, type Json, type JsonObject } from "../api/json.ts";
import { type EvaluationInput, type KubernetesObject, nameOf, templateKey } from "../api/objects.ts";
import { isKubeadmTemplate } from "./conversion/patches.ts";
import { type Converted, convertCluster, convertClusterClass, convertKubeadmTemplate, isOldVersion } from "./conversion/stack.ts";
import { inputError } from "./problem.ts";

/** What an evaluation works with; `input` is there if there are no errors. */
export interface EvaluationInputResult {
  input?: EvaluationInput;
  errors: StageError[];
}

/**
 * Sorts documents into one ClusterClass, templates, Clusters and CustomResourceDefinitions. Objects without a namespace are in `default`.
 * A ClusterClass of v1beta1 is converted to v1beta2 with the kubeadm templates of v1beta1 around it, and so is a Cluster; a class of v1beta2 that
 * names templates of v1beta1 is evaluated as it is written, as Cluster API does.
 */
export function readEvaluationInput(documents: readonly KubernetesObject[]): EvaluationInputResult {
  const sorted = sortDocuments(documents.map(inDefaultNamespace));
  const [found, ...others] = sorted.classes;
  if (!found || others.length > 0)
    return { errors: [inputError("wrongDocuments", `there are ${sorted.classes.length} ClusterClasses; exactly one is needed`)] };

  const clusterClass = isOldVersion(found) ? convertClusterClass(found) : unchanged(found);
  const wanted = writtenReferences(clusterClass.object.spec);
  const templates = sorted.templates.map((template) =>
    isOldVersion(template) && isKubeadmTemplate(template.kind) && isWanted(template, wanted)
      ? convertKubeadmTemplate(template)
      : unchanged(template),
  );
  const clusters = sorted.clusters.map((cluster) => (isOldVersion(cluster) ? convertCluster(cluster) : unchanged(cluster)));
  const all = [clusterClass, ...templates, ...clusters];
  const errors = all.flatMap((converted) => converted.errors);
  if (errors.length > 0) return { errors };
  return {
    errors,
    input: {
      clusterClass: clusterClass.object,
      templates: byKey(templates.map(({ object }) => object)),
      clusters: clusters.map(({ object }) => object),
      crds: sorted.crds,
      converted: all.flatMap(({ notes }) => notes),
    },
  };
}

/** A Cluster in the shape of v1beta2, converted where it has the older one; without a Cluster there are errors. */
export function readCluster(cluster: KubernetesObject): { cluster?: KubernetesObject; errors: StageError[] } {
  const { object, errors } = isOldVersion(cluster) ? convertCluster(cluster) : unchanged(cluster);
  return errors.length > 0 ? { errors } : { cluster: object, errors };
}

interface SortedDocuments {
  classes: KubernetesObject[];
  clusters: KubernetesObject[];
  templates: KubernetesObject[];
  crds: KubernetesObject[];
}

function sortDocuments(documents: readonly KubernetesObject[]): SortedDocuments {
  const sorted: SortedDocuments = { classes: [], clusters: [], templates: [], crds: [] };
  for (const document of documents) {
    const isCore = String(document.apiVersion ?? "").startsWith("cluster.x-k8s.io/");
    if (isCore && document.kind === "ClusterClass") sorted.classes.push(document);
    else if (isCore && document.kind === "Cluster") sorted.clusters.push(document);
    else if (document.kind === "CustomResourceDefinition") sorted.crds.push(document);
    else sorted.templates.push(document);
  }
  return sorted;
}

function inDefaultNamespace(object: KubernetesObject): KubernetesObject {
  const { metadata } = object;
  if (object.kind === "CustomResourceDefinition" || (metadata !== undefined && !isObject(metadata as Json))) return object;
  return metadata?.namespace ? object : { ...object, metadata: { ...metadata, namespace: "default" } };
}

function unchanged(object: KubernetesObject): Converted {
  return { object, notes: [], errors: [] };
}

/** A reference to a template; before admission the version may be anything. */
export interface WrittenReference extends JsonObject {
  kind: string;
  name: string;
}

/** The templates that a class of any API version names: `templateRef`, and `ref` in v1beta1. Before admission it may have any shape, so they are looked for anywhere. */
export function writtenReferences(value: Json | undefined): WrittenReference[] {
  const found: WrittenReference[] = [];
  collectReferences(value, found);
  return found;
}

function collectReferences(value: Json | undefined, found: WrittenReference[]): void {
  if (Array.isArray(value)) for (const item of value) collectReferences(item, found);
  else if (isObject(value)) {
    found.push(...[value["templateRef"], value["ref"]].filter(isReference));
    for (const item of Object.values(value)) collectReferences(item, found);
  }
}

function isReference(value: Json | undefined): value is WrittenReference {
  return isObject(value) && typeof value["kind"] === "string" && typeof value["name"] === "string";
}

function isWanted(template: KubernetesObject, wanted: readonly JsonObject[]): boolean {
  const newer = template.apiVersion.replace(/v1beta1$/, "v1beta2");
  const named = (apiVersion: string) =>
    wanted.some(
      (reference) => reference.apiVersion === apiVersion && reference.kind === template.kind && reference.name === nameOf(template),
    );
  return named(newer) && !named(template.apiVersion);
}

// Of two templates with one name the first counts.
function byKey(templates: readonly KubernetesObject[]): Map<string, KubernetesObject> {
  const result = new Map<string, KubernetesObject>();
  for (const template of templates) {
    const key = templateKey({ apiVersion: template.apiVersion, kind: template.kind, name: nameOf(template) });
    if (!result.has(key)) result.set(key, template);
  }
  return result;
}
