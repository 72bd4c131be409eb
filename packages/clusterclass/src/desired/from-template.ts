import { fieldAt, stringMapAt } from "../api/fields.ts";
import { isObject, type JsonObject } from "../api/json.ts";
import { nameOf } from "../api/objects.ts";
import { annotations, labels, randomPart } from "./well-known.ts";

/** What an object that is made from a template gets besides the template's content. */
export interface Derivation {
  template: JsonObject;
  cluster: JsonObject;
  name: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  /** Templates and the objects of machine pools are owned by the Cluster from the start. */
  owned: boolean;
}

/** What an API server writes into metadata: it is not taken over from a template. */
const serverFields = ["resourceVersion", "finalizers", "uid", "selfLink"];

/**
 * An object from a template: `spec.template` with labels, annotations, name and namespace, and the kind without `Template`.
 * Labels given here replace those of the template.
 * Source: Cluster API v1.14.0, exp/topology/desiredstate, templateToObject; controllers/external/util.go, GenerateTemplate.
 */
export function objectFromTemplate(derivation: Derivation): JsonObject {
  const { template } = derivation;
  const content = fieldAt(template, ["spec", "template"]);
  const body = isObject(content) ? content : {};
  return {
    ...body,
    apiVersion: body["apiVersion"] || template["apiVersion"]!,
    kind: body["kind"] || String(template["kind"]).replace(/Template$/, ""),
    metadata: derivedMetadata(derivation, body),
  };
}

/**
 * A copy of a template for one Cluster, with labels, annotations, name, namespace and owner.
 * Source: Cluster API v1.14.0, exp/topology/desiredstate, templateToTemplate.
 */
export function templateFromTemplate(derivation: Derivation): JsonObject {
  const { status: _, ...template } = derivation.template;
  const metadata = derivedMetadata(derivation, template);
  const { [annotations.lastApplied]: __, ...kept } = stringMapAt(metadata, ["annotations"]) ?? {};
  return { ...template, metadata: { ...metadata, annotations: kept } };
}

function derivedMetadata(derivation: Derivation, body: JsonObject): JsonObject {
  const { template, cluster } = derivation;
  const clusterName = nameOf(cluster);
  const base = isObject(body["metadata"]) ? body["metadata"] : {};
  const kept = Object.fromEntries(Object.entries(base).filter(([field]) => !serverFields.includes(field)));
  return {
    ...kept,
    name: derivation.name || randomPart,
    namespace: fieldAt(cluster, ["metadata", "namespace"]) ?? "default",
    labels: { ...stringMapAt(body, ["metadata", "labels"]), ...derivation.labels, [labels.clusterName]: clusterName, [labels.owned]: "" },
    annotations: {
      ...stringMapAt(body, ["metadata", "annotations"]),
      ...derivation.annotations,
      [annotations.clonedFromName]: nameOf(template),
      [annotations.clonedFromGroupKind]: groupKind(template),
    },
    ...(derivation.owned ? { ownerReferences: [ownerReference(cluster)] } : {}),
  };
}

/** The reference with which the Cluster owns an object. */
export function ownerReference(cluster: JsonObject): JsonObject {
  return {
    apiVersion: cluster["apiVersion"]!,
    kind: "Cluster",
    name: nameOf(cluster),
    uid: fieldAt(cluster, ["metadata", "uid"]) ?? "",
  };
}

/** The group of an apiVersion; empty for the core group of Kubernetes. */
export function groupOf(apiVersion: unknown): string {
  const text = String(apiVersion);
  return text.includes("/") ? text.slice(0, text.indexOf("/")) : "";
}

function groupKind(template: JsonObject): string {
  const group = groupOf(template["apiVersion"]);
  return group === "" ? String(template["kind"]) : `${template["kind"]}.${group}`;
}

/** A reference without version, as contract v1beta2 uses it. */
export function contractReference(object: JsonObject): JsonObject {
  return { apiGroup: groupOf(object["apiVersion"]), kind: object["kind"]!, name: nameOf(object) };
}
