import { clusterSchema } from "../../../schemas/cluster.gen.ts";
import { clusterClassSchema } from "../../../schemas/clusterclass.gen.ts";
import { kubeadmConfigTemplateSchema } from "../../../schemas/kubeadmconfigtemplate.gen.ts";
import { kubeadmControlPlaneTemplateSchema } from "../../../schemas/kubeadmcontrolplanetemplate.gen.ts";
import type { StageError } from "../../api/errors.ts";
import { isObject, type Json, type JsonObject } from "../../api/json.ts";
import { asJson, asObject, type KubernetesObject, nameOf } from "../../api/objects.ts";
import type { StructuralSchema } from "../../schema/structural-schema.ts";
import { inputError } from "../problem.ts";
import { convertClusterSpec, droppedClusterFields } from "./cluster.ts";
import { convertClusterClassSpec } from "./cluster-class.ts";
import { eachItem, objectOf, withoutEmptyFields } from "./fields.ts";
import { convertKubeadmPatch, convertKubeadmTemplateSpec, isKubeadmTemplate } from "./patches.ts";

/** An object in v1beta2, with notes of what was done and what could not be done. */
export interface Converted {
  object: KubernetesObject;
  notes: string[];
  errors: StageError[];
}

/** True for an object of Cluster API's own groups in version v1beta1. */
export function isOldVersion(object: KubernetesObject): boolean {
  return /(^|\.)cluster\.x-k8s\.io\/v1beta1$/.test(object.apiVersion ?? "") && !object.apiVersion.startsWith("infrastructure.");
}

/** A ClusterClass of v1beta1 as v1beta2, with the kubeadm templates that it names and the paths of patches for them. */
export function convertClusterClass(clusterClass: KubernetesObject): Converted {
  const spec = withNewerReferences(convertClusterClassSpec(objectOf(clusterClass.spec)));
  const notes = [noteOf(clusterClass)];
  const errors: StageError[] = [];
  const patches = convertPatches(spec["patches"], notes, errors);
  const converted = patches === undefined ? spec : { ...spec, patches };
  return { object: inNewVersion(clusterClass, converted, clusterClassSchema), notes, errors };
}

/** A Cluster of v1beta1 as v1beta2. */
export function convertCluster(cluster: KubernetesObject): Converted {
  const dropped = droppedClusterFields(objectOf(cluster.spec)).map(
    (field) => `Cluster ${nameOf(cluster)}: ${field} has no effect in v1beta2 and is left out`,
  );
  return {
    object: inNewVersion(cluster, convertClusterSpec(objectOf(cluster.spec)), clusterSchema),
    notes: [noteOf(cluster), ...dropped],
    errors: [],
  };
}

/** A kubeadm template of v1beta1 as v1beta2. */
export function convertKubeadmTemplate(template: KubernetesObject): Converted {
  const spec = objectOf(template.spec);
  const inner = objectOf(spec["template"]);
  const converted = { ...spec, template: { ...inner, spec: convertKubeadmTemplateSpec(template.kind, objectOf(inner["spec"])) } };
  const schema = template.kind === "KubeadmConfigTemplate" ? kubeadmConfigTemplateSchema : kubeadmControlPlaneTemplateSchema;
  return { object: inNewVersion(template, converted, schema), notes: [noteOf(template)], errors: [] };
}

function inNewVersion(object: KubernetesObject, spec: JsonObject, schema: StructuralSchema): KubernetesObject {
  const converted = { ...asJson(object), apiVersion: newVersion(object.apiVersion), spec };
  return asObject(withoutEmptyFields(schema, converted) as JsonObject);
}

function newVersion(apiVersion: string): string {
  return apiVersion.replace(/v1beta1$/, "v1beta2");
}

function noteOf(object: KubernetesObject): string {
  return `${object.kind} ${nameOf(object)}: converted from ${object.apiVersion} to ${newVersion(object.apiVersion)}`;
}

// References and selectors of kubeadm templates go along; those of providers stay as they are.
function withNewerReferences(value: JsonObject): JsonObject {
  const entries = Object.entries(value).map(([name, item]): [string, Json] => [name, newerReferences(item)]);
  return Object.fromEntries(entries);
}

function newerReferences(value: Json): Json {
  if (Array.isArray(value)) return value.map(newerReferences);
  if (!isObject(value)) return value;
  const { apiVersion, kind } = value;
  if (typeof apiVersion === "string" && typeof kind === "string" && isKubeadmTemplate(kind) && isOldVersion(asObject(value))) {
    return { ...withNewerReferences(value), apiVersion: newVersion(apiVersion) };
  }
  return withNewerReferences(value);
}

function convertPatches(patches: Json | undefined, notes: string[], errors: StageError[]): Json | undefined {
  if (!Array.isArray(patches)) return patches;
  return patches.map((patch, i) => {
    if (!isObject(patch)) return patch;
    const definitions = indexed(patch["definitions"], (definition, j) => {
      const { kind } = objectOf(definition["selector"]);
      if (typeof kind !== "string" || !isKubeadmTemplate(kind)) return definition;
      const jsonPatches = indexed(definition["jsonPatches"], (jsonPatch, k) => {
        const field = `spec.patches[${i}].definitions[${j}].jsonPatches[${k}]`;
        return convertOne(kind, jsonPatch, field, notes, errors);
      });
      return jsonPatches === undefined ? definition : { ...definition, jsonPatches };
    });
    return definitions === undefined ? patch : { ...patch, definitions };
  });
}

function convertOne(kind: string, jsonPatch: JsonObject, field: string, notes: string[], errors: StageError[]): JsonObject {
  const result = convertKubeadmPatch(kind, jsonPatch);
  if ("problem" in result) {
    errors.push(inputError("notConvertible", result.problem, `${field}.path`));
    return jsonPatch;
  }
  if (result.jsonPatch["path"] !== jsonPatch["path"])
    notes.push(`${field}.path: ${String(jsonPatch["path"])} is ${String(result.jsonPatch["path"])} in v1beta2`);
  return result.jsonPatch;
}

function indexed(value: Json | undefined, convert: (item: JsonObject, index: number) => JsonObject): Json | undefined {
  let index = -1;
  return eachItem(value, (item) => {
    index += 1;
    return convert(item, index);
  });
}
