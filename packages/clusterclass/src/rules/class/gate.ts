import { clusterApi, type Rule } from "../rule.ts";
import type { ClassRuleInput } from "./input.ts";

/** Without this gate nothing else is looked at. Upstream refuses the request as a whole, not a field. */
export const classGateRule: Rule<ClassRuleInput> = {
  id: "CC-01",
  title: "Classes need the feature gate ClusterTopology",
  source: clusterApi("core/webhooks/admission/clusterclass.go", "validate"),
  check: ({ gates }) => (gates.ClusterTopology ? [] : [{ field: "", message: "ClusterClasses need the feature gate ClusterTopology" }]),
};
