import { runFeatureChecks } from "@cstack/generator";
import { formatDiagnostic } from "@cstack/model";
import { describe, expect, test } from "vitest";
import { allUnits, checkout, renderedUnit } from "../support/repository.ts";

/** What features promise in their checks, asked of the class of every unit: other features of the unit must not break it. */

describe("the checks of all features hold in", () => {
  test.each(allUnits().map((unit) => [unit.id, unit] as const))("%s", (_id, unit) => {
    const { ran, diagnostics } = runFeatureChecks(renderedUnit(unit));
    expect(diagnostics.map(formatDiagnostic)).toEqual([]);
    expect(ran).toBeGreaterThanOrEqual(unit.features.length);
  });
});

/** Roles whose options come from addons have no object of the class to look at: test/offline/addon-switches.test.ts renders every option. */
const rolesOfAddons = new Set([...checkout().addons.values()].flatMap(({ data }) => (data.options === undefined ? [] : [data.role])));

test("every variable has a check that gives it a value and looks at what becomes of it", () => {
  const unchecked = [...checkout().providers.values()].flatMap(({ features }) =>
    features.flatMap(({ path, data: { role, variables = [], checks = [] } }) =>
      variables
        .filter(({ name }) => !checks.some(({ given = {}, fails }) => fails === undefined && Object.hasOwn(given, name)))
        .filter(() => !rolesOfAddons.has(role))
        .map(({ name }) => `${path}: ${name}`),
    ),
  );
  expect(unchecked).toEqual([]);
});
