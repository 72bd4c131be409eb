import { type JsonPatch, listUnits, type RenderedUnit } from "@cstack/generator";
import { checkout, renderedUnit, unitOf } from "../support/repository.ts";

/** Reading a rendered class: variables, patches placed on their templates, and values by path. */

/** All units that the stacks offer. */
export const units = listUnits(checkout());

export type Tree = Record<string, unknown>;

export interface RenderedClass {
  unit: RenderedUnit["unit"];
  spec: { variables: ClassVariable[]; patches: ClassPatch[]; controlPlane: Tree; workers: { machineDeployments: Tree[] } };
  templates: Map<string, Tree>;
  sample: { metadata: { labels: Tree }; spec: { topology: Tree } };
  text: string;
}

export interface ClassVariable {
  name: string;
  schema: { openAPIV3Schema: Tree };
}

export interface ClassPatch {
  name: string;
  enabledIf?: string;
  definitions: { selector: { kind: string; matchResources: Tree }; jsonPatches: JsonPatch[] }[];
}

/** The class of a unit of the repository as release v1. Throws where it cannot be rendered. */
export function renderedClass(id: string): RenderedClass {
  const rendered = renderedUnit(unitOf(id));
  const templates = new Map(
    rendered.templates.map((template, index) => [slotName(template.kind, rendered.unit.templates[index]?.slot), template]),
  );
  return {
    unit: rendered.unit,
    spec: rendered.clusterClass.spec as RenderedClass["spec"],
    templates: templates as unknown as Map<string, Tree>,
    sample: rendered.sample.at(-1) as RenderedClass["sample"],
    text: JSON.stringify([rendered.clusterClass, rendered.templates, rendered.sample]),
  };
}

/** The kind, and of the two machine templates whose. */
function slotName(kind: string, slot = ""): string {
  if (kind !== "OpenStackMachineTemplate") return kind;
  return `${kind} ${slot === "controlPlaneMachine" ? "controlPlane" : "worker"}`;
}

/** An operation and the template it changes. */
export interface PlacedOperation {
  slot: string;
  operation: JsonPatch;
}

/** All operations with the template they change; one that changes both machine templates stands twice. */
export function placedOperations(spec: RenderedClass["spec"]): PlacedOperation[] {
  const definitions = spec.patches.flatMap((classPatch) => classPatch.definitions);
  return definitions.flatMap(({ selector: { kind, matchResources }, jsonPatches }) => {
    const slots = [matchResources["controlPlane"] && "controlPlaneMachine", matchResources["machineDeploymentClass"] && "workerMachine"];
    const chosen = kind === "OpenStackMachineTemplate" ? slots.filter((slot) => typeof slot === "string") : [""];
    return chosen.flatMap((slot) => jsonPatches.map((operation) => ({ slot: slotName(kind, slot), operation })));
  });
}

/** The variables of security groups that an operation's template reads, sorted. */
export function variablesIn(placed: PlacedOperation | undefined): string[] {
  const source = placed?.operation.valueFrom;
  const text = source !== undefined && "template" in source ? source.template : "";
  return [...new Set([...text.matchAll(/\.(\w*[sS]ecurityGroup\w*)/g)].map(([, name]) => String(name)))].sort();
}

/** The patch of a name. Throws where there is none. */
export function patch(spec: RenderedClass["spec"], name: string): ClassPatch {
  const found = spec.patches.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`no patch ${name}`);
  return found;
}

/** The template of a patch's first operation, empty where it has none. */
export function templateOf(spec: RenderedClass["spec"], name: string): string {
  const source = patch(spec, name).definitions[0]?.jsonPatches[0]?.valueFrom;
  return source !== undefined && "template" in source ? source.template : "";
}

/** The schema of a variable. */
export function schema(spec: RenderedClass["spec"], name: string): Tree {
  return spec.variables.find((variable) => variable.name === name)?.schema.openAPIV3Schema ?? {};
}

/** The schema of a list variable's items. */
export function items(spec: RenderedClass["spec"], name: string): Tree {
  return schema(spec, name)["items"] as Tree;
}

/** The schemas of all variables, at every depth. */
export function allSchemas(spec: RenderedClass["spec"]): Tree[] {
  return spec.variables.flatMap((variable) => schemasBelow(variable.schema.openAPIV3Schema));
}

/** A schema and all below it. */
export function schemasBelow(node: Tree): Tree[] {
  const children = [...Object.values((node["properties"] ?? {}) as Record<string, Tree>), node["items"], node["additionalProperties"]];
  return [node, ...children.flatMap((child) => (typeof child === "object" && child !== null ? schemasBelow(child as Tree) : []))];
}

/** Names of the fields of an object schema, at every depth. */
export function propertyNames(node: Tree): string[] {
  return schemasBelow(node).flatMap((below) => Object.keys(below["properties"] ?? {}));
}

/** The path above the last part. */
export function parent(path: string): string {
  return path.slice(0, path.lastIndexOf("/"));
}

/** The value at a JSON pointer without escapes, undefined where a part is missing. */
export function valueAt(root: unknown, path: string): unknown {
  return path
    .split("/")
    .slice(1)
    .reduce((value: unknown, part) => (value as Record<string, unknown> | undefined)?.[part], root);
}
