import { type Diagnostic, problem } from "@cstack/model";
import type { Baseline, Candidate } from "../baseline/baseline.ts";
import { type ClassComparison, compareClass, type ProviderRules } from "./compare-class.ts";
import { compareFacts, type FactsComparison } from "./compare-facts.ts";
import { type Reason, reasonsOf } from "./reasons.ts";
import { type Severity, worst } from "./severity.ts";

/** What is different between the last release of a unit and its sources. */
export interface UnitDetails extends FactsComparison {
  class: ClassComparison;
}

/** A unit beside its last release: the data, and the words that derive from it. */
export interface UnitComparison {
  unit: string;
  /** Id of the stack that releases it. */
  stack: string;
  state: "unchanged" | "changed" | "added" | "retired";
  /** The last release, in dot form; null where there is none. */
  released: string | null;
  /** What the next release would be; null where there is nothing to release. */
  next: string | null;
  severity: Severity;
  /** Why, the worst first. */
  reasons: Reason[];
  /** Only of changed units. */
  details?: UnitDetails;
}

/** Compares a unit whose content differs from its last release; `file` is the baseline's, for messages. Pure. */
export function compareUnit(
  before: Baseline,
  after: Candidate,
  provider: ProviderRules,
  file: string,
): { details?: UnitDetails; severity: Severity; reasons: Reason[]; diagnostics: Diagnostic[] } {
  const { compared, fault } = compareClass(before, after, provider);
  if (compared === undefined) {
    const message = `${before.unit} ${before.version} cannot be compared: ${fault ?? "its class cannot be read"}.`;
    return { severity: "none", reasons: [], diagnostics: [problem("CS6003", { file }, message)] };
  }
  const details = { ...compareFacts(before.facts, after.facts), class: compared };
  const reasons = reasonsOf(details);
  return { details, severity: worst(["quiet", ...reasons.map(({ severity }) => severity)]), reasons, diagnostics: [] };
}
