import {
  asJson,
  type Evaluation,
  type EvaluationInput,
  evaluateCluster,
  explainPath,
  fieldChanges,
  isObject,
  type JsonObject,
  judgeChange,
  judgePlan,
  type KubernetesObject,
  nameOf,
  type Plan,
  parentRole,
  planCluster,
  type StageError,
  withVariables,
} from "@cstack/clusterclass";
import type { Finding } from "../form/field-errors.ts";
import { idleVariables } from "./idle-variables.ts";
import { objectLines } from "./object-lines.ts";
import type { OpenUnit } from "./open-unit.ts";
import { inputOf, readCluster } from "./read-cluster.ts";
import { type ClusterView, type ObjectSummary, setVariables, topologyOf, viewOfCluster } from "./view-of-cluster.ts";

/** A Cluster that exists, and the unit it is of. */
export interface StateBefore {
  unit: OpenUnit;
  text: string;
}

/** The plan of a text, in the data of `cstack plan -o json`; what cannot be read is an error of the stage `input`. */
export function planText(unit: OpenUnit, text: string, before?: StateBefore): Plan {
  const { cluster, errors, unknown } = readCluster(text);
  if (cluster === undefined) return { errors, warnings: [], objects: [], variables: null, overrides: {}, unknown };
  const input = inputOf(unit, cluster);
  if (Array.isArray(input)) return { errors: input, warnings: [], objects: [], variables: null, overrides: {}, unknown };
  const plan = before === undefined ? evaluateCluster(input).plan : planWithBefore(unit, input, before);
  return { ...plan, warnings: [...input.converted, ...plan.warnings], unknown: [...unknown, ...plan.unknown] };
}

/** What a page shows of a text: findings at their fields, objects, one of them line by line, and what rolls. Pure. */
export function viewCluster(unit: OpenUnit, text: string, role: string, before?: StateBefore): ClusterView {
  const { cluster, errors } = readCluster(text);
  if (cluster === undefined) return viewOfCluster(null, errors.map(refused));
  const input = inputOf(unit, cluster);
  if (Array.isArray(input)) return viewOfCluster(asJson(cluster), input.map(refused));
  const evaluation = evaluateCluster(input);
  const plan = before === undefined ? evaluation.plan : planWithBefore(unit, input, before);
  const defaults = plan.objects.length === 0 ? new Map<string, JsonObject>() : defaultObjects(input);
  return {
    cluster: asJson(cluster),
    findings: findingsOf(plan, evaluation, unit),
    variables: plan.variables ?? setVariables(asJson(cluster)),
    objects: plan.objects.map(({ role: own, object }) => summaryOf(own, object, defaults)),
    idle: idleVariables(input.clusterClass, plan.variables ?? setVariables(asJson(cluster))),
    shown: shownObject(evaluation, role, defaults),
    rollout: plan.rollout ?? null,
  };
}

/** The Cluster of a text alone, or why it cannot be read. */
export function viewWithoutPlan(text: string): ClusterView {
  const { cluster, errors } = readCluster(text);
  return cluster === undefined ? viewOfCluster(null, errors.map(refused)) : viewOfCluster(asJson(cluster));
}

function planWithBefore(unit: OpenUnit, input: EvaluationInput, before: StateBefore): Plan {
  const { cluster } = readCluster(before.text);
  const state = cluster === undefined ? [] : inputOf(before.unit, cluster);
  if (Array.isArray(state)) return planCluster(input);
  const { clusterClass, templates, clusters } = state;
  const from = { cluster: clusters[0]!, ...(before.unit === unit ? {} : { class: { clusterClass, templates } }) };
  return planCluster(input, { from, judge: (changes, states) => judgeChange(changes, unit.facts, states) });
}

interface DefaultObjects {
  cluster: string;
  objects: ReadonlyMap<string, JsonObject>;
}

const lastDefaults = new WeakMap<KubernetesObject, DefaultObjects>();

