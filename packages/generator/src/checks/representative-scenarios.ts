import type { RenderedUnit } from "../render/render-unit.ts";
import { outcomeOf } from "./scenario-outcome.ts";
import { type Scenario, scenariosOf } from "./scenarios.ts";

/**
 * A few scenarios that together set as many variables to as many values as possible, the Cluster that sets nothing it need not first. Only
 * such that Cluster API accepts: they stand for the Clusters that exist. The same in every run.
 */
export function representativeScenarios(rendered: RenderedUnit, most: number): Scenario[] {
  const scenarios = scenariosOf(rendered);
  const chosen: Scenario[] = [];
  const covered = new Set<string>();
  let open = scenarios.map((scenario): OpenScenario => ({ scenario, settings: settingsOf(scenario) }));
  for (let next = open[0]; next !== undefined && chosen.length < most; next = richest(open, covered)) {
    open = open.filter((other) => other !== next);
    const { refused, problems } = outcomeOf(rendered, next.scenario);
    if (refused || problems.length > 0) continue;
    chosen.push(next.scenario);
    for (const setting of next.settings) covered.add(setting);
  }
  return chosen;
}

interface OpenScenario {
  scenario: Scenario;
  settings: readonly string[];
}

function richest(open: readonly OpenScenario[], covered: ReadonlySet<string>): OpenScenario | undefined {
  const gains = open.map(({ settings }) => settings.filter((setting) => !covered.has(setting)).length);
  const best = Math.max(...gains);
  return best > 0 ? open[gains.indexOf(best)] : undefined;
}

function settingsOf({ variables, workerOverrides }: Scenario): string[] {
  return [
    ...Object.entries(variables).map(([name, value]) => `${name}=${JSON.stringify(value)}`),
    ...Object.keys(workerOverrides).map((name) => `${name} of a pool`),
  ];
}
