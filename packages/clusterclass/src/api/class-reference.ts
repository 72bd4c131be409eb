import { isObject, type Json, type JsonObject } from "./json.ts";
import { asJson, asObject, type KubernetesObject } from "./objects.ts";

/** The class that a Cluster names. */
export interface ClassReference {
  name: string;
  namespace: string;
}

/** Reads the reference of a Cluster of any shape: `spec.topology.classRef`, and the older `class` with `classNamespace`. */
export function classReferenceOf(cluster: KubernetesObject): ClassReference | undefined {
  const topology = topologyOf(cluster);
  const reference = isObject(topology["classRef"]) ? topology["classRef"] : {};
  const name = reference["name"] ?? topology["class"];
  if (typeof name !== "string") return undefined;
  const namespace = reference["namespace"] ?? topology["classNamespace"];
  return { name, namespace: typeof namespace === "string" && namespace !== "" ? namespace : namespaceOf(cluster) };
}

/** The same Cluster with a reference to another class, and with other fields of its topology, in the shape that it has. */
export function withClassReference(
  cluster: KubernetesObject,
  { name, namespace }: ClassReference,
  fields: JsonObject = {},
): KubernetesObject {
  const { class: older, classNamespace: _, classRef: __, ...topology } = topologyOf(cluster);
  const elsewhere = namespace === namespaceOf(cluster) ? undefined : namespace;
  const reference: JsonObject =
    typeof older === "string"
      ? { class: name, ...(elsewhere === undefined ? {} : { classNamespace: elsewhere }) }
      : { classRef: { name, ...(elsewhere === undefined ? {} : { namespace: elsewhere }) } };
  const spec = isObject(cluster.spec) ? cluster.spec : {};
  return asObject({ ...asJson(cluster), spec: { ...spec, topology: { ...reference, ...topology, ...fields } } });
}

/** The same Cluster with these values of variables, and no others. */
export function withVariables(cluster: KubernetesObject, variables: JsonObject): KubernetesObject {
  const values = Object.entries(variables).map(([name, value]): JsonObject => ({ name, value }));
  const spec = isObject(cluster.spec) ? cluster.spec : {};
  return asObject({ ...asJson(cluster), spec: { ...spec, topology: { ...topologyOf(cluster), variables: values } } });
}

/** An object in a namespace, if it names none. */
export function withNamespace(object: KubernetesObject, namespace: string): KubernetesObject {
  const metadata: Json | undefined = asJson(object)["metadata"];
  if (!isObject(metadata) || metadata["namespace"]) return object;
  return asObject({ ...asJson(object), metadata: { ...metadata, namespace } });
}

export function namespaceOf(object: KubernetesObject): string {
  const namespace: unknown = isObject(object.metadata) ? object.metadata.namespace : undefined;
  return typeof namespace === "string" && namespace !== "" ? namespace : "default";
}

export function nameOf(object: KubernetesObject): string {
  const name: unknown = isObject(object.metadata) ? object.metadata.name : undefined;
  return typeof name === "string" ? name : "";
}

function topologyOf({ spec }: KubernetesObject): JsonObject {
  const topology = isObject(spec) ? spec["topology"] : undefined;
  return isObject(topology) ? topology : {};
}
