import type { StageError } from "../../../packages/clusterclass/src/api/errors.ts";
import type { OracleProblem } from "../oracle.ts";

/** What is compared of a list of findings: stage and layer of the first, and the set of fields. Message text is free. */
export function verdict(findings: readonly (OracleProblem | StageError)[]): string {
  const [first] = findings;
  if (!first) return "accepted";
  const fields = new Set(findings.map(({ field }) => normalized(field ?? "")));
  return `${first.stage}/${first.layer ?? ""}: ${[...fields].sort().join(" ")}`;
}

// The oracle prints Go's nil path for findings at the object itself.
function normalized(field: string): string {
  return field === "<nil>" ? "" : field;
}
