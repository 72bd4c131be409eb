import type { KubernetesObject } from "../../api/objects.ts";
import { admitClass } from "./admit-class.ts";
import type { Admission, AdmissionOptions } from "./options.ts";
import { externalPatches, missingTemplates } from "./references.ts";

/** A class and the templates it names, keyed by `templateKey`. */
export interface ClassInput {
  clusterClass: KubernetesObject;
  templates: ReadonlyMap<string, KubernetesObject>;
}

/**
 * Everything that can refuse a class before a Cluster uses it: schema, webhook, and templates that do not exist; each layer only if the one
 * before it found nothing. External patches are reported as unknown: their effect is not.
 */
export function validateClass(input: ClassInput, options: AdmissionOptions = {}): Admission {
  const admission = admitClass(input.clusterClass, options);
  if (admission.errors.length > 0) return admission;
  const unknown = externalPatches(admission.object).map(({ stage, field, message }) => ({ stage, field, message }));
  return { ...admission, errors: missingTemplates(admission.object, input.templates), unknown: [...admission.unknown, ...unknown] };
}
