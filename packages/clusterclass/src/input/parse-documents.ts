import type { StageError, Unknown } from "../api/errors.ts";
import { isObject, type Json } from "../api/json.ts";
import { asObject, type KubernetesObject } from "../api/objects.ts";
import { defaultLimits, type InputLimits } from "./limits.ts";
import { InputProblem, inputError } from "./problem.ts";
import { readYamlStrict } from "./read-yaml.ts";
import { splitDocuments } from "./split-documents.ts";

/** The objects of a YAML stream; with errors there are none. */
export interface ParsedDocuments {
  documents: KubernetesObject[];
  errors: StageError[];
  /** Integers that are not held exactly. */
  unknown: Unknown[];
}

/**
 * Reads manifests as Kubernetes tools do: YAML 1.1 or JSON, several documents, empty ones left out. Text that cannot be read, is too large or
 * nested too deeply, repeats a key or is not a list of Kubernetes objects gives an error with a code (`IN-..`) and never throws.
 */
export function parseDocuments(text: string, limits: InputLimits = defaultLimits): ParsedDocuments {
  try {
    return readAll(text, limits);
  } catch (error) {
    if (error instanceof InputProblem) return { documents: [], errors: [inputError(error.code, error.message)], unknown: [] };
    throw error;
  }
}

function readAll(text: string, limits: InputLimits): ParsedDocuments {
  if (text.length > limits.characters)
    throw new InputProblem("tooLarge", `the text has ${text.length} characters; ${limits.characters} are the limit`);
  const parts = splitDocuments(text);
  if (parts.length > limits.documents)
    throw new InputProblem("tooLarge", `there are ${parts.length} documents; ${limits.documents} are the limit`);
  const values = parts
    .map((part) => ({ ...readYamlStrict(part.text, part.line, limits), line: part.line }))
    .filter(({ value }) => value !== null);
  return {
    documents: values.map(({ value, line }) => kubernetesObject(value, line)),
    errors: [],
    unknown: values
      .flatMap(({ inexact }) => inexact)
      .map((place) => ({
        stage: "input",
        field: "",
        message: `${place} is too large to be held exactly; it is evaluated as a nearby number`,
      })),
  };
}

function kubernetesObject(value: Json, line: number): KubernetesObject {
  if (!isObject(value)) throw new InputProblem("notAnObject", `the document at line ${line} is not an object`);
  if (typeof value["kind"] !== "string" || value["kind"] === "")
    throw new InputProblem("notAnObject", `the document at line ${line} has no kind`);
  const { apiVersion } = value;
  // Kubernetes reads an apiVersion that is no text as if there were none.
  return asObject(apiVersion === undefined || typeof apiVersion === "string" ? value : { ...value, apiVersion: "" });
}
