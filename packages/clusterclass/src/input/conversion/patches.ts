import { isObject, type Json, type JsonObject } from "../../api/json.ts";
import { convertControlPlaneSpec, convertKubeadmConfigSpec } from "./kubeadm.ts";

/** A JSON patch for a kubeadm template of v1beta2, or why it has to be rewritten by hand. */
export type ConvertedPatch = { jsonPatch: JsonObject } | { problem: string };

type Convert = (spec: JsonObject) => JsonObject;

const converters: Record<string, Convert> = {
  KubeadmControlPlaneTemplate: convertControlPlaneSpec,
  KubeadmConfigTemplate: convertKubeadmConfigSpec,
};
const prefix = ["spec", "template", "spec"];
const marker = "the value that is looked for";

/** True for kinds whose templates and patches can be converted. */
export function isKubeadmTemplate(kind: string): boolean {
  return Object.hasOwn(converters, kind);
}

/** `spec.template.spec` of a kubeadm template of v1beta1 as v1beta2. */
export function convertKubeadmTemplateSpec(kind: string, spec: JsonObject): JsonObject {
  return converters[kind]?.(spec) ?? spec;
}

/**
 * A JSON patch for a kubeadm template of v1beta1, rewritten for v1beta2. The new path is found by converting an object that has nothing but the
 * value at the old path, so that paths and objects cannot disagree. Only a path of the same depth is mechanical: at any other depth the parent
 * may be missing. A computed value (variable, template) must not lie above or at something that changes its shape.
 */
export function convertKubeadmPatch(kind: string, jsonPatch: JsonObject): ConvertedPatch {
  const convert = converters[kind];
  const segments = typeof jsonPatch["path"] === "string" ? pointerSegments(jsonPatch["path"]) : [];
  const below = segments.slice(prefix.length);
  if (!convert || below.length === 0 || prefix.some((name, i) => segments[i] !== name)) return { jsonPatch };
  const [moved, ...others] = leavesOf(convert(nested(below, marker)));
  const isMechanical = moved !== undefined && others.length === 0 && moved.path.length === below.length && !isArgument(below);
  if (!isMechanical) return { problem: problemOf(jsonPatch) };
  const path = pointer([...prefix, ...restored(moved.path, below)]);
  const { value } = jsonPatch;
  if (value !== undefined && value !== null)
    return { jsonPatch: { ...jsonPatch, path, value: valueAt(convert(nested(below, value)), moved.path) } };
  return jsonPatch["op"] !== "remove" && shapeChangesAt(convert, below)
    ? { problem: problemOf(jsonPatch) }
    : { jsonPatch: { ...jsonPatch, path } };
}

function problemOf(jsonPatch: JsonObject): string {
  return `${String(jsonPatch["path"])} has another place or shape in v1beta2; rewrite the patch for v1beta2`;
}

function valueAt(value: Json, [name, ...rest]: string[]): Json {
  if (name === undefined) return value;
  const child = Array.isArray(value) ? value[Number(name)] : isObject(value) ? value[name] : null;
  return valueAt(child ?? null, rest);
}

// One argument of a map becomes an item of a list that may hold the same name already.
function isArgument(below: string[]): boolean {
  return below.slice(0, -1).some((name) => name === "extraArgs" || name === "kubeletExtraArgs");
}

// Something below this path moves or changes its shape: then an object that is only known later cannot be converted.
function shapeChangesAt(convert: Convert, below: string[]): boolean {
  return samples.some((sample) => {
    const changed = JSON.stringify(convert(sample)) !== JSON.stringify(sample);
    return changed && leavesOf(sample).some(({ path }) => path.length >= below.length && matches(below, path));
  });
}

function matches(below: string[], path: string[]): boolean {
  return below.every((name, i) => name === path[i] || (isItem(name) && path[i] === "0"));
}

const configSamples: JsonObject[] = [
  ...["apiServer", "controllerManager", "scheduler"].map(
    (name): JsonObject => ({ clusterConfiguration: { [name]: { extraArgs: { a: "b" } } } }),
  ),
  { clusterConfiguration: { etcd: { local: { extraArgs: { a: "b" } } } } },
  { clusterConfiguration: { apiServer: { timeoutForControlPlane: "1s" } } },
  ...["clusterName", "kubernetesVersion", "apiVersion", "kind"].map((name): JsonObject => ({ clusterConfiguration: { [name]: "x" } })),
  { clusterConfiguration: { networking: { dnsDomain: "x" } } },
  ...["initConfiguration", "joinConfiguration"].map(
    (name): JsonObject => ({ [name]: { nodeRegistration: { kubeletExtraArgs: { a: "b" } } } }),
  ),
  { initConfiguration: { bootstrapTokens: [{ ttl: "1s" }] } },
  { joinConfiguration: { discovery: { timeout: "1s" } } },
];
const samples: JsonObject[] = [
  ...configSamples,
  ...configSamples.map((sample): JsonObject => ({ kubeadmConfigSpec: sample })),
  ...["nodeDrainTimeout", "nodeVolumeDetachTimeout", "nodeDeletionTimeout"].map(
    (name): JsonObject => ({ machineTemplate: { [name]: "1s" } }),
  ),
  { machineTemplate: { taints: [{ key: "a" }] } },
  { machineTemplate: { readinessGates: [{ conditionType: "a" }] } },
  { remediationStrategy: { minHealthyPeriod: "1s" } },
  { remediationStrategy: { retryPeriod: "1s" } },
];

interface Leaf {
  path: string[];
  value: Json;
}

function leavesOf(value: Json, path: string[] = []): Leaf[] {
  if (Array.isArray(value)) return value.flatMap((item, i) => leavesOf(item, [...path, String(i)]));
  if (isObject(value)) return Object.entries(value).flatMap(([name, item]) => leavesOf(item, [...path, name]));
  return [{ path, value }];
}

function nested([name, ...rest]: string[], value: Json): JsonObject {
  return { [name ?? ""]: below(rest, value) };
}

function below(rest: string[], value: Json): Json {
  const [name] = rest;
  if (name === undefined) return value;
  return isItem(name) ? [below(rest.slice(1), value)] : nested(rest, value);
}

function isItem(name: string): boolean {
  return name === "-" || /^\d+$/.test(name);
}

// Items keep their position, so the segments of the old path that address items are those of the new one.
function restored(path: string[], old: string[]): string[] {
  return path.map((name, i) => (isItem(old[i] ?? "") ? (old[i] ?? name) : name));
}

function pointerSegments(path: string): string[] {
  return path
    .split("/")
    .slice(1)
    .map((segment) => segment.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function pointer(segments: string[]): string {
  return segments.map((segment) => `/${segment.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
