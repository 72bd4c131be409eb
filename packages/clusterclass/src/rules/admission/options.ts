import type { StageError, Unknown } from "../../api/errors.ts";
import type { KubernetesObject } from "../../api/objects.ts";
import { defaultFeatureGates, type FeatureGates } from "../feature-gates.ts";

export interface AdmissionOptions {
  /** Feature gates that differ from `defaultFeatureGates`. */
  featureGates?: Partial<FeatureGates>;
}

/** How an object fares: errors end the evaluation, `unknown` does not. */
export interface Admission {
  errors: StageError[];
  warnings: string[];
  unknown: Unknown[];
  /** The object as the API server would hold it; meaningful if there are no errors. */
  object: KubernetesObject;
}

/** The feature gates that an evaluation works with. */
export function gatesOf(options: AdmissionOptions): FeatureGates {
  return { ...defaultFeatureGates, ...options.featureGates };
}
