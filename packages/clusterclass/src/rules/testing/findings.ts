import { type Rule, runRules } from "../rule.ts";

/** The findings of rules as `id field`, without repetitions: short enough to read in a test. */
export function findings<Input>(rules: readonly Rule<Input>[], input: Input): string[] {
  return [...new Set(runRules(rules, input).map(({ rule, field }) => `${rule} ${field}`))];
}
