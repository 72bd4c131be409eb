import {
  asJson,
  asObject,
  clusterClassSpec,
  isObject,
  type Json,
  type JsonObject,
  type KubernetesObject,
  withClassReference,
} from "@cstack/clusterclass";

/** What of a Cluster, beside its spec, the plan of a class may depend on. */
export interface IdentityReads {
  /** Name, namespace and uid decide something. */
  names: boolean;
  /** Labels and annotations are read. */
  metadata: boolean;
}

/** Where all Clusters of a fleet stand while they are planned: the answer does not depend on it. */
const anywhere = { name: "cluster", namespace: "default" };
/** Annotations of these groups change what Cluster API does; others are for people and programs. */
const meaningful = /(^|\.)cluster\.x-k8s\.io\//;

/**
 * Whether the patches of classes read who a Cluster is. A template that writes a name where the value ends up, as in `{{ .builtin.cluster.name }}`, makes the same difference
 * before and after a change; one that does anything else with it may decide by it.
 */
export function identityReads(classes: readonly KubernetesObject[]): IdentityReads {
  const actions = classes.flatMap((clusterClass) => actionsOf(JSON.stringify(clusterClassSpec(clusterClass).patches ?? [])));
  return {
    names: actions.some((action) => /\bbuiltin\.cluster\.(name|namespace|uid)\b/.test(action) && !plainOutput.test(action)),
    metadata: actions.some((action) => /\bbuiltin\.cluster\.metadata\b/.test(action)),
  };
}

function actionsOf(text: string): string[] {
  return text.match(/\{\{.*?\}\}/g) ?? [];
}

const plainOutput = /^\{\{-?\s*\$?\.builtin\.cluster\.(name|namespace|uid)(\s*\|\s*(quote|squote|toJson))?\s*-?\}\}$/;

/**
 * A Cluster without what its plan does not depend on: status, bookkeeping of the API server, and, unless the class reads them, names and labels. Clusters that
 * become equal are planned once.
 */
export function canonicalCluster(cluster: KubernetesObject, className: string, reads: IdentityReads): KubernetesObject {
  const { metadata, spec } = asJson(cluster);
  const { name = "", namespace = "default", labels = {}, annotations = {} } = isObject(metadata) ? metadata : {};
  const kept: JsonObject = {
    ...(reads.names ? { name, namespace } : anywhere),
    ...(reads.metadata ? { labels, annotations } : { labels: only(labels, meaningful), annotations: only(annotations, meaningful) }),
  };
  const plain = asObject({
    apiVersion: cluster.apiVersion,
    kind: cluster.kind,
    metadata: kept,
    spec: isObject(spec) ? bareSpec(spec) : {},
  });
  return withClassReference(plain, { name: className, namespace: anywhere.namespace });
}

/** What controllers write into the spec of a Cluster. */
function bareSpec({ controlPlaneEndpoint: _, controlPlaneRef: __, infrastructureRef: ___, ...spec }: JsonObject): JsonObject {
  return spec;
}

function only(texts: Json, pattern: RegExp): JsonObject {
  return isObject(texts) ? Object.fromEntries(Object.entries(texts).filter(([key]) => pattern.test(key))) : {};
}
