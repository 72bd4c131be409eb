import { type FieldChange, isObject, type JsonObject, type RolloutPlan } from "@cstack/clusterclass";
import type { Finding } from "../form/field-errors.ts";
import type { ObjectLine } from "./object-lines.ts";

/** What a text comes to with a unit. */
export interface ClusterView {
  /** The Cluster as it was read; null where the text cannot be read. */
  cluster: JsonObject | null;
  findings: Finding[];
  /** Values with defaults; those that the Cluster sets where it was not admitted. */
  variables: JsonObject;
  objects: ObjectSummary[];
  /** Variables that make no difference to this Cluster, with those that could change that. */
  idle: Record<string, string[]>;
  /** The object that was asked for, or the first. */
  shown: { role: string; lines: ObjectLine[]; changes: FieldChange[] } | null;
  /** What changes and rolls, where there is a state before. */
  rollout: RolloutPlan | null;
}

/** One object of the plan in a list. */
export interface ObjectSummary {
  role: string;
  parent: string | null;
  kind: string;
  name: string;
  replicas: number | null;
  /** Fields that differ from what they would be without any variable set. */
  changes: number;
}

/** A Cluster without its plan: what a form shows before the engine has answered. Null where it cannot be read. */
export function viewOfCluster(cluster: JsonObject | null, findings: Finding[] = []): ClusterView {
  const variables = cluster === null ? {} : setVariables(cluster);
  return { cluster, findings, variables, objects: [], idle: {}, shown: null, rollout: null };
}

/** The variables that a Cluster sets; it may be of any shape, because somebody may just be typing it. */
export function setVariables(cluster: JsonObject): JsonObject {
  const { variables } = topologyOf(cluster);
  const list = Array.isArray(variables) ? variables.filter(isObject) : [];
  return Object.fromEntries(list.flatMap(({ name, value }) => (typeof name === "string" && value !== undefined ? [[name, value]] : [])));
}

/** The topology of a Cluster of any shape. */
export function topologyOf({ spec }: JsonObject): JsonObject {
  const topology = isObject(spec) ? spec["topology"] : undefined;
  return isObject(topology) ? topology : {};
}
