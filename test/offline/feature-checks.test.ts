import { EjsRenderer, type RenderedUnit, renderUnit, runFeatureChecks, type Unit } from "@cstack/generator";
import { formatDiagnostic } from "@cstack/model";
import { describe, expect, test } from "vitest";
import { allUnits } from "../support/repository.ts";

/** What features promise in their checks, asked of the class of every unit: other features of the unit must not break it. */

const ejs = new EjsRenderer();

describe("the checks of all features hold in", () => {
  test.each(allUnits().map((unit) => [unit.id, unit] as const))("%s", (_id, unit) => {
    const { ran, diagnostics } = runFeatureChecks(rendered(unit));
    expect(diagnostics.map(formatDiagnostic)).toEqual([]);
    expect(ran).toBeGreaterThanOrEqual(unit.features.length);
  });
});

function rendered(unit: Unit): RenderedUnit {
  const result = renderUnit(unit, { version: "v1", ejs });
  if (result.rendered === undefined) throw new Error(result.diagnostics.map(formatDiagnostic).join("\n"));
  return result.rendered;
}
