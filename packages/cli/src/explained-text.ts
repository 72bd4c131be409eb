import { type Evaluation, type ExplainedValue, explainPath, type JsonObject, type Plan } from "@cstack/clusterclass";
import { nearestFirst } from "@cstack/model";
import { usageFailure } from "./failure.ts";
import { paint, shortValue } from "./paint.ts";

/** The origins of everything at or below one path of one object. */
export interface Explanation {
  role: string;
  kind: string;
  path: string;
  values: ExplainedValue[];
}

/** Explains `role:path`, e.g. `controlPlane:spec.kubeadmConfigSpec.files`; a role alone is its whole object. */
export function explanationOf(target: string, { objects }: Plan, evaluation: Evaluation): Explanation {
  const colon = target.indexOf(":");
  const role = colon < 0 ? target : target.slice(0, colon);
  const path = (colon < 0 ? "" : target.slice(colon + 1)).replace(/^\./, "");
  const object = objects.find((planned) => planned.role === role)?.object;
  if (object === undefined) {
    const roles = objects.map((planned) => planned.role);
    throw usageFailure(`No object has the role "${role}". There are: ${nearestFirst(role, roles).join(", ")}.`);
  }
  const values = explainPath(evaluation, role, path);
  if (values.length > 0) return { role, kind: String(object["kind"]), path, values };
  const all = explainPath(evaluation, role, "").map((value) => value.path);
  throw usageFailure(`${role} has nothing at "${path}". Nearest: ${nearestFirst(path, all).slice(0, 5).join(", ")}.`);
}

/** An explanation for people: each value, and which template, patch and variable made it. */
export function explanationText({ role, kind, values }: Explanation, { variables }: Plan): string {
  const lines = values.flatMap((explained) => [
    `  ${paint.plain(`${explained.path}: ${shortValue(explained.value)}`)}`,
    ...originLines(explained, variables ?? {}).map((line) => `      ${line}`),
  ]);
  return [paint.heading(`${role} (${kind})`), ...lines, ""].join("\n");
}

function originLines({ origin }: ExplainedValue, variables: JsonObject): string[] {
  if (origin.from === "template") return [paint.faint("as the template has it")];
  if (origin.from === "Cluster API") return [paint.faint("set by Cluster API: names, labels, versions, what class and topology say")];
  const { patchName, patch, definition, operation, op, path } = origin;
  const place = `spec.patches[${patch}].definitions[${definition}].jsonPatches[${operation}]`;
  const named = (name: string) => paint.variable(Object.hasOwn(variables, name) ? `${name} = ${shortValue(variables[name], 48)}` : name);
  return [
    `patch ${paint.name(patchName)}: ${paint.plain(`${op} ${path}`)} ${paint.faint(`(${place})`)}`,
    ...(origin.variables.length === 0 ? [] : [`value from ${origin.variables.map(named).join(", ")}`]),
    ...(origin.enabledBy.length === 0 ? [] : [`switched on by ${origin.enabledBy.map(named).join(", ")}`]),
  ];
}
