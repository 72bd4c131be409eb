import { type Diagnostic, problem } from "@cstack/model";
import { patchOwner } from "../render/patch-owner.ts";
import type { RenderedUnit } from "../render/render-unit.ts";
import { failingPatch } from "./refused-place.ts";
import { patchesWithoutUse, variablesWithoutEffect } from "./scenario-coverage.ts";
import { type Outcome, outcomeOf } from "./scenario-outcome.ts";
import { type Scenario, scenariosOf } from "./scenarios.ts";

export interface ScenarioOptions {
  /** Runs the first scenarios only, and says nothing about patches and variables without use. */
  limit?: number;
}

export interface ScenarioRun {
  /** Scenarios that were evaluated. */
  ran: number;
  /** Those that were refused, as a check of a feature declares. */
  refused: number;
  diagnostics: Diagnostic[];
}

/**
 * Evaluates the scenarios of a unit. Each must plan without errors and without anything undecided, or be refused as a check declares
 * (CS4010); over all of them every patch must be enabled (CS4011) and every variable must change an object (CS4012), which are warnings.
 */
export function runScenarios(rendered: RenderedUnit, { limit }: ScenarioOptions = {}): ScenarioRun {
  const scenarios = scenariosOf(rendered).slice(0, limit);
  const outcomes = scenarios.map((scenario) => outcomeOf(rendered, scenario));
  const coverage = limit === undefined ? [...patchesWithoutUse(rendered, outcomes), ...variablesWithoutEffect(rendered, scenarios)] : [];
  return {
    ran: outcomes.length,
    refused: outcomes.filter(({ refused }) => refused).length,
    diagnostics: [...findings(rendered, outcomes), ...coverage],
  };
}

/** More problems at once have one cause; each costs some plans. */
const reportedProblems = 20;

/** One diagnostic for each problem, with the fewest variables that show it. */
function findings(rendered: RenderedUnit, outcomes: readonly Outcome[]): Diagnostic[] {
  const found = new Map<string, Scenario[]>();
  for (const { scenario, problems } of outcomes)
    for (const text of new Set(problems.map(inAnyObject))) found.set(text, [...(found.get(text) ?? []), scenario]);
  return [...found].slice(0, reportedProblems).map(([kind, scenarios]) => {
    const { variables, workerOverrides } = smallestOf(rendered, scenarios, kind);
    const text = problemIn(rendered, { name: "", variables, workerOverrides }, kind) ?? kind;
    const overrides = Object.keys(workerOverrides).length === 0 ? "" : ` and on a worker pool ${JSON.stringify(workerOverrides)}`;
    const share = `in ${scenarios.length} of ${outcomes.length} scenarios`;
    return problem(
      "CS4010",
      placeOf(rendered, text),
      `${rendered.unit.id} with ${JSON.stringify(variables)}${overrides}: ${text} (${share})`,
    );
  });
}

/** A patch that fails for one object mostly fails for others, too: that is one problem. */
function inAnyObject(text: string): string {
  return text.replace(/^(patch "[^"]*": )[A-Za-z]+(\/[^:]*)?: /, "$1");
}

function problemIn(rendered: RenderedUnit, scenario: Scenario, kind: string): string | undefined {
  return outcomeOf(rendered, scenario).problems.find((text) => inAnyObject(text) === kind);
}

/** A scenario with the problem, if possible without overrides, less all values that it does not take. */
function smallestOf(rendered: RenderedUnit, scenarios: readonly Scenario[], kind: string): Scenario {
  const withoutOverrides = scenarios.map((scenario): Scenario => ({ ...scenario, workerOverrides: {} }));
  let smallest: Scenario = withoutOverrides.find((scenario) => problemIn(rendered, scenario, kind) !== undefined) ?? scenarios[0]!;
  for (const part of ["workerOverrides", "variables"] as const) {
    for (const name of Object.keys(smallest[part])) {
      const { [name]: _, ...others } = smallest[part];
      const smaller = { ...smallest, [part]: others };
      if (problemIn(rendered, smaller, kind) !== undefined) smallest = smaller;
    }
  }
  return smallest;
}

/** Whose patch a problem names, else the provider. */
function placeOf({ unit }: RenderedUnit, text: string): { file: string } {
  const name = failingPatch(text);
  const owner = name === undefined ? undefined : patchOwner(unit, name);
  return { file: (owner ?? unit.provider).path };
}
