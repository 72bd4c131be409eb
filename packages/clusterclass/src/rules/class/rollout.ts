import { rollingUpdateAmounts, rollingUpdateCanMove } from "../primitives/rollout.ts";
import { clusterApi, type Rule } from "../rule.ts";
import { type ClassRuleInput, machineDeploymentClasses } from "./input.ts";

const source = clusterApi("core/webhooks/admission/machinedeployment.go", "validateRolloutStrategy");

/** The rollout strategies of machine deployment classes. */
export const rolloutRules: readonly Rule<ClassRuleInput>[] = [
  {
    id: "CC-07",
    title: "maxSurge and maxUnavailable are integers or percentages",
    source,
    check: ({ spec }) =>
      machineDeploymentClasses(spec).flatMap(({ workerClass, byName }) =>
        rollingUpdateAmounts(workerClass.rollout?.strategy, `${byName}.rollout.strategy`),
      ),
  },
  {
    id: "CC-08",
    title: "maxSurge and maxUnavailable are not both 0",
    source,
    check: ({ spec }) =>
      machineDeploymentClasses(spec).flatMap(({ workerClass, byName }) =>
        rollingUpdateCanMove(workerClass.rollout?.strategy, `${byName}.rollout.strategy`),
      ),
  },
];
