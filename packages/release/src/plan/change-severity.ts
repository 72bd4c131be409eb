import type { Diagnostic } from "@cstack/model";
import { baselineOf, candidateOf } from "../baseline/baseline.ts";
import { compareUnit, type UnitComparison } from "../compare/compare-unit.ts";
import type { CurrentUnit } from "./release-plan.ts";

/** A unit whose content a change of the sources changes, and what that means for Clusters. */
export type ChangedUnit = Pick<UnitComparison, "unit" | "stack" | "severity" | "reasons">;

/** What a change of the sources means for the units that are there before and after it, as if they had been released in between. Pure. */
export function severityOfChange(
  before: readonly CurrentUnit[],
  after: readonly CurrentUnit[],
): { units: ChangedUnit[]; diagnostics: Diagnostic[] } {
  const earlier = new Map(before.map((unit) => [unit.rendered.unit.id, unit]));
  const diagnostics: Diagnostic[] = [];
  const units = after.flatMap(({ rendered, contentHash, stack }): ChangedUnit[] => {
    const { id, provider } = rendered.unit;
    const old = earlier.get(id);
    if (old === undefined || old.contentHash === contentHash) return [];
    const rules = { mutability: provider.data.mutability ?? [], schemas: provider.schemas };
    const baseline = baselineOf(old.rendered, old.contentHash, "v0");
    const { severity, reasons, diagnostics: found } = compareUnit(baseline, candidateOf(rendered, contentHash), rules, `stacks/${stack}`);
    diagnostics.push(...found);
    return [{ unit: id, stack, severity, reasons }];
  });
  return { units, diagnostics };
}
