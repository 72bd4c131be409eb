import { evaluateCluster, type JsonObject, type Plan } from "@cstack/clusterclass";
import type { Check } from "@cstack/model";
import type { RenderedUnit } from "../render/render-unit.ts";
import type { Unit } from "../resolve/unit.ts";
import { clusterOf } from "./scenario-cluster.ts";
import type { Scenario } from "./scenarios.ts";

/** What came out of a scenario. */
export interface Outcome {
  scenario: Scenario;
  /** Names of the patches that did something. */
  patches: ReadonlySet<string>;
  /** Refused as a check of a feature declares. */
  refused: boolean;
  /** What must not be; one text each. */
  problems: string[];
}

/** Evaluates a scenario: it plans without errors and without anything undecided, or is refused as a check declares; all else is a problem. */
export function outcomeOf(rendered: RenderedUnit, scenario: Scenario): Outcome {
  const { plan, patched } = evaluateCluster(clusterOf(rendered, scenario));
  const patches = new Set((patched?.applied ?? []).flatMap(({ operations }) => operations.map(({ source }) => source.patchName)));
  const declared = declaredRefusals(rendered, scenario);
  const problems = declared.length > 0 ? missedRefusal(plan, declared) : [...plan.errors, ...plan.unknown].map(textOf);
  return { scenario, patches, refused: declared.length > 0 && problems.length === 0, problems };
}

/** Checks with `fails` whose values the scenario has, cluster-wide or on its pool. */
function declaredRefusals({ unit }: RenderedUnit, { variables, workerOverrides }: Scenario): Check[] {
  const places = [variables, { ...variables, ...workerOverrides }];
  return refusalsOf(unit).flatMap(({ check, given }) => (places.some((place) => holds(place, given)) ? [check] : []));
}

/** A check that declares a refusal, with the values it gives as JSON. */
interface Refusal {
  check: Check;
  given: readonly (readonly [name: string, value: string])[];
}

const refusals = new WeakMap<Unit, Refusal[]>();

/** Each scenario of a unit asks for these, so that they are collected once. */
function refusalsOf(unit: Unit): Refusal[] {
  const known = refusals.get(unit);
  if (known !== undefined) return known;
  const checks = unit.features.flatMap(({ data }) => (data.checks ?? []).filter(({ fails }) => fails !== undefined));
  const found = checks.map((check) => ({
    check,
    given: Object.entries(check.given ?? {}).map(([name, value]) => [name, JSON.stringify(value)] as const),
  }));
  refusals.set(unit, found);
  return found;
}

function holds(values: JsonObject, given: Refusal["given"]): boolean {
  return given.every(([name, value]) => Object.hasOwn(values, name) && JSON.stringify(values[name]) === value);
}

/** Errors of other fields than the declared ones, or that there are none. */
function missedRefusal({ errors }: Plan, declared: readonly Check[]): string[] {
  if (errors.length === 0) return [`accepted, but a check declares that ${declared.map(({ fails }) => fails).join(", ")} is refused`];
  const fields = new Set(declared.map(({ fails = "" }) => withoutPosition(fails)));
  return errors.filter(({ field }) => !fields.has(withoutPosition(field))).map(textOf);
}

/** Checks may name a variable where Cluster API says its position, which differs from scenario to scenario. */
function withoutPosition(field: string): string {
  return field.replace(/^(spec\.topology\.variables)\[[^\]]*\]/, "$1");
}

function textOf({ field, message }: { field: string; message: string }): string {
  return field === "" ? message : `${field}: ${message}`;
}
