import { clusterSpec } from "../api/cluster.ts";
import { clusterClassSpec } from "../api/cluster-class.ts";
import { isObject, type JsonObject } from "../api/json.ts";
import { asJson, asObject, type KubernetesObject, nameOf, namespaceOf } from "../api/objects.ts";

/** The same Cluster with a reference to another class. */
export function withClass(cluster: KubernetesObject, clusterClass: KubernetesObject): KubernetesObject {
  const namespace = namespaceOf(clusterClass);
  const isLocal = namespace === namespaceOf(cluster);
  return withTopology(cluster, { classRef: { name: nameOf(clusterClass), ...(isLocal ? {} : { namespace }) } });
}

/**
 * A Cluster that moves to another class keeps the values that it has, also those that were defaults: defaults of the new class are only for
 * variables without a value. Values of variables that the new class does not have are left out.
 */
export function withStoredValues(cluster: KubernetesObject, stored: KubernetesObject, clusterClass: KubernetesObject): KubernetesObject {
  const given = clusterSpec(cluster).topology?.variables ?? [];
  if (!Array.isArray(given)) return cluster;
  const names = new Set(given.map(({ name }) => name));
  const defined = new Set((clusterClassSpec(clusterClass).variables ?? []).map(({ name }) => name));
  const kept = (clusterSpec(stored).topology?.variables ?? []).filter(({ name }) => !names.has(name) && defined.has(name));
  return kept.length === 0
    ? cluster
    : withTopology(cluster, { variables: [...given, ...kept].map(({ name, value }) => ({ name, value })) });
}

function withTopology(cluster: KubernetesObject, fields: JsonObject): KubernetesObject {
  const { spec } = asJson(cluster);
  if (!isObject(spec) || !isObject(spec["topology"])) return cluster;
  return asObject({ ...asJson(cluster), spec: { ...spec, topology: { ...spec["topology"], ...fields } } });
}
