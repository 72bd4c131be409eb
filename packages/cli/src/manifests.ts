import { asObject, isObject, type KubernetesObject, parseDocuments, type StageError, type Unknown } from "@cstack/clusterclass";
import { nameOfInput, readInputText } from "./input-text.ts";

/** An error with the file that it comes from. */
export interface PlacedError extends StageError {
  file: string;
}

/** The documents of a text, by what the plan engine does with them. */
export interface Manifests {
  /** How messages call the place they come from. */
  file: string;
  classes: KubernetesObject[];
  clusters: KubernetesObject[];
  /** Templates, CustomResourceDefinitions, and anything else. */
  others: KubernetesObject[];
  errors: PlacedError[];
  unknown: Unknown[];
  /** What may be the cause of errors, for people. */
  hints: string[];
}

/** Reads a file with manifests from anywhere, `-` for standard input; what cannot be read is in `errors`. */
export function readManifests(path: string): Manifests {
  return manifestsOf(nameOfInput(path), readInputText(path));
}

/** Sorts the documents of a text. */
export function manifestsOf(file: string, text: string): Manifests {
  const { documents, errors, unknown } = parseDocuments(text);
  const placedErrors = errors.map((error) => ({ ...error, file }));
  return { ...sortDocuments(file, documents.flatMap(itemsOf)), errors: placedErrors, unknown, hints: placeholderHints(file, text) };
}

/** Lists, as kubectl prints them, count as what they hold. */
export function itemsOf(object: KubernetesObject): KubernetesObject[] {
  const { items } = object;
  return object.kind === "List" && Array.isArray(items) ? items.filter(isObject).map(asObject) : [object];
}

/** Sorts objects that are not text any more. */
export function sortDocuments(file: string, documents: readonly KubernetesObject[]): Manifests {
  const isCore = ({ apiVersion }: KubernetesObject) => String(apiVersion).startsWith("cluster.x-k8s.io/");
  const classes = documents.filter((document) => isCore(document) && document.kind === "ClusterClass");
  const clusters = documents.filter((document) => isCore(document) && document.kind === "Cluster");
  const others = documents.filter((document) => !classes.includes(document) && !clusters.includes(document));
  return { file, classes, clusters, others, errors: [], unknown: [], hints: [] };
}

/** Templates for clusterctl have placeholders, which are values of the wrong type or name until clusterctl has filled them in. */
function placeholderHints(file: string, text: string): string[] {
  const placeholder = /(?<!\$)\$\{[A-Z][A-Z0-9_]*(:?[=-][^}\n]*)?\}/.exec(text)?.[0];
  if (placeholder === undefined) return [];
  return [`${file} has placeholders such as ${placeholder}. Fill them in first: clusterctl generate yaml --from FILE`];
}
