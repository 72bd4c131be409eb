import { asJson, isObject, type Json, type JsonObject, randomPart } from "@cstack/clusterclass";
import type { StoredObject } from "./management-cluster.ts";

/** The name under which the topology controller applies what it wants. Source: Cluster API v1.14.0, structuredmerge. */
const topologyController = "capi-topology";

/**
 * Where an object that exists is not the planned one: planned fields that are absent or have another value, and fields that the topology
 * controller owns and that are not planned. Fields of others do not count. The topology controller also owns what webhooks add to an object
 * while it applies it: `withDefaults` gives the planned object with these, and is only asked if it matters.
 */
export async function differencesFromPlan(
  planned: JsonObject,
  created: StoredObject,
  withDefaults: (planned: JsonObject) => Promise<JsonObject>,
): Promise<string[]> {
  const [fields, ...more] = (created.metadata.managedFields ?? []).filter(isOfTopologyController);
  if (fields === undefined || more.length > 0) return ["the topology controller does not own it"];
  const wanted = withShim(planned, created);
  const differing = missing(wanted, asJson(created), "");
  const owned = fields.fieldsV1 ?? {};
  if (differing.length > 0 || unplanned(owned, wanted, "").length === 0) return differing;
  const complete = await withDefaults(planned);
  return unplanned(owned, withShim(complete, created), "");
}

function isOfTopologyController({ manager, operation }: { manager: string; operation: string }): boolean {
  return manager === topologyController && operation === "Apply";
}

/**
 * Infrastructure and control plane are created with a helper Secret as their owner, until the Cluster is: that reference stays where no
 * garbage collector runs. Source: Cluster API v1.14.0, reconcile_state.go, reconcileClusterShim.
 */
function withShim(planned: JsonObject, { metadata }: StoredObject): JsonObject {
  const shim = metadata.ownerReferences?.filter(({ kind, name }) => kind === "Secret" && name.endsWith("-shim")) ?? [];
  const own = planned["metadata"] as JsonObject;
  if (shim.length === 0 || own["ownerReferences"] !== undefined) return planned;
  return { ...planned, metadata: { ...own, ownerReferences: metadata.ownerReferences as unknown as Json } };
}

/** Number of values at the ends of an object: what one comparison looks at. */
export function countValues(value: Json): number {
  if (typeof value !== "object" || value === null) return 1;
  return Object.values(value).reduce<number>((sum, item) => sum + countValues(item), 0);
}

function missing(planned: Json, stored: Json | undefined, path: string): string[] {
  if (isObject(planned)) {
    if (stored === undefined && Object.keys(planned).length === 0) return [];
    if (!isObject(stored)) return [difference(path, planned, stored)];
    return Object.entries(planned).flatMap(([name, value]) => missing(value, stored[name], `${path}.${name}`));
  }
  if (Array.isArray(planned)) {
    if (!Array.isArray(stored) || stored.length !== planned.length) return [difference(path, planned, stored)];
    return planned.flatMap((item, index) => missing(item, stored[index], `${path}[${index}]`));
  }
  return isSame(planned, stored) ? [] : [difference(path, planned, stored)];
}

function difference(path: string, planned: Json, stored: Json | undefined): string {
  return `${path}: planned ${JSON.stringify(planned)}, found ${JSON.stringify(stored)}`;
}

/** Texts are equal up to the random parts of names, which a plan writes as one token. */
function isSame(planned: Json, stored: Json | undefined): boolean {
  if (typeof planned !== "string" || !planned.includes(randomPart)) return planned === stored;
  const parts = planned.split(randomPart).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return typeof stored === "string" && new RegExp(`^${parts.join("[a-z0-9]{5}")}$`, "s").test(stored);
}

/**
 * Owned fields that a plan lacks, from `fieldsV1`: `f:<name>` is a field, `k:{...}` the item of a list with these keys, `v:<value>` an item of
 * a set, `.` the thing itself. Source: sigs.k8s.io/structured-merge-diff v6, fieldpath/serialize-pe.go.
 */
function unplanned(owned: Record<string, unknown>, planned: Json | undefined, path: string): string[] {
  return Object.entries(owned).flatMap(([element, below]) => {
    if (element === ".") return [];
    const { value, name } = elementOf(planned, element);
    const place = `${path}${name}`;
    if (value === undefined) return [`${place}: owned, not planned`];
    return unplanned(below as Record<string, unknown>, value, place);
  });
}

function elementOf(planned: Json | undefined, element: string): { value: Json | undefined; name: string } {
  const content = element.slice(2);
  if (element.startsWith("f:")) return { value: isObject(planned) ? planned[content] : undefined, name: `.${content}` };
  const items = Array.isArray(planned) ? planned : [];
  if (element.startsWith("v:")) return { value: items.find((item) => isSame(item, JSON.parse(content) as Json)), name: `[${content}]` };
  const keys = Object.entries(JSON.parse(content) as JsonObject);
  return {
    value: items.find((item) => isObject(item) && keys.every(([key, value]) => isSame(item[key] ?? null, value))),
    name: `[${content}]`,
  };
}
