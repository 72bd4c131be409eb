import type { ClassVariable } from "../../api/cluster-class.ts";
import type { FieldError, StageError, Unknown } from "../../api/errors.ts";
import type { KubernetesObject } from "../../api/objects.ts";
import { defaultFeatureGates, type FeatureGates } from "../feature-gates.ts";

/** What the rules about variable definitions find; `undecided` is what cannot be known offline. */
export interface VariableFindings {
  errors: FieldError[];
  undecided: FieldError[];
}

/** Checks the variables of a class; `old` are those of the class that is replaced. */
export type VariableDefinitionCheck = (variables: ClassVariable[], old: ClassVariable[] | undefined, field: string) => VariableFindings;

/** A Cluster whose variables are defaulted, and what is wrong with them. */
export interface DefaultedVariables extends VariableFindings {
  cluster: KubernetesObject;
}

/** Defaults and checks the variables of a Cluster, as the mutating webhook does; `old` is the Cluster that is replaced. */
export type VariableDefaulting = (
  cluster: KubernetesObject,
  clusterClass: KubernetesObject,
  old: KubernetesObject | undefined,
) => DefaultedVariables;

export interface AdmissionOptions {
  /** Feature gates that differ from `defaultFeatureGates`. */
  featureGates?: Partial<FeatureGates>;
  /** The rules about variable definitions. Without them definitions are taken as they are. */
  checkVariables?: VariableDefinitionCheck;
  /** Defaulting and validation of the values of variables. Without it values are taken as they are. */
  defaultVariables?: VariableDefaulting;
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
