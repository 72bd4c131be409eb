import type { Json, JsonObject } from "../../../packages/clusterclass/src/api/json.ts";
import { classWith, clusterWith, type VariablesCase } from "./cases.ts";
import { ruleGroups, unboundedListRules } from "./rule-corpus.ts";

/** One rule on one value. */
export interface RuleCase {
  rule: string;
  value: Json;
  each: VariablesCase;
}

const LIST_BOUNDS: JsonObject[] = [{}, { maxItems: 10 }, { maxItems: 1000 }];
const TEXT_BOUNDS: JsonObject[] = [{}, { maxLength: 10 }, { maxLength: 1000 }];

/** Every rule of the corpus on every value of its group, and rules on lists within different bounds, where costs decide. */
export function ruleCases(): RuleCase[] {
  const grouped = ruleGroups.flatMap(({ schema, rules, values }) =>
    rules.flatMap((rule) => values.map((value) => ruleCase(schema, rule, value))),
  );
  const lists = LIST_BOUNDS.flatMap((bounds) =>
    TEXT_BOUNDS.map((texts): JsonObject => ({ type: "array", ...bounds, items: { type: "string", ...texts } })),
  );
  return [...grouped, ...lists.flatMap((schema) => unboundedListRules.map((rule) => ruleCase(schema, rule, ["a"])))];
}

/** The rule stands on a property: rules on a list are refused at the top of a variable. */
function ruleCase(schema: JsonObject, rule: string, value: Json): RuleCase {
  const property: JsonObject = { ...schema, "x-kubernetes-validations": [{ rule: rule.replaceAll("$", "self") }] };
  const openAPIV3Schema: JsonObject = { type: "object", properties: { at: property } };
  const clusterClass = classWith([{ name: "variable", required: false, schema: { openAPIV3Schema } }]);
  return {
    rule,
    value,
    each: { clusterClass, cluster: clusterWith([{ name: "variable", value: { at: value } }], {}), oldCluster: undefined },
  };
}
