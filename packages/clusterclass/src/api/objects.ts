import { isObject, type Json, type JsonObject } from "./json.ts";

/** Labels and annotations as they stand in an object or a template. */
export interface Metadata {
  name?: string;
  namespace?: string;
  uid?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
}

/** Any Kubernetes object. Everything below `spec` is plain JSON: what the API server would hold. */
export interface KubernetesObject {
  apiVersion: string;
  kind: string;
  metadata: Metadata;
  spec?: JsonObject;
  [key: string]: Json | Metadata | JsonObject | undefined;
}

/** The documents of one evaluation, sorted by what they are. Everything is in v1beta2 shape; `converted` says what was not at first. */
export interface EvaluationInput {
  clusterClass: KubernetesObject;
  /** Templates by the identity a class refers to them with; see `templateKey`. */
  templates: Map<string, KubernetesObject>;
  /** The Clusters in the order of the input. */
  clusters: KubernetesObject[];
  /** CustomResourceDefinitions: only their labels (contract versions) are read. */
  crds: KubernetesObject[];
  /** Notes about what was converted from v1beta1. */
  converted: string[];
}

/** Key of a template in `EvaluationInput.templates`: apiVersion, kind and name; classes and templates share one namespace. */
export function templateKey(ref: { apiVersion: string; kind: string; name: string }): string {
  return `${ref.apiVersion}/${ref.kind}/${ref.name}`;
}

/** The name of an object as Kubernetes reads it before any schema has judged it: empty where it is missing or no text. */
export function nameOf(object: JsonObject | KubernetesObject): string {
  const { metadata } = object as JsonObject;
  const name = isObject(metadata) ? metadata["name"] : undefined;
  return typeof name === "string" ? name : "";
}

/** The namespace of an object, before any schema has judged it: `default` where none is named, and none where the metadata are no object. */
export function namespaceOf(object: JsonObject | KubernetesObject): string {
  const { metadata } = object as JsonObject;
  if (metadata !== undefined && !isObject(metadata)) return "";
  return typeof metadata?.["namespace"] === "string" ? metadata["namespace"] : "default";
}

/** A Kubernetes object seen as the JSON it is. */
export function asJson(object: KubernetesObject): JsonObject {
  return object as unknown as JsonObject;
}

/** JSON that has been built as a Kubernetes object. */
export function asObject(json: JsonObject): KubernetesObject {
  return json as unknown as KubernetesObject;
}
