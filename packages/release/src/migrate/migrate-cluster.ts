import {
  asJson,
  asObject,
  type ClassVariable,
  type ClusterClassSpec,
  type ClusterVariable,
  clusterClassSpec,
  defaultVariables,
  isObject,
  type Json,
  type JsonObject,
  type KubernetesObject,
  sameJson,
  withVariables,
} from "@cstack/clusterclass";
import type { MigrationFile } from "@cstack/model";
import { type MigratedValue, migrateValues, type TargetVariables, type VariableRules } from "./migrate-values.ts";
import type { MigrationNote } from "./note.ts";

/** A place in a Cluster: names of fields and positions in lists. */
export type ClusterPath = (string | number)[];

/** Changes of a Cluster's manifest: fields with their new values, and lists of variables with what they become. */
export interface ClusterEdits {
  fields: { path: ClusterPath; value: Json }[];
  variables: { path: ClusterPath; values: MigratedValue[] }[];
}

/** What a Cluster moves to. */
export interface MigrationTarget {
  clusterClass: KubernetesObject;
  /** `v1.36.4` */
  version: string;
}

/**
 * How a Cluster of any API version becomes one of another class: the class and the Kubernetes version, labels, classes of workers, and the variables of the Cluster and
 * of its groups of machines. Everything else stays. Without a migration variables keep their names. Pure.
 */
export function migrateCluster(
  cluster: KubernetesObject,
  target: MigrationTarget,
  migration: Partial<Pick<MigrationFile, "labels" | "workerClass">> & VariableRules,
): { edits: ClusterEdits; notes: MigrationNote[] } {
  const topology = objectAt(asJson(cluster), ["spec", "topology"]);
  const spec = clusterClassSpec(target.clusterClass);
  const variables = targetVariables(target.clusterClass, cluster);
  const own = variablesAt(topology, ["variables"]);
  const top = migrateValues({ given: own }, migration, variables);
  const groups = groupsOf(topology).flatMap(({ path }) => {
    const given = variablesAt(topology, [...path, "variables", "overrides"]);
    if (given.length === 0) return [];
    const { values, notes } = migrateValues({ given, beneath: own }, migration, variables);
    const place = path.join(".");
    return [
      {
        path: ["spec", "topology", ...path, "variables", "overrides"],
        values,
        notes: notes.map((note) => ({ ...note, subject: `${note.subject} of ${place}` })),
      },
    ];
  });
  const workers = workerClasses(topology, spec, migration.workerClass);
  const labels = labelEdits(cluster, migration.labels ?? {});
  return {
    edits: {
      fields: [...classEdits(topology, target), ...labels.fields, ...workers.fields],
      variables: [
        { path: ["spec", "topology", "variables"], values: top.values },
        ...groups.map(({ path, values }) => ({ path, values })),
      ].filter(({ path, values }) => values.length > 0 || path.length > 3 || own.length > 0),
    },
    notes: [...labels.notes, ...workers.notes, ...top.notes, ...groups.flatMap(({ notes }) => notes)],
  };
}

/** The reference to the class has another shape in v1beta1. */
function classEdits(topology: JsonObject, { clusterClass, version }: MigrationTarget): ClusterEdits["fields"] {
  const place = typeof topology["class"] === "string" ? ["class"] : ["classRef", "name"];
  return [
    { path: ["spec", "topology", ...place], value: clusterClass.metadata.name ?? "" },
    { path: ["spec", "topology", "version"], value: version },
  ];
}

function labelEdits(
  cluster: KubernetesObject,
  wanted: Readonly<Record<string, string>>,
): Pick<ClusterEdits, "fields"> & { notes: MigrationNote[] } {
  const labels = objectAt(asJson(cluster), ["metadata", "labels"]);
  const missing = Object.entries(wanted).filter(([name, value]) => labels[name] !== value);
  return {
    fields: missing.map(([name, value]) => ({ path: ["metadata", "labels", name], value })),
    notes: missing.map(([name, value]) => ({
      kind: "label",
      subject: name,
      text: labels[name] === undefined ? `Set to ${value}.` : `It was ${JSON.stringify(labels[name])} and is ${value}.`,
    })),
  };
}

/** Workers whose class the unit does not have get the one that takes its place. */
function workerClasses(
  topology: JsonObject,
  { workers }: ClusterClassSpec,
  instead: string | undefined,
): Pick<ClusterEdits, "fields"> & { notes: MigrationNote[] } {
  if (instead === undefined) return { fields: [], notes: [] };
  const known = (workers?.machineDeployments ?? []).map((worker) => worker.class);
  const replaced = groupsOf(topology).filter(
    ({ path, group }) => path.includes("machineDeployments") && typeof group["class"] === "string" && !known.includes(group["class"]),
  );
  return {
    fields: replaced.map(({ path }) => ({ path: ["spec", "topology", ...path, "class"], value: instead })),
    notes: replaced.map(({ path, group }) => ({
      kind: "worker class",
      subject: path.join("."),
      text: `Its class was ${JSON.stringify(group["class"])}, which the unit does not have, and is ${instead}.`,
    })),
  };
}

/** The groups of machines of a Cluster, with their places below the topology. */
function groupsOf(topology: JsonObject): { path: ClusterPath; group: JsonObject }[] {
  const workers = objectAt(topology, ["workers"]);
  const lists = ["machineDeployments", "machinePools"].flatMap((list) => {
    const items = workers[list];
    return Array.isArray(items) ? items.map((item, index) => ({ path: ["workers", list, index], group: isObject(item) ? item : {} })) : [];
  });
  return [{ path: ["controlPlane"], group: objectAt(topology, ["controlPlane"]) }, ...lists];
}

/** Equal are values that become the same with the defaults of the class, inside of objects too. */
function targetVariables(clusterClass: KubernetesObject, cluster: KubernetesObject): TargetVariables {
  const names = new Set((clusterClassSpec(clusterClass).variables ?? []).map(({ name }: ClassVariable) => name));
  const bare = asObject({ ...asJson(cluster), spec: { topology: { classRef: { name: "any" }, version: "v1.0.0" } } });
  const absent = defaultVariables(clusterClass, bare).variables;
  return {
    has: (name) => names.has(name),
    isDefault: (name, value) => {
      const given = defaultVariables(clusterClass, withVariables(bare, { [name]: value })).variables[name];
      return sameJson(absent[name], given);
    },
  };
}

function variablesAt(topology: JsonObject, path: ClusterPath): ClusterVariable[] {
  const found = valueAt(topology, path);
  if (!Array.isArray(found)) return [];
  return found.flatMap((item) =>
    isObject(item) && typeof item["name"] === "string" ? [{ name: item["name"], value: item["value"] ?? null }] : [],
  );
}

function objectAt(object: JsonObject, path: ClusterPath): JsonObject {
  const found = valueAt(object, path);
  return isObject(found) ? found : {};
}

function valueAt(object: JsonObject, path: ClusterPath): Json | undefined {
  let current: Json | undefined = object;
  for (const key of path) current = Array.isArray(current) ? current[Number(key)] : isObject(current) ? current[key] : undefined;
  return current;
}
