import type { AdmissionOptions } from "../rules/index.ts";

/** How the variables of classes and Clusters are checked and defaulted. */
export const variableRules: Pick<AdmissionOptions, "checkVariables" | "defaultVariables"> = {};
