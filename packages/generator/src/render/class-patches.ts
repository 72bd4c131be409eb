import { type Diagnostic, problem, type TemplateSlot } from "@cstack/model";
import type { Unit, UnitTemplate } from "../resolve/unit.ts";
import type { PatchValue, PlacedOperation, PlacedPatch } from "./expand-patches.ts";

export interface JsonPatch {
  op: "add" | "replace" | "remove";
  path: string;
  value?: unknown;
  valueFrom?: { variable: string } | { template: string };
}

export interface PatchDefinition {
  selector: { apiVersion: string; kind: string; matchResources: Record<string, unknown> };
  jsonPatches: JsonPatch[];
}

export interface ClassPatch {
  name: string;
  description?: string;
  enabledIf?: string;
  definitions: PatchDefinition[];
}

/** The inline patches of the class, in the order of the placed ones. Templates of the same kind with the same operations share a definition. */
export function classPatches(unit: Unit, patches: PlacedPatch[], diagnostics: Diagnostic[]): ClassPatch[] {
  const bySlot = new Map(unit.templates.map((template) => [template.slot, template]));
  return patches
    .filter((patch) => patch.operations.length > 0)
    .map((patch) => {
      reportLength(patch, diagnostics);
      return {
        name: patch.name,
        ...(patch.description === undefined ? {} : { description: patch.description.trim() }),
        ...(patch.when === undefined ? {} : { enabledIf: patch.when }),
        definitions: definitions(unit, patch, bySlot),
      };
    });
}

function definitions(unit: Unit, patch: PlacedPatch, bySlot: Map<TemplateSlot, UnitTemplate>): PatchDefinition[] {
  const groups = new Map<string, { template: UnitTemplate; slots: TemplateSlot[]; jsonPatches: JsonPatch[] }>();
  for (const slot of new Set(patch.operations.map((operation) => operation.slot))) {
    const template = bySlot.get(slot);
    if (template === undefined) continue;
    const jsonPatches = patch.operations.filter((operation) => operation.slot === slot).map(jsonPatch);
    const key = JSON.stringify([template.apiVersion, template.kind, jsonPatches]);
    const group = groups.get(key) ?? { template, slots: [], jsonPatches };
    group.slots.push(slot);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ template, slots, jsonPatches }) => ({
    selector: { apiVersion: template.apiVersion, kind: template.kind, matchResources: matchResources(slots, unit.workerClasses) },
    jsonPatches,
  }));
}

function matchResources(slots: TemplateSlot[], workerClasses: string[]): Record<string, unknown> {
  const match: Record<string, unknown> = {};
  if (slots.includes("infrastructureCluster")) match["infrastructureCluster"] = true;
  if (slots.includes("controlPlane") || slots.includes("controlPlaneMachine")) match["controlPlane"] = true;
  if (slots.includes("workerBootstrap") || slots.includes("workerMachine")) match["machineDeploymentClass"] = { names: workerClasses };
  return match;
}

function jsonPatch({ op, path, value }: PlacedOperation): JsonPatch {
  if (op === "remove" || value === undefined) return { op: "remove", path };
  const verb = op === "append" ? "add" : op;
  const target = op === "append" ? `${path}/-` : path;
  return "value" in value ? { op: verb, path: target, value: value.value } : { op: verb, path: target, valueFrom: valueFrom(value) };
}

function valueFrom(value: Exclude<PatchValue, { value: unknown }>): { variable: string } | { template: string } {
  return "variable" in value ? { variable: value.variable } : { template: value.template };
}

const maxTemplate = 10_240;
const maxCondition = 256;

function reportLength(patch: PlacedPatch, diagnostics: Diagnostic[]): void {
  const place = patch.feature.document.place(["patches", patch.index]);
  if ((patch.when?.length ?? 0) > maxCondition) {
    diagnostics.push(
      problem("CS3008", place, `The condition of "${patch.name}" has ${patch.when?.length} characters, allowed are ${maxCondition}.`),
    );
  }
  for (const { value, path } of patch.operations) {
    if (value === undefined || !("template" in value) || value.template.length <= maxTemplate) continue;
    diagnostics.push(
      problem(
        "CS3008",
        place,
        `The template for ${path} in "${patch.name}" has ${value.template.length} characters, allowed are ${maxTemplate}.`,
      ),
    );
  }
}
