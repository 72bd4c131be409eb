import type { FunctionTable } from "../values.ts";
import { type Casts, slimCasts, sprigCasts } from "./casts.ts";
import { dateFunctions, operatorDateFunctions } from "./date-functions.ts";
import { decimalFunctions } from "./decimal-functions.ts";
import { defaultFunctions } from "./default-functions.ts";
import { dictFunctions } from "./dict-functions.ts";
import { encodingFunctions } from "./encoding-functions.ts";
import { hashFunctions } from "./hash-functions.ts";
import { jsonFunctions } from "./json-functions.ts";
import { listFunctions } from "./list-functions.ts";
import { nonDeterministicHermetic, nonDeterministicOperator } from "./nondeterministic.ts";
import { numberFunctions } from "./number-functions.ts";
import { passwordFunctions } from "./password-functions.ts";
import { pathFunctions } from "./path-functions.ts";
import { reflectionFunctions } from "./reflection-functions.ts";
import { regexFunctions } from "./regex-functions.ts";
import { semverFunctions } from "./semver-functions.ts";
import { textFunctions } from "./text-functions.ts";
import { urlFunctions } from "./url-functions.ts";
import { wordFunctions } from "./word-functions.ts";

/** What sprig and slim-sprig have in common. */
function sharedFunctions(casts: Casts): FunctionTable {
  return new Map([
    ...textFunctions,
    ...numberFunctions(casts),
    ...listFunctions(casts),
    ...dictFunctions,
    ...defaultFunctions,
    ...jsonFunctions,
    ...encodingFunctions,
    ...hashFunctions,
    ...reflectionFunctions,
    ...regexFunctions,
    ...pathFunctions,
    ...urlFunctions,
  ]);
}

function without(functions: FunctionTable, names: readonly string[]): FunctionTable {
  return new Map([...functions].filter(([name]) => !names.includes(name)));
}

/** What slim-sprig left out of the functions above. */
const notInSlimSprig = ["deepCopy", "merge", "mergeOverwrite", "mustDeepCopy", "mustMerge", "mustMergeOverwrite", "sha512sum"];

/**
 * The functions of Cluster API's inline patches: `HermeticTxtFuncMap()` of sprig v3.3.0, with cast v1.10.0 and semver v3.4.0 as
 * Cluster API v1.14.0 builds it. Those that are random or depend on the clock all the same fail as not deterministic.
 */
export const hermeticFunctions: FunctionTable = new Map([
  ...sharedFunctions(sprigCasts),
  ...wordFunctions,
  ...decimalFunctions,
  ...passwordFunctions,
  ...semverFunctions,
  ...dateFunctions,
  ...nonDeterministicHermetic,
]);

/**
 * The functions of the Cluster Stack Operator's templates (`overwrite.yaml`, `cluster-addon-values.yaml`): `TxtFuncMap()` of slim-sprig at
 * commit 52ccab3ef572. What depends on the environment, the network or the clock fails as not deterministic.
 */
export const operatorFunctions: FunctionTable = new Map([
  ...without(sharedFunctions(slimCasts), notInSlimSprig),
  ...operatorDateFunctions,
  ...nonDeterministicOperator,
]);
