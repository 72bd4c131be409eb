import type { JsonObject } from "../../packages/clusterclass/src/api/json.ts";
import { fieldChanges } from "../../packages/clusterclass/src/plan/field-changes.ts";
import type { Plan } from "../../packages/clusterclass/src/plan/plan-result.ts";
import type { OracleProblem, PlanAnswer } from "./oracle.ts";

/** What is different where there is no agreement: the same stage, the same set of fields, equal objects, variables and overrides. */
export function planDifference(ours: Plan, answer: PlanAnswer): unknown {
  const theirs = { ...answer, errors: answer.errors.filter((problem) => !asksForObjects(problem)) };
  if (theirs.errors.length < answer.errors.length) {
    if (!ours.unknown.some(({ field }) => field === "spec.topology.version"))
      return { ours: "nothing unknown", theirs: messages(answer.errors) };
    // It ended there, before any object; the same change is compared again without the check.
    if (theirs.errors.length === 0) return undefined;
  }
  const [mine, other] = [verdictOf(ours.errors), verdictOf(theirs.errors)];
  if (mine !== other) return { ours: `${mine}: ${messages(ours.errors)}`, theirs: `${other}: ${messages(theirs.errors)}` };
  const changes = fieldChanges(
    {
      objects: (theirs.objects ?? []) as unknown as JsonObject[],
      variables: (theirs.variables ?? null) as JsonObject | null,
      overrides: (theirs.overrides ?? {}) as JsonObject,
    },
    { objects: ours.objects as unknown as JsonObject[], variables: ours.variables, overrides: ours.overrides },
  );
  return changes.length === 0 ? undefined : changes.slice(0, 5);
}

/** A finding of Cluster API that it could not look at the objects of the Cluster before; we say `unknown` there, and nothing else. */
function asksForObjects({ field, message }: OracleProblem): boolean {
  return field === "spec.topology.version" && message.includes("version cannot be changed: ") && message.includes("failed to check if");
}

function verdictOf(errors: readonly { stage: string; field?: string }[]): string {
  // The oracle prints Go's nil path for findings at the object itself.
  const fields = new Set(errors.map(({ field = "" }) => (field === "<nil>" ? "" : field)));
  return errors.length === 0 ? "planned" : `${errors[0]!.stage} ${[...fields].toSorted().join(" ")}`;
}

function messages(errors: readonly { message: string }[]): string {
  return errors.map(({ message }) => message).join("; ");
}
