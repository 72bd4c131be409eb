import { asJson, asObject, type JsonObject, type KubernetesObject, type ProviderSchema } from "@cstack/clusterclass";
import type { ClassInput } from "./stack-under-test.ts";

/** Controllers other than the topology controller leave what is paused alone. Source: Cluster API v1.14.0, util/annotations, HasPaused. */
const paused = { "cluster.x-k8s.io/paused": "true" };

/**
 * The same class for Clusters of which only the objects matter: no machine and no load balancer is made, and no controller but the topology
 * controller has much work with them. Templates are annotated as paused, and so are, where a kind lets them, the objects made of them.
 */
export function idleClass({ clusterClass, templates }: ClassInput, schemas: readonly ProviderSchema[]): ClassInput {
  const { controlPlane, workers, ...spec } = clusterClass.spec as { controlPlane: JsonObject; workers?: Record<string, JsonObject[]> };
  const idleWorkers = Object.entries(workers ?? {}).map(([kind, classes]) => [kind, classes.map(asPaused)]);
  const idle = { ...spec, controlPlane: asPaused(controlPlane), workers: Object.fromEntries(idleWorkers) as JsonObject };
  const annotated = [...templates].map(([key, template]) => [key, idleTemplate(template, schemas)] as const);
  return { clusterClass: { ...clusterClass, spec: idle }, templates: new Map(annotated) };
}

function idleTemplate(template: KubernetesObject, schemas: readonly ProviderSchema[]): KubernetesObject {
  const annotated = asObject(asPaused(asJson(template)));
  const { schema } = schemas.find(({ apiVersion, kind }) => apiVersion === template.apiVersion && kind === template.kind) ?? {};
  if (schema?.properties?.["spec"]?.properties?.["template"]?.properties?.["metadata"] === undefined) return annotated;
  return { ...annotated, spec: { ...annotated.spec, template: asPaused(annotated.spec?.["template"] as JsonObject) } };
}

function asPaused(object: JsonObject): JsonObject {
  const metadata = (object["metadata"] ?? {}) as { annotations?: JsonObject };
  return { ...object, metadata: { ...metadata, annotations: { ...metadata.annotations, ...paused } } };
}
