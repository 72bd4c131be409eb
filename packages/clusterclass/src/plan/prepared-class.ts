import type { EvaluationInput } from "../api/objects.ts";
import { type Blueprint, resolveBlueprint } from "../desired/blueprint.ts";
import { type Admission, admitClass, externalPatches, type FeatureGates, missingTemplates } from "../rules/index.ts";

/** A class after its stage: admitted and with its templates, or with errors. */
export interface PreparedClass extends Admission {
  /** Only without errors. */
  blueprint?: Blueprint;
}

type ClassInput = Pick<EvaluationInput, "clusterClass" | "templates">;

interface Remembered {
  templates: ClassInput["templates"];
  gates: string;
  prepared: PreparedClass;
}

const remembered = new WeakMap<ClassInput["clusterClass"], Remembered>();

/**
 * Admits a class and finds its templates: schema, webhook, external patches (which cannot be evaluated), templates that do not exist, each
 * only if nothing before it failed. The result is kept for as long as the same class object comes with the same templates, so a
 * class must not be changed after it was planned with.
 */
export function prepareClass(input: ClassInput, featureGates: Partial<FeatureGates> = {}): PreparedClass {
  const gates = JSON.stringify(Object.entries(featureGates).toSorted());
  const known = remembered.get(input.clusterClass);
  if (known !== undefined && known.templates === input.templates && known.gates === gates) return known.prepared;
  const prepared = prepare(input, featureGates);
  remembered.set(input.clusterClass, { templates: input.templates, gates, prepared });
  return prepared;
}

function prepare({ clusterClass, templates }: ClassInput, featureGates: Partial<FeatureGates>): PreparedClass {
  const admission = admitClass(clusterClass, { featureGates });
  if (admission.errors.length > 0) return admission;
  const errors = [externalPatches(admission.object), missingTemplates(admission.object, templates)].find((found) => found.length > 0);
  if (errors !== undefined) return { ...admission, errors };
  return { ...admission, blueprint: resolveBlueprint({ clusterClass: admission.object, templates }) };
}
