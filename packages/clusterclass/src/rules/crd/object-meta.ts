import type { FieldError } from "../../api/errors.ts";
import { isObject, type Json, type JsonObject } from "../../api/json.ts";
import { annotationsAreValid, labelsAreValid } from "../primitives/metadata.ts";
import { dnsLabelProblems, dnsSubdomainProblems, qualifiedNameProblems } from "../primitives/names.ts";

const texts = ["name", "generateName", "namespace", "selfLink", "uid", "resourceVersion", "creationTimestamp", "deletionTimestamp"];
const textMaps = ["labels", "annotations"];
const numbers = ["generation", "deletionGracePeriodSeconds"];

/** What keeps `metadata` from being read as Kubernetes object metadata; a message that names the field. */
export function metadataTypeProblem(metadata: Json | undefined): string | undefined {
  if (metadata === undefined || metadata === null) return undefined;
  if (!isObject(metadata)) return "metadata is not an object";
  const wrong = Object.keys(metadata).find((name) => !hasFieldType(metadata, name));
  return wrong === undefined ? undefined : `metadata.${wrong} has the wrong type`;
}

/**
 * The rules for the metadata of every namespaced object.
 * Source: apimachinery v0.36, pkg/api/validation/objectmeta.go, `ValidateObjectMetaAccessor`.
 */
export function validateObjectMeta(metadata: JsonObject): FieldError[] {
  return [
    ...nameErrors(metadata),
    ...dnsLabelProblems(text(metadata["namespace"])).map((message) => ({ field: "metadata.namespace", message })),
    ...labelsAreValid({ labels: textMap(metadata["labels"]) }, "metadata"),
    ...annotationsAreValid({ annotations: textMap(metadata["annotations"]) }, "metadata"),
    ...finalizerErrors(metadata["finalizers"]),
    ...ownerErrors(metadata["ownerReferences"]),
    ...(typeof metadata["generation"] === "number" && metadata["generation"] < 0
      ? [{ field: "metadata.generation", message: "is negative" }]
      : []),
  ];
}

function hasFieldType(metadata: JsonObject, name: string): boolean {
  const value = metadata[name];
  if (value === null || value === undefined) return true;
  if (texts.includes(name)) return typeof value === "string";
  if (numbers.includes(name)) return Number.isInteger(value);
  if (textMaps.includes(name)) return isObject(value) && Object.values(value).every((item) => item === null || typeof item === "string");
  if (name === "finalizers") return Array.isArray(value) && value.every((item) => item === null || typeof item === "string");
  if (name === "ownerReferences" || name === "managedFields")
    return Array.isArray(value) && value.every((item) => item === null || isObject(item));
  return true;
}

function nameErrors(metadata: JsonObject): FieldError[] {
  const [name, generateName] = [text(metadata["name"]), text(metadata["generateName"])];
  // A trailing dash of a prefix is fine: the suffix follows it. Upstream masks the character before it as well.
  const prefix = generateName.length > 1 && generateName.endsWith("-") ? `${generateName.slice(0, -2)}a` : generateName;
  const prefixProblems = generateName === "" ? [] : dnsSubdomainProblems(prefix);
  const nameProblems = name === "" ? ["name the object"] : dnsSubdomainProblems(name);
  return [
    ...prefixProblems.map((message) => ({ field: "metadata.generateName", message })),
    ...nameProblems.map((message) => ({ field: "metadata.name", message })),
  ];
}

function finalizerErrors(finalizers: Json | undefined): FieldError[] {
  const names = Array.isArray(finalizers) ? finalizers.map(text) : [];
  const errors = names.flatMap((name) =>
    qualifiedNameProblems(name).map((problem) => ({ field: "metadata.finalizers", message: `${name} ${problem}` })),
  );
  if (names.includes("orphan") && names.includes("foregroundDeletion")) {
    errors.push({ field: "metadata.finalizers", message: "orphan and foregroundDeletion exclude each other" });
  }
  return errors;
}

function ownerErrors(owners: Json | undefined): FieldError[] {
  const list = Array.isArray(owners) ? owners.filter(isObject) : [];
  const errors = list.flatMap((owner, i) => ownerFieldErrors(owner, `metadata.ownerReferences[${i}]`));
  const controllers = list.filter((owner) => owner["controller"] === true).length;
  for (let i = 1; i < controllers; i++)
    errors.push({ field: "metadata.ownerReferences", message: "more than one owner is the controller" });
  return errors;
}

function ownerFieldErrors(owner: JsonObject, field: string): FieldError[] {
  const required = ["apiVersion", "kind", "name", "uid"].filter((name) => text(owner[name]) === "");
  const errors = required.map((name) => ({ field: `${field}.${name}`, message: "is required" }));
  if (owner["apiVersion"] === "v1" && owner["kind"] === "Event") errors.push({ field, message: "an Event cannot own objects" });
  return errors;
}

function text(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}

function textMap(value: Json | undefined): Record<string, string> {
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, text(item)])) : {};
}
