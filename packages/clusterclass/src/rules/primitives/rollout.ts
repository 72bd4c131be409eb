import type { IntOrString, Rollout } from "../../api/cluster-class.ts";
import type { FieldError } from "../../api/errors.ts";
import { isIntOrPercent } from "./int-or-percent.ts";

/** `maxUnavailable` and `maxSurge` below a `rollout.strategy` are integers or percentages; `field` is the path of the strategy. */
export function rollingUpdateAmounts(strategy: Rollout["strategy"], field: string): FieldError[] {
  const { maxUnavailable, maxSurge } = strategy?.rollingUpdate ?? {};
  return [...amount(maxUnavailable, `${field}.rollingUpdate.maxUnavailable`), ...amount(maxSurge, `${field}.rollingUpdate.maxSurge`)];
}

/** `maxUnavailable` and `maxSurge` are not both the integer 0: nothing could ever be replaced. */
export function rollingUpdateCanMove(strategy: Rollout["strategy"], field: string): FieldError[] {
  const { maxUnavailable, maxSurge } = strategy?.rollingUpdate ?? {};
  if (maxUnavailable !== 0 || maxSurge !== 0) return [];
  return [{ field: `${field}.rollingUpdate`, message: "maxUnavailable and maxSurge are both 0; raise one" }];
}

/** An optional amount is an integer or a percentage. */
export function amount(value: IntOrString | undefined, field: string): FieldError[] {
  if (value === undefined || isIntOrPercent(value)) return [];
  return [{ field, message: `${JSON.stringify(value)} is neither an integer nor a percentage such as 25%` }];
}
