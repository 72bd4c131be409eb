import { addressFunctions } from "./library/addresses.ts";
import { conversionFunctions } from "./library/conversions.ts";
import { listFunctions } from "./library/lists.ts";
import { namedFormatFunctions } from "./library/named-formats.ts";
import { operatorFunctions } from "./library/operators.ts";
import { optionalFunctions } from "./library/optionals.ts";
import { quantityFunctions } from "./library/quantities.ts";
import { semverFunctions } from "./library/semvers.ts";
import { stringFunctions } from "./library/strings.ts";
import { timeFunctions } from "./library/times.ts";
import { urlFunctions } from "./library/urls.ts";
import type { Overload } from "./overload.ts";

/**
 * Every function of the CEL environment that Kubernetes 1.36 gives to rules that are new (compatibility version 1.35), by name.
 * Source: k8s.io/apiserver v0.36, pkg/cel/environment/base.go.
 */
const functions = new Map<string, Overload[]>();
for (const overload of [
  ...operatorFunctions,
  ...conversionFunctions,
  ...stringFunctions,
  ...listFunctions,
  ...timeFunctions,
  ...optionalFunctions,
  ...addressFunctions,
  ...urlFunctions,
  ...quantityFunctions,
  ...semverFunctions,
  ...namedFormatFunctions,
]) {
  functions.set(overload.fn, [...(functions.get(overload.fn) ?? []), overload]);
}

/** The overloads of a function, in the order of declaration; undefined if there is no such function. */
export function findFunction(name: string): readonly Overload[] | undefined {
  return functions.get(name);
}
