import fc from "fast-check";
import { type PlanCase, planCase } from "../differential/generate/cluster.ts";
import { seed } from "./fuzz.ts";

const kept = 150;
let pool: PlanCase[] | undefined;

/** Some classes with Clusters, made once: most of a case's time should go into the code and not into making up what is then damaged. */
export function sampleCase(): fc.Arbitrary<PlanCase> {
  pool ??= fc.sample(planCase, { numRuns: kept, seed });
  const cases = pool;
  return fc.nat(kept - 1).map((index) => cases[index]!);
}
