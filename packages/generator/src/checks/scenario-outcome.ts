import { evaluateCluster, type JsonObject, type Plan } from "@cstack/clusterclass";
import type { Check } from "@cstack/model";
import { refusalsOf } from "../render/refusals.ts";
import type { RenderedUnit } from "../render/render-unit.ts";
import type { Unit } from "../resolve/unit.ts";
import { failingPatch, fieldRefusals, isDeclared } from "./refused-place.ts";
import { clusterOf } from "./scenario-cluster.ts";
import type { Scenario } from "./scenarios.ts";

/** What came out of a scenario. */
export interface Outcome {
  scenario: Scenario;
  /** Names of the patches that did something; of the one that refused. */
  patches: ReadonlySet<string>;
  /** Refused as a check of a feature declares, or by a refusal of the unit. */
  refused: boolean;
  /** What must not be; one text each. */
  problems: string[];
}

/** Evaluates a scenario: it plans without errors and without anything undecided, or is refused as the sources declare; all else is a problem. */
export function outcomeOf(rendered: RenderedUnit, scenario: Scenario): Outcome {
  const { plan, patched } = evaluateCluster(clusterOf(rendered, scenario));
  const refusal = refusalIn(rendered.unit, plan);
  if (refusal !== undefined) return { scenario, patches: new Set([refusal]), refused: true, problems: [] };
  const patches = new Set((patched?.applied ?? []).flatMap(({ operations }) => operations.map(({ source }) => source.patchName)));
  const declared = declaredRefusals(rendered, scenario);
  const problems = declared.length > 0 ? missedRefusal(plan, declared, rendered.unit) : [...plan.errors, ...plan.unknown].map(textOf);
  return { scenario, patches, refused: declared.length > 0 && problems.length === 0, problems };
}

/** The refusal of the unit that a Cluster was refused by. */
function refusalIn(unit: Unit, { errors }: Plan): string | undefined {
  if (errors.length === 0) return undefined;
  const failing = errors.map(({ message }) => failingPatch(message));
  return refusalsOf(unit).find(({ name }) => failing.includes(name))?.name;
}

/** Checks of refused fields whose values the scenario has, cluster-wide or on its pool. */
function declaredRefusals({ unit }: RenderedUnit, { variables, workerOverrides }: Scenario): Check[] {
  const places = [variables, { ...variables, ...workerOverrides }];
  return declaredBy(unit).flatMap(({ check, given }) => (places.some((place) => holds(place, given)) ? [check] : []));
}

/** A check that declares a refused field, with the values it gives as JSON. */
interface Declared {
  check: Check;
  given: readonly (readonly [name: string, value: string])[];
}

const declaring = new WeakMap<Unit, Declared[]>();

/** Each scenario of a unit asks for these, so that they are collected once. */
function declaredBy(unit: Unit): Declared[] {
  const known = declaring.get(unit);
  if (known !== undefined) return known;
  const found = fieldRefusals(unit).map((check) => ({
    check,
    given: Object.entries(check.given ?? {}).map(([name, value]) => [name, JSON.stringify(value)] as const),
  }));
  declaring.set(unit, found);
  return found;
}

function holds(values: JsonObject, given: Declared["given"]): boolean {
  return given.every(([name, value]) => Object.hasOwn(values, name) && JSON.stringify(values[name]) === value);
}

/** Errors of other places than the declared ones, or that there are none. */
function missedRefusal({ errors }: Plan, declared: readonly Check[], unit: Unit): string[] {
  if (errors.length === 0) return [`accepted, but a check declares that ${declared.map(({ fails }) => fails).join(", ")} is refused`];
  return errors.filter((error) => !isDeclared(error, declared, unit)).map(textOf);
}

function textOf({ field, message }: { field: string; message: string }): string {
  return field === "" ? message : `${field}: ${message}`;
}
