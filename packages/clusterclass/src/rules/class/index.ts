import { operationRules } from "../patches/operations.ts";
import { selectorRules } from "../patches/selectors.ts";
import { patchShapeRules } from "../patches/shape.ts";
import { valueFromRules } from "../patches/values.ts";
import type { Rule } from "../rule.ts";
import { healthCheckRules } from "./health-checks.ts";
import type { ClassRuleInput } from "./input.ts";
import { kubernetesVersionRules } from "./kubernetes-versions.ts";
import { metadataRules } from "./metadata.ts";
import { classNameRules } from "./names.ts";
import { namingRules } from "./naming.ts";
import { referenceRules } from "./references.ts";
import { rolloutRules } from "./rollout.ts";
import { taintRules } from "./taints.ts";

/** The rules about the patches of a class. Beside them they see what `seenByPatchRules` (class-findings.ts) names, and nothing else. */
export const patchRules: readonly Rule<ClassRuleInput>[] = [...patchShapeRules, ...selectorRules, ...operationRules, ...valueFromRules];

/** The rules for creating and for updating a ClusterClass, in the order in which Cluster API applies them. */
export const classRules: readonly Rule<ClassRuleInput>[] = [
  ...referenceRules,
  ...classNameRules,
  ...rolloutRules,
  ...healthCheckRules,
  ...namingRules,
  ...taintRules,
  ...patchRules,
  ...metadataRules,
  ...kubernetesVersionRules,
];
