import type { Rule } from "../rule.ts";
import { classFitRules } from "./class-fit.ts";
import type { ClusterRuleInput } from "./input.ts";
import { clusterObjectRules } from "./object.ts";
import { topologyGateRule, topologyRules } from "./topology.ts";
import { adoptTopologyRule, clusterUpdateRules } from "./update.ts";

/** The rules for creating and for updating a Cluster with a topology, in the order in which Cluster API applies them. */
export const clusterRules: readonly Rule<ClusterRuleInput>[] = [
  ...clusterObjectRules,
  topologyGateRule,
  ...topologyRules,
  ...classFitRules,
  adoptTopologyRule,
  ...clusterUpdateRules,
];
