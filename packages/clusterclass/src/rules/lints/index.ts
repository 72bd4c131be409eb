import { clusterClassSpec } from "../../api/cluster-class.ts";
import type { FieldError } from "../../api/errors.ts";
import type { KubernetesObject } from "../../api/objects.ts";
import { type Rule, runRules } from "../rule.ts";
import { functionLints } from "./functions.ts";
import type { LintInput } from "./input.ts";
import { pathLints } from "./paths.ts";
import { shapeLints } from "./shape.ts";
import { keywordLints } from "./variable-keywords.ts";
import { variableLints } from "./variables.ts";

/** What Cluster API accepts and what goes wrong later. Nothing here refuses a class. */
export const classLints: readonly Rule<LintInput>[] = [...shapeLints, ...pathLints, ...variableLints, ...functionLints, ...keywordLints];

/** A finding of a lint; `rule` is its id. */
export interface LintFinding extends FieldError {
  severity: "warning";
}

/** Runs the lints on an admitted class and its templates (keyed by `templateKey`). */
export function lintClass(clusterClass: KubernetesObject, templates: ReadonlyMap<string, KubernetesObject>): LintFinding[] {
  return runRules(classLints, { spec: clusterClassSpec(clusterClass), templates }).map((finding) => ({ severity: "warning", ...finding }));
}
