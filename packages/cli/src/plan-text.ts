import {
  asJson,
  classReferenceOf,
  type Evaluation,
  explainPath,
  type JsonObject,
  type JudgementFinding,
  type KubernetesObject,
  type MarkedValue,
  markedValues,
  nameOf,
  namespaceOf,
  type Plan,
  parentRole,
  type Unknown,
  valueAt,
} from "@cstack/clusterclass";
import { addonsText } from "./addons-text.ts";
import { paint, shortValue } from "./paint.ts";
import type { PlanSources } from "./plan-sources.ts";
import { rolloutText } from "./rollout-text.ts";

/** A plan for people: the variables, the tree of objects with what variables made in them, what rolls, and what is to be watched. */
export function planText(
  plan: Plan,
  evaluation: Evaluation,
  { notes, input, addons, findings }: Pick<PlanSources, "notes" | "input" | "addons"> & { findings: readonly JudgementFinding[] },
): string {
  const sections = [
    headline(evaluation),
    variablesText(plan, namesSet(input?.clusters.at(-1))),
    objectsText(plan, evaluation),
    listText("What the provider or Kubernetes refuses of these objects", findings.map(findingText), paint.bad),
    plan.rollout === undefined ? "" : rolloutText(plan.rollout),
    addons === undefined ? "" : addonsText(addons),
    listText("Notes", notes, paint.plain),
    listText("Warnings", plan.warnings, paint.warning),
    listText("Not decided offline", plan.unknown.map(unknownText), paint.warning),
  ];
  return sections.filter((section) => section !== "").join("\n");
}

function findingText({ rule, subject, field, message, repair }: JudgementFinding): string {
  return `${subject === undefined ? "" : `${subject}: `}${field}: ${message} (${rule}). ${repair}`;
}

export function unknownText({ stage, field, message }: Unknown): string {
  return `${stage}: ${field === "" ? "" : `${field}: `}${message}`;
}

/** A heading and one line an item; nothing for no items. */
export function listText(heading: string, items: readonly string[], style: (text: string) => string, indent = ""): string {
  const lines = [paint.heading(heading), ...items.map((item) => `  ${style(item)}`)];
  return items.length === 0 ? "" : lines.map((line) => `${indent}${line}\n`).join("");
}

function headline({ input }: Evaluation): string {
  if (input === undefined) return "";
  const { cluster } = input;
  const version = String(valueAt(asJson(cluster), "spec.topology.version"));
  const className = paint.name(classReferenceOf(cluster)?.name ?? "");
  const place = paint.plain(` in ${namespaceOf(cluster)}`);
  return `${paint.heading(`Cluster ${nameOf(cluster)}`)}${place}: class ${className}, Kubernetes ${paint.plain(version)}\n`;
}

/** Variables with their values: those that the Cluster sets, then the defaults. */
function variablesText({ variables, overrides }: Plan, set: ReadonlySet<string>): string {
  const rows = Object.entries(variables ?? {}).map(([name, value]) => ({ name, value, isDefault: !set.has(name) }));
  const width = Math.max(0, ...rows.map(({ name }) => name.length));
  const line = ({ name, value, isDefault }: (typeof rows)[number]) => {
    const text = `${name.padEnd(width)}  ${shortValue(value)}`;
    return `  ${isDefault ? paint.faint(`${text}  (default)`) : paint.plain(text)}\n`;
  };
  const ordered = [...rows.filter(({ isDefault }) => !isDefault), ...rows.filter(({ isDefault }) => isDefault)];
  const places = Object.entries(overrides).map(([place, values]) => `  ${paint.plain(`for ${place}: ${shortValue(values)}`)}\n`);
  return rows.length + places.length === 0 ? "" : `${paint.heading("Variables")}\n${[...ordered.map(line), ...places].join("")}`;
}

/** The variables that a Cluster gives a value itself. */
function namesSet(cluster: KubernetesObject | undefined): Set<string> {
  const variables = cluster === undefined ? undefined : valueAt(asJson(cluster), "spec.topology.variables");
  return new Set(Array.isArray(variables) ? variables.map((variable) => String(valueAt(variable, "name"))) : []);
}

interface TreeNode {
  role: string;
  label: string;
  children: TreeNode[];
}

function objectsText({ objects }: Plan, evaluation: Evaluation): string {
  if (objects.length === 0) return "";
  const byRole = new Map(objects.map(({ role, object }) => [role, object]));
  const lines = treeOf([...byRole.keys()]).flatMap((node, index, all) => nodeLines(node, byRole, evaluation, "", index === all.length - 1));
  return `${paint.heading("Objects")}\n${lines.map((line) => `${line.trimEnd()}\n`).join("")}`;
}

/** What belongs together: machines and health check below the control plane or the workers that have them. */
function treeOf(roles: readonly string[]): TreeNode[] {
  const partsOf = (role: string): string[] => roles.filter((other) => parentRole(other) === role);
  return roles
    .filter((role) => parentRole(role) === undefined)
    .map((role) => ({
      role,
      label: role,
      children: partsOf(role).map((part) => ({ role: part, label: labelOf(part), children: [] })),
    }));
}

function labelOf(role: string): string {
  if (role === "controlPlaneMachineTemplate") return "machines";
  if (role.startsWith("machineHealthCheck/")) return "health check";
  return role.endsWith("/bootstrap") ? "bootstrap" : "machines";
}

function nodeLines(
  { role, label, children }: TreeNode,
  objects: ReadonlyMap<string, JsonObject>,
  evaluation: Evaluation,
  indent: string,
  isLast: boolean,
): string[] {
  const object = objects.get(role) ?? {};
  const inside = `${indent}${isLast ? "   " : "│  "}`;
  const values = markedValues(object, explainPath(evaluation, role, ""));
  const stem = children.length > 0 ? "│  " : "   ";
  return [
    `${indent}${isLast ? "└─ " : "├─ "}${objectLine(label, object)}`,
    ...values.map((value) => `${inside}${stem}${markedLine(value)}`),
    ...children.flatMap((child, index) => nodeLines(child, objects, evaluation, inside, index === children.length - 1)),
  ];
}

function objectLine(label: string, object: JsonObject): string {
  const replicas = valueAt(object, "spec.replicas");
  const amount = typeof replicas === "number" ? paint.faint(` (${replicas} ${replicas === 1 ? "machine" : "machines"})`) : "";
  const name = String(valueAt(object, "metadata.name") ?? "");
  return `${paint.heading(label)}  ${paint.plain(String(object["kind"]))} ${paint.name(name)}${amount}`;
}

function markedLine({ path, value, origin: { variables, enabledBy, patchName } }: MarkedValue): string {
  const conditions = enabledBy.filter((name) => !variables.includes(name)).map((name) => `if ${name}`);
  const mark = paint.variable(`← ${[...variables, ...conditions].join(", ")}`);
  return `${paint.plain(`${path}: ${shortValue(value, 60)}`)}  ${mark} ${paint.faint(`(patch ${patchName})`)}`;
}
