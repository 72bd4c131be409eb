import type { Diagnostic } from "@cstack/model";
import type { RowEdit } from "./edit-rows.ts";

/** One newer fact, and how its file would have it. */
export interface FactChange {
  file: string;
  /** What the fact is about: `net-chart for 1.35`. */
  subject: string;
  from: string;
  to: string;
  /** Where the new value was read. */
  source: string;
  edits: RowEdit[];
  /** What a person has to look at because of it. */
  notes: string[];
}

/** Something newer that is not taken, and why. */
export interface HeldFact {
  file: string;
  subject: string;
  from: string;
  newer: string;
  reason: string;
}

/** What an update would do; nothing has been written. */
export interface FactPlan {
  changes: FactChange[];
  held: HeldFact[];
  diagnostics: Diagnostic[];
}

/** Several plans as one, in their order. */
export function joinedPlans(plans: readonly FactPlan[]): FactPlan {
  return {
    changes: plans.flatMap(({ changes }) => changes),
    held: plans.flatMap(({ held }) => held),
    diagnostics: plans.flatMap(({ diagnostics }) => diagnostics),
  };
}
