import type { ClassPatch, ClassVariable, JsonPatch } from "../../api/cluster-class.ts";
import type { JsonObject } from "../../api/json.ts";
import { type Example, example, kinds, variable } from "../../testing/example.ts";
import { judgeClass } from "../judge-class.ts";
import type { Mutability } from "../provider-facts.ts";

const mutability: Mutability[] = [{ kind: "ExampleCluster", version: "v1beta1", mutable: ["/spec/subnets/*/nameservers"] }];

/** The findings of an example as `id field`. The example provider's kinds have no schemas, its class no health checks (J18). */
export function judge(changes: Example, usedElsewhere: string[] = []): string[] {
  const { clusterClass, templates } = example(changes);
  const { findings } = judgeClass(clusterClass, templates, { mutability, usedElsewhere: new Set(usedElsewhere) });
  return findings.filter(({ rule }) => rule !== "CC-J18").map(({ rule, field }) => `${rule} ${field}`);
}

/** A patch of the infrastructure cluster. */
export function clusterPatch(name: string, jsonPatches: JsonPatch[], enabledIf?: string): ClassPatch {
  const selector = { ...kinds.cluster, matchResources: { infrastructureCluster: true } };
  return { name, ...(enabledIf === undefined ? {} : { enabledIf }), definitions: [{ selector, jsonPatches }] };
}

/** A patch of the control plane. */
export function controlPlanePatch(name: string, jsonPatch: JsonPatch, enabledIf?: string): ClassPatch {
  const selector = { ...kinds.controlPlane, matchResources: { controlPlane: true } };
  return { name, ...(enabledIf === undefined ? {} : { enabledIf }), definitions: [{ selector, jsonPatches: [jsonPatch] }] };
}

/** An operation that adds a value below `spec.template.spec`. */
export const add = (path: string, value: JsonPatch["value"]): JsonPatch => ({
  op: "add",
  path: `/spec/template/spec/${path}`,
  value: value!,
});
export const fromVariable = (path: string, name: string): JsonPatch => ({
  op: "add",
  path: `/spec/template/spec/${path}`,
  valueFrom: { variable: name },
});
export const fromTemplate = (path: string, text: string): JsonPatch => ({
  op: "add",
  path: `/spec/template/spec/${path}`,
  valueFrom: { template: text },
});

/** Field of the path of an operation. */
export const place = (patch: number, operation = 0) => `spec.patches[${patch}].definitions[0].jsonPatches[${operation}].path`;
/** A boolean variable that is off. */
export const flag = (name: string, rules: JsonObject = {}): ClassVariable => variable(name, { type: "boolean", default: false, ...rules });
/** The rule of a variable that keeps its value. */
export const immutable: JsonObject = { "x-kubernetes-validations": [{ rule: "self == oldSelf" }] };