/** Objects of the same Cluster without variables, as far as the class does not require them. Kept until something else than a variable changes. */
function defaultObjects(input: EvaluationInput): ReadonlyMap<string, JsonObject> {
  const cluster = withoutVariables(input.clusters[0]!, input.clusterClass);
  const text = JSON.stringify(cluster);
  const known = lastDefaults.get(input.clusterClass);
  if (known?.cluster === text) return known.objects;
  const { plan } = evaluateCluster({ ...input, clusters: [cluster] });
  const objects = new Map(plan.objects.map(({ role, object }) => [role, object]));
  lastDefaults.set(input.clusterClass, { cluster: text, objects });
  return objects;
}

function withoutVariables(cluster: KubernetesObject, clusterClass: KubernetesObject): KubernetesObject {
  const { variables = [] } = clusterClass.spec as { variables?: { name: string; required?: boolean }[] };
  const required = new Set(variables.filter((variable) => variable.required === true).map(({ name }) => name));
  const kept = Object.entries(setVariables(asJson(cluster))).filter(([name]) => required.has(name));
  return withoutOverrides(withVariables(cluster, Object.fromEntries(kept)));
}

/** Of a Cluster of any shape: somebody may just be typing it. */
function withoutOverrides(cluster: KubernetesObject): KubernetesObject {
  const copy = structuredClone(cluster);
  const { controlPlane, workers } = topologyOf(asJson(copy));
  const lists = isObject(workers) ? Object.values(workers).filter(Array.isArray).flat() : [];
  for (const place of [controlPlane, ...lists]) if (isObject(place)) delete place["variables"];
  return copy;
}

function summaryOf(role: string, object: JsonObject, defaults: ReadonlyMap<string, JsonObject>): ObjectSummary {
  const { replicas } = (object["spec"] ?? {}) as { replicas?: unknown };
  const before = defaults.get(role);
  return {
    role,
    parent: parentRole(role) ?? null,
    kind: String(object["kind"]),
    name: nameOf(object as unknown as KubernetesObject),
    replicas: typeof replicas === "number" ? replicas : null,
    changes: before === undefined ? 0 : fieldChanges(before, object).length,
  };
}

function shownObject(evaluation: Evaluation, role: string, defaults: ReadonlyMap<string, JsonObject>): ClusterView["shown"] {
  const { objects } = evaluation.plan;
  const planned = objects.find((object) => object.role === role) ?? objects[0];
  if (planned === undefined) return null;
  const before = defaults.get(planned.role);
  const changes = before === undefined ? [] : fieldChanges(before, planned.object);
  return { role: planned.role, changes, lines: objectLines(planned.object, explainPath(evaluation, planned.role, ""), changes) };
}

function findingsOf(plan: Plan, evaluation: Evaluation, { facts }: OpenUnit): Finding[] {
  const judged = plan.objects.length === 0 ? [] : judgePlan(evaluation, facts).findings;
  return [
    ...plan.errors.map(refused),
    ...(plan.rollout?.refused ?? []).map(({ subject = "", field, message, rule, repair }): Finding => {
      return { severity: "error", field: "", message: `${subject}: ${field}: ${message}`, rule, repair };
    }),
    ...judged.map(({ severity, subject = "", field, message, rule, repair }): Finding => {
      return { severity: severity === "error" ? "error" : "warning", field: "", message: `${subject}: ${field}: ${message}`, rule, repair };
    }),
    ...plan.warnings.map((message): Finding => ({ severity: "warning", field: "", message })),
    ...plan.unknown.map(({ field, message }): Finding => ({ severity: "unknown", field, message })),
  ];
}

/** Inside of variables Cluster API writes `.[0]` for an item; everybody else writes `[0]`. */
function refused({ field, message, rule }: StageError): Finding {
  return { severity: "error", field: field.replaceAll(".[", "["), message, ...(rule === undefined ? {} : { rule }) };
}
