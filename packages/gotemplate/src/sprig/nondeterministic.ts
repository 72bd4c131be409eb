/** Functions whose result another run would not give: they fail here, so that nobody takes a guess for an answer. */
import { UnsupportedError } from "../errors.ts";
import type { FunctionTable, GoType, TemplateFunction } from "../values.ts";

/** The error of a function that depends on a clock, on chance or on the machine; the executor reports it with code `unsupported`. */
export function notDeterministic(name: string): UnsupportedError {
  return new UnsupportedError(`${name} is not deterministic, cannot be evaluated offline`);
}

const anyType = "interface {}";
const listType = "[]interface {}";
const certificate = "sprig.certificate";

/** Parameters of the functions that never have a result here, in sprig v3.3.0. `buildCustomCert` is one of them because it checks X.509 certificates. */
const hermetic: Readonly<Record<string, readonly GoType[]>> = {
  ago: [anyType],
  bcrypt: ["string"],
  buildCustomCert: ["string", "string"],
  encryptAES: ["string", "string"],
  genCA: ["string", "int"],
  genCAWithKey: ["string", "int", "string"],
  genPrivateKey: ["string"],
  genSelfSignedCert: ["string", listType, listType, "int"],
  genSelfSignedCertWithKey: ["string", listType, listType, "int", "string"],
  genSignedCert: ["string", listType, listType, "int", certificate],
  genSignedCertWithKey: ["string", listType, listType, "int", certificate, "string"],
  htpasswd: ["string", "string"],
  randInt: ["int", "int"],
  shuffle: ["string"],
};

/** The same for slim-sprig. */
const operator: Readonly<Record<string, readonly GoType[]>> = {
  ago: [anyType],
  env: ["string"],
  expandenv: ["string"],
  getHostByName: ["string"],
  now: [],
  randInt: ["int", "int"],
};

function refusing(functions: Readonly<Record<string, readonly GoType[]>>): FunctionTable {
  return new Map(Object.entries(functions).map(([name, parameters]) => [name, refusal(name, parameters)]));
}

function refusal(name: string, parameters: readonly GoType[]): TemplateFunction {
  return {
    parameters,
    call: () => {
      throw notDeterministic(name);
    },
  };
}

/** Names of the functions that always fail as not deterministic. */
export const nonDeterministicNames: readonly string[] = [...new Set([...Object.keys(hermetic), ...Object.keys(operator)])].sort();

export const nonDeterministicHermetic: FunctionTable = refusing(hermetic);
export const nonDeterministicOperator: FunctionTable = refusing(operator);
