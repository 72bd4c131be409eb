import {
  asObject,
  type ClassPatch,
  clusterClassSpec,
  type JsonObject,
  type KubernetesObject,
  nameOf,
  type Plan,
} from "@cstack/clusterclass";
import { variablesOfPatch } from "@cstack/generator";
import type { DocumentedPatch, DocumentedVariable, PlanNode, PlanSummary } from "./unit-document.ts";

/** Variables of a class as far as the class itself knows them. */
export function variablesOfClass(clusterClass: KubernetesObject, patches: readonly DocumentedPatch[]): DocumentedVariable[] {
  return (clusterClassSpec(clusterClass).variables ?? []).map(({ name, required, schema: { openAPIV3Schema } }) => {
    const schema = openAPIV3Schema as JsonObject;
    const { description, example } = schema;
    return {
      name,
      required: required === true,
      schema,
      description: typeof description === "string" ? description : "",
      immutable: isImmutable(schema),
      definedIn: [],
      examples: example === undefined ? [] : [example],
      usedBy: { patches: patches.filter(({ variables }) => variables.includes(name)).map((patch) => patch.name), addons: [] },
      requires: [],
    };
  });
}

function isImmutable(schema: JsonObject): boolean {
  const rules = schema["x-kubernetes-validations"];
  return Array.isArray(rules) && rules.some((rule) => (rule as JsonObject)["rule"] === "self == oldSelf");
}

/** Patches of a class with the variables that they read. */
export function patchesOfClass(clusterClass: KubernetesObject): DocumentedPatch[] {
  return (clusterClassSpec(clusterClass).patches ?? []).map((patch) => ({
    name: patch.name,
    ...(patch.description === undefined ? {} : { description: patch.description }),
    ...(patch.enabledIf === undefined ? {} : { enabledIf: patch.enabledIf }),
    kinds: [...new Set((patch.definitions ?? []).map(({ selector }) => selector.kind))],
    variables: variablesReadBy(patch),
    features: [],
  }));
}

/** Names of the variables in condition and values of a patch of a class, in the order of the alphabet. */
function variablesReadBy({ name, enabledIf, definitions = [] }: ClassPatch): string[] {
  const ops = definitions.flatMap(({ jsonPatches }) => jsonPatches.map(({ valueFrom = {} }) => valueFrom));
  const read = variablesOfPatch({ name, on: [], ops, ...(enabledIf === undefined ? {} : { when: enabledIf }) });
  return [...read].filter((variable) => variable !== "builtin").sort();
}

/** A plan without the objects themselves. */
export function planSummary({ errors, warnings, objects }: Plan): PlanSummary {
  return {
    errors: errors.map(({ field, message }) => (field === "" ? message : `${field}: ${message}`)),
    warnings,
    objects: objects.map(({ role, object }): PlanNode => {
      const planned = asObject(object);
      return { role, parent: parentOf(role), apiVersion: planned.apiVersion, kind: planned.kind, name: nameOf(planned) };
    }),
  };
}

/** The role that an object is shown below: what belongs to a control plane or to a pool of machines, below that. */
function parentOf(role: string): string | null {
  if (role === "controlPlaneMachineTemplate" || role === "machineHealthCheck/controlPlane") return "controlPlane";
  const [kind, pool, part] = role.split("/");
  if (kind === "machineHealthCheck") return `machineDeployment/${pool}`;
  return part === undefined ? null : `${kind}/${pool}`;
}
