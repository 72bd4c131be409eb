import { asJson, asObject, type JsonObject, type KubernetesObject, writtenReferences } from "@cstack/clusterclass";
import type { ApiClient } from "@cstack/smoke";
import type { ExportPart } from "./read-export.ts";

const core = "cluster.x-k8s.io/v1beta2";
/** Objects of one answer: a few megabytes. */
const pageSize = 500;

/** The objects of a management cluster, page by page: its Clusters, or its classes with the templates that they name. */
export async function* readManagementCluster(api: ApiClient, part: ExportPart): AsyncGenerator<KubernetesObject> {
  if (part === "clusters") {
    yield* list(api, core, "clusters", "Cluster");
    return;
  }
  const kinds = new Map<string, { apiVersion: string; kind: string }>();
  for await (const clusterClass of list(api, core, "clusterclasses", "ClusterClass")) {
    for (const { apiVersion, kind } of writtenReferences(asJson(clusterClass)))
      kinds.set(`${String(apiVersion)}/${kind}`, { apiVersion: String(apiVersion), kind });
    yield clusterClass;
  }
  for (const { apiVersion, kind } of kinds.values()) yield* list(api, apiVersion, await pluralOf(api, apiVersion, kind), kind);
}

async function* list(api: ApiClient, apiVersion: string, plural: string, kind: string): AsyncGenerator<KubernetesObject> {
  let next = "";
  do {
    const page = (await api.read(
      `/apis/${apiVersion}/${plural}?limit=${pageSize}${next === "" ? "" : `&continue=${encodeURIComponent(next)}`}`,
    )) as {
      items?: JsonObject[];
      metadata?: { continue?: string };
    };
    for (const item of page.items ?? []) yield asObject({ ...item, apiVersion, kind });
    next = page.metadata?.continue ?? "";
  } while (next !== "");
}

async function pluralOf(api: ApiClient, apiVersion: string, kind: string): Promise<string> {
  const { resources = [] } = (await api.read(`/apis/${apiVersion}`)) as { resources?: { kind: string; name: string }[] };
  const found = resources.find((resource) => resource.kind === kind && !resource.name.includes("/"));
  if (found === undefined) throw new Error(`the management cluster does not serve ${kind} of ${apiVersion}`);
  return found.name;
}
