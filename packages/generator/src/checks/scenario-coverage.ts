import { evaluateCluster, type JsonObject } from "@cstack/clusterclass";
import { type Diagnostic, type FeatureFile, warning } from "@cstack/model";
import type { ClassPatch } from "../render/class-patches.ts";
import { isMadeOf } from "../render/expand-each.ts";
import { patchOwner } from "../render/patch-owner.ts";
import type { RenderedUnit } from "../render/render-unit.ts";
import { variablesOfAddons } from "../resolve/switches.ts";
import type { Unit } from "../resolve/unit.ts";
import { askedRefusals } from "./refused-values.ts";
import { clusterOf } from "./scenario-cluster.ts";
import { type Outcome, outcomeOf } from "./scenario-outcome.ts";
import { type MaybeSet, unset } from "./scenario-values.ts";
import { type Factor, factorsOf, type Scenario } from "./scenarios.ts";

/** Patches that do something in none of the scenarios, and with no check of their feature: what they promise no Cluster gets. */
export function patchesWithoutUse(rendered: RenderedUnit, outcomes: readonly Outcome[]): Diagnostic[] {
  const { unit, clusterClass } = rendered;
  const patches = (clusterClass as { spec?: { patches?: ClassPatch[] } }).spec?.patches ?? [];
  const used = new Set([...outcomes.flatMap((outcome) => [...outcome.patches]), ...refusedSooner(unit)]);
  const repeated = unit.features.flatMap(({ data }) => (data.patches ?? []).filter(({ each }) => each !== undefined));
  return patches
    .filter(({ name }) => !used.has(name) && !repeated.some((patch) => isMadeOf(name, patch) && used.has(`${patch.name}1`)))
    .flatMap(({ name }) => {
      const owner = patchOwner(unit, name);
      const feature = unit.features.find((candidate) => candidate === owner);
      if (feature !== undefined && isUsedInChecks(rendered, feature.data, name, outcomes[0]?.scenario)) return [];
      const { path } = owner ?? unit.provider;
      return warning("CS4011", { file: path }, `${unit.id}: the patch "${name}" is enabled in none of ${outcomes.length} scenarios.`);
    });
}

/** Refusals that ask for a variable which the stack requires: its schema refuses a Cluster without it. */
function refusedSooner(unit: Unit): string[] {
  const required = unit.stack.data.required ?? [];
  return askedRefusals(unit).flatMap(({ name, reads }) => (reads.some((variable) => required.includes(variable)) ? [name] : []));
}

/** Pairs of values do not meet every condition of three and more variables; a check that gives all of them says that somebody wants it. */
function isUsedInChecks(rendered: RenderedUnit, { checks = [] }: FeatureFile, patch: string, smallest: Scenario | undefined): boolean {
  return checks.some(({ name, given = {}, fails }) => {
    if (fails !== undefined) return false;
    const variables = { ...smallest?.variables, ...(given as JsonObject) };
    return outcomeOf(rendered, { name, variables, workerOverrides: {} }).patches.has(patch);
  });
}

/** Variables that no addon reads and whose values change no object of any Cluster that was tried. */
export function variablesWithoutEffect(rendered: RenderedUnit, scenarios: readonly Scenario[]): Diagnostic[] {
  const { unit } = rendered;
  const ofAddons = variablesOfAddons(unit.addons);
  const contexts = scenarios.slice(0, contextsTried).map((scenario) => objectsWith(rendered, scenario));
  return factorsOf(rendered)
    .filter((factor) => !ofAddons.has(factor.name) && !hasEffect(factor, contexts))
    .map(({ name }) => {
      const { path } = unit.variables.find((variable) => variable.name === name)?.definedIn[0] ?? unit.provider;
      return warning("CS4012", { file: path }, `${unit.id}: no value of the variable "${name}" changes an object of a Cluster.`);
    });
}

/** Most variables show in the first; some need others to be set. */
const contextsTried = 30;

/** The objects of a scenario's Cluster as text with another value of one variable; empty where it is refused. */
type ObjectsWith = (name: string, value: MaybeSet) => string;

/** Most variables are not set in most scenarios: not setting one of them is the scenario itself, which is evaluated once. */
function objectsWith(rendered: RenderedUnit, context: Scenario): ObjectsWith {
  const objectsOf = (variables: JsonObject): string => {
    const { objects } = evaluateCluster(clusterOf(rendered, { ...context, variables, workerOverrides: {} })).plan;
    return objects.length === 0 ? "" : JSON.stringify(objects);
  };
  let unchanged: string | undefined;
  return (name, value) => {
    const { [name]: before, ...others } = context.variables;
    if (value !== unset) return objectsOf({ ...others, [name]: value });
    if (before !== undefined) return objectsOf(others);
    unchanged ??= objectsOf(others);
    return unchanged;
  };
}

/** Whether two values of a variable lead to different objects, all others being those of some scenario. */
function hasEffect({ name, levels }: Factor, contexts: readonly ObjectsWith[]): boolean {
  return contexts.some((objectsOf) => {
    const seen = new Set<string>();
    return levels.some((level, row) => {
      const objects = objectsOf(name, level(row));
      if (objects !== "") seen.add(objects);
      return seen.size > 1;
    });
  });
}
