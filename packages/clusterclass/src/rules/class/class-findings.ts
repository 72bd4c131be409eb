import type { ClassPatch } from "../../api/cluster-class.ts";
import type { FieldError } from "../../api/errors.ts";
import { runRules } from "../rule.ts";
import { classRules, patchRules } from "./index.ts";
import { type ClassRuleInput, workerClasses } from "./input.ts";

const fine = new WeakMap<ClassPatch[], Set<string>>();
const otherRules = classRules.filter((rule) => !patchRules.includes(rule));

/**
 * What the rules find in a class. Patches are most of a class, and units share them: a frozen list of them that was fine is not looked at again in a
 * class that is equal in all else the rules of patches see. What is frozen counts as frozen at all depths.
 */
export function classFindings(input: ClassRuleInput): FieldError[] {
  const { patches } = input.spec;
  if (patches === undefined || !Object.isFrozen(patches)) return runRules(classRules, input);
  const known = fine.get(patches) ?? new Set();
  fine.set(patches, known);
  const seen = seenByPatchRules(input);
  if (known.has(seen)) return runRules(otherRules, input);
  const findings = runRules(classRules, input);
  if (findings.length === 0) known.add(seen);
  return findings;
}

/** All that the rules of patches see beside the patches: kinds of templates, worker classes, names of variables, gates. */
function seenByPatchRules({ spec, gates }: ClassRuleInput): string {
  const { infrastructure, controlPlane, workers, variables } = spec;
  const places = [infrastructure, controlPlane, controlPlane.machineInfrastructure];
  const classes = (workers?.machineDeployments ?? []).length;
  return JSON.stringify([
    places.map(kindOf),
    classes,
    workerClasses(spec).map(({ workerClass }) => [workerClass.class, kindOf(workerClass.bootstrap), kindOf(workerClass.infrastructure)]),
    variables?.map(({ name }) => name),
    gates,
  ]);
}

function kindOf(place: { templateRef: { apiVersion: string; kind: string } } | undefined): string[] | undefined {
  return place && [place.templateRef.apiVersion, place.templateRef.kind];
}
