import type { FieldError } from "../api/errors.ts";

/** Where upstream states the rule. */
export interface RuleSource {
  project: "cluster-api";
  version: "v1.14.0";
  file: string;
  function: string;
}

/** One rule: one statement about an object, checked by one function. */
export interface Rule<Input> {
  id: string;
  title: string;
  source: RuleSource;
  check(input: Input): FieldError[];
}

/** The source of a rule in Cluster API v1.14.0. */
export function clusterApi(file: string, name: string): RuleSource {
  return { project: "cluster-api", version: "v1.14.0", file, function: name };
}

/** All findings of a list of rules, each with the id of its rule. */
export function runRules<Input>(rules: readonly Rule<Input>[], input: Input): FieldError[] {
  return rules.flatMap((rule) => rule.check(input).map((error) => ({ ...error, rule: rule.id })));
}
