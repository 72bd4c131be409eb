import { compact, fieldAt, stringMapAt } from "../api/fields.ts";
import type { Json, JsonObject } from "../api/json.ts";

/*
 * The tree below `builtin` in patches. Optional members are absent, never null.
 * Source: Cluster API v1.14.0, core/reconcilers/topology/cluster/patches/variables/variables.go and
 * api/runtime/hooks/v1alpha1/topologymutation_variable_types.go.
 */

/** Annotations that are left out: they repeat the whole object. */
const bulkyAnnotations = ["kubectl.kubernetes.io/last-applied-configuration", "cluster.x-k8s.io/conversion-data"];

/** `builtin.cluster`, seen by every template; `cluster` is the Cluster as the topology controller would write it. */
export function clusterBuiltin(cluster: JsonObject): JsonObject {
  const namespace = textAt(cluster, "metadata", "namespace");
  const classRef = fieldAt(cluster, ["spec", "topology", "classRef"]);
  const className = textAt(classRef, "name") ?? "";
  const classNamespace = textAt(classRef, "namespace") || (namespace ?? "");
  return compact({
    name: textAt(cluster, "metadata", "name"),
    namespace,
    uid: textAt(cluster, "metadata", "uid"),
    metadata: metadataBuiltin(cluster),
    topology: compact({
      version: textAt(cluster, "spec", "topology", "version"),
      classRef: { name: className, namespace: classNamespace },
      class: className || undefined,
      classNamespace: classNamespace || undefined,
    }),
    network: compact({
      serviceDomain: textAt(cluster, "spec", "clusterNetwork", "serviceDomain"),
      services: cidrBlocks(cluster, "services"),
      pods: cidrBlocks(cluster, "pods"),
    }),
  });
}

/** `builtin.controlPlane`, seen by the control plane template and its machine template; `replicas` only if the topology sets them. */
export function controlPlaneBuiltin(
  controlPlane: JsonObject,
  replicas: number | undefined,
  machineTemplate: JsonObject | undefined,
): JsonObject {
  return compact({
    version: fieldAt(controlPlane, ["spec", "version"]),
    metadata: metadataBuiltin(controlPlane),
    name: textAt(controlPlane, "metadata", "name"),
    replicas,
    machineTemplate: machineTemplate && { infrastructureRef: compact({ name: textAt(machineTemplate, "metadata", "name") }) },
  });
}

/** `builtin.machineDeployment` or `builtin.machinePool`, seen by the two templates of that worker topology. */
export function workerBuiltin(
  topology: { name: string; class: string },
  worker: JsonObject,
  bootstrap: JsonObject,
  infrastructure: JsonObject,
): JsonObject {
  return compact({
    version: fieldAt(worker, ["spec", "template", "spec", "version"]),
    metadata: metadataBuiltin(worker),
    class: topology.class,
    name: textAt(worker, "metadata", "name"),
    topologyName: topology.name,
    replicas: fieldAt(worker, ["spec", "replicas"]),
    bootstrap: { configRef: compact({ name: textAt(bootstrap, "metadata", "name") }) },
    infrastructureRef: compact({ name: textAt(infrastructure, "metadata", "name") }),
  });
}

/** Annotations without those that only repeat the object. */
export function withoutBulkyAnnotations(annotations: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(annotations).filter(([key]) => !bulkyAnnotations.includes(key)));
}

function metadataBuiltin(object: JsonObject): JsonObject {
  const annotations = stringMapAt(object, ["metadata", "annotations"]);
  return compact({ labels: stringMapAt(object, ["metadata", "labels"]), annotations: annotations && withoutBulkyAnnotations(annotations) });
}

function cidrBlocks(cluster: JsonObject, network: string): Json | undefined {
  const blocks = fieldAt(cluster, ["spec", "clusterNetwork", network, "cidrBlocks"]);
  return Array.isArray(blocks) && blocks.length > 0 ? blocks : undefined;
}

function textAt(value: Json | undefined, ...path: string[]): string | undefined {
  const text = fieldAt(value, path);
  return typeof text === "string" && text !== "" ? text : undefined;
}
