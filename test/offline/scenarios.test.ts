import { runScenarios } from "@cstack/generator";
import { formatDiagnostic } from "@cstack/model";
import { afterAll, describe, expect, test } from "vitest";
import { allUnits, renderedUnit } from "../support/repository.ts";

/** Whatever values a Cluster's variables may have by their schemas, the class of every unit makes a plan of them. */

const counts: string[] = [];

describe("every allowed combination of variables plans in", () => {
  test.each(allUnits().map((unit) => [unit.id, unit] as const))(
    "%s",
    (id, unit) => {
      const { ran, refused, diagnostics } = runScenarios(renderedUnit(unit));
      counts.push(`${id}: ${ran} scenarios, ${refused} of them refused as checks declare`);
      expect(diagnostics.map(formatDiagnostic)).toEqual([]);
      expect(ran).toBeGreaterThanOrEqual(20);
      expect(refused).toBeGreaterThan(0);
    },
    180_000,
  );
});

afterAll(() => console.info(counts.join("\n")));
