import { asJson, asObject, isObject, type Json, type JsonObject, type KubernetesObject } from "@cstack/clusterclass";
import type { RenderedUnit } from "@cstack/generator";
import type { MigrationFile } from "@cstack/model";

/**
 * A class as far as a migration knows it, with the templates of a unit of ours under its kinds: the variables that the migration names, with their defaults, and
 * no patches. The class of workers is called as in the unit.
 */
export function earlierClass(name: string, { moves = [], defaults = {}, from }: MigrationFile, rendered: RenderedUnit): KubernetesObject[] {
  const names = [...new Set([...moves.flatMap((move) => move.from), ...Object.keys(defaults)])];
  const own = asJson(rendered.clusterClass as unknown as KubernetesObject);
  const newName = (text: string): string => text.replace(rendered.clusterClass.metadata.name, name);
  const { patches: _, ...spec } = renamed(own["spec"] as JsonObject, newName, from.infrastructure) as JsonObject;
  const variables = names.map((variable) => ({
    name: variable,
    required: false,
    schema: { openAPIV3Schema: schemaOf(defaults[variable]) },
  }));
  const clusterClass = { apiVersion: "cluster.x-k8s.io/v1beta2", kind: "ClusterClass", metadata: { name }, spec: { ...spec, variables } };
  const templates = rendered.templates.map((template) => renamed(template as unknown as Json, newName, from.infrastructure));
  return [clusterClass, ...templates].map((object) => asObject(object as JsonObject));
}

/** The same with other names, and with the other kind of infrastructure. */
function renamed(value: Json, newName: (text: string) => string, infrastructure: string | undefined): Json {
  if (Array.isArray(value)) return value.map((item) => renamed(item, newName, infrastructure));
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([key, item]): [string, Json] => {
    if (key === "name" && typeof item === "string") return [key, newName(item)];
    if (key === "kind" && typeof item === "string" && infrastructure !== undefined) return [key, kindLike(item, infrastructure)];
    return [key, renamed(item, newName, infrastructure)];
  });
  return Object.fromEntries(entries);
}

/** `DevMachineTemplate` becomes `DockerMachineTemplate` where the infrastructure is a DockerClusterTemplate. */
function kindLike(kind: string, infrastructure: string): string {
  const [, prefix = ""] = /^(.*)ClusterTemplate$/.exec(infrastructure) ?? [];
  return /^Dev(Cluster|Machine)Template$/.test(kind) ? kind.replace(/^Dev/, prefix) : kind;
}

function schemaOf(value: unknown): JsonObject {
  const open: JsonObject = { "x-kubernetes-preserve-unknown-fields": true };
  if (value === undefined) return open;
  if (Array.isArray(value)) return { type: "array", default: value as Json, items: { type: "string" } };
  if (typeof value === "object") return { type: "object", default: value as Json, ...open };
  const type = typeof value === "number" ? "integer" : (typeof value as string);
  return { type, default: value as Json };
}
