import type { ClassPatch } from "../../api/cluster-class.ts";
import type { FieldError } from "../../api/errors.ts";
import type { ClassRuleInput } from "../class/input.ts";
import { templateProblem } from "../primitives/templates.ts";
import { clusterApi, type Rule } from "../rule.ts";
import { type PlacedPatch, patchesOf } from "./walk.ts";

const file = "core/webhooks/admission/patch_validation.go";

/** Name, kind and condition of each patch. */
export const patchShapeRules: readonly Rule<ClassRuleInput>[] = [
  { id: "CC-P01", title: "A patch has a unique name other than inline", source: clusterApi(file, "validatePatchName"), check: checkNames },
  {
    id: "CC-P02",
    title: "A patch is either inline (definitions) or external",
    source: clusterApi(file, "validatePatchDefinitions"),
    check: ({ spec }) => patchesOf(spec).flatMap(checkKind),
  },
  {
    id: "CC-P03",
    title: "An external patch generates patches or validates, behind the feature gate RuntimeSDK",
    source: clusterApi(file, "validatePatchDefinitions"),
    check: (input) => patchesOf(input.spec).flatMap((patch) => checkExternal(patch, input)),
  },
  {
    id: "CC-P04",
    title: "enabledIf is a Go template",
    source: clusterApi(file, "validateEnabledIf"),
    check: ({ spec }) => patchesOf(spec).flatMap(checkCondition),
  },
];

function checkNames({ spec }: ClassRuleInput): FieldError[] {
  const seen = new Set<string>();
  return patchesOf(spec).flatMap(({ patch, field }) => {
    const problem = nameProblem(patch, seen);
    seen.add(patch.name);
    return problem ? [{ field: `${field}.name`, message: problem }] : [];
  });
}

function nameProblem({ name }: ClassPatch, seen: ReadonlySet<string>): string | undefined {
  if (name === "") return "name the patch";
  if (name === "inline") return 'the name "inline" is taken: it stands for the variables of the class itself';
  return seen.has(name) ? `a patch named ${JSON.stringify(name)} stands before this one; rename one` : undefined;
}

function checkKind({ patch, field }: PlacedPatch): FieldError[] {
  if (!patch.definitions && !patch.external) return [{ field, message: "the patch has neither definitions nor external" }];
  return patch.definitions && patch.external ? [{ field, message: "the patch has both definitions and external; split it" }] : [];
}

function checkExternal({ patch, field }: PlacedPatch, { gates }: ClassRuleInput): FieldError[] {
  if (!patch.external) return [];
  const errors: FieldError[] = [];
  if (!gates.RuntimeSDK) errors.push({ field: `${field}.external`, message: "external patches need the feature gate RuntimeSDK" });
  if (!patch.external.generatePatchesExtension && !patch.external.validateTopologyExtension) {
    errors.push({ field: `${field}.external`, message: "set generatePatchesExtension or validateTopologyExtension" });
  }
  return errors;
}

function checkCondition({ patch, field }: PlacedPatch): FieldError[] {
  const problem = patch.enabledIf ? templateProblem(patch.enabledIf) : undefined;
  return problem ? [{ field: `${field}.enabledIf`, message: problem }] : [];
}
