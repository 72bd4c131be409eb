import { type Diagnostic, problem } from "@cstack/model";
import { type ChartReference, chartName } from "./references.ts";

/** What a repository serves compared with what is recorded. */
export type LockState = "unlocked" | "same" | "changed";

export function lockState({ digests }: ChartReference, found: string): LockState {
  if (digests.length === 0) return "unlocked";
  return digests.every((digest) => digest === found) ? "same" : "changed";
}

/** A published version never changes; one that did is a mistake or an attack, and a person has to look at it. */
export function changedDigest(reference: ChartReference, found: string): Diagnostic {
  return problem("CS8002", reference.place, `${chartName(reference)} has ${found} now, and ${reference.digests[0]} is recorded.`);
}

export function contradiction(reference: ChartReference): Diagnostic {
  const message = `Rows of ${chartName(reference)} record different digests: ${reference.digests.join(", ")}.`;
  return problem("CS8002", reference.place, message, "Remove the wrong one; `cstack charts lock` says which it is.");
}

export function notLocked(reference: ChartReference): Diagnostic {
  return problem("CS8007", reference.place, `${chartName(reference)} has no digest.`);
}
