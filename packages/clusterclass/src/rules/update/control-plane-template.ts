import { fieldAt, withoutField } from "../../api/fields.ts";
import type { Json, JsonObject } from "../../api/json.ts";
import { sameJson } from "../../plan/field-changes.ts";
import { isDefined } from "../primitives/defined.ts";
import { clusterApi, type Rule } from "../rule.ts";

/** `spec.template.spec` of two states of a KubeadmControlPlaneTemplate. */
export interface TemplateUpdate {
  old: JsonObject;
  spec: JsonObject;
}

/** Values that earlier versions wrote into templates: where they stand on one side only, nothing has changed. */
const earlierDefaults: readonly (readonly [readonly string[], Json])[] = [
  [["kubeadmConfigSpec", "format"], "cloud-config"],
  [["kubeadmConfigSpec", "initConfiguration", "nodeRegistration", "imagePullPolicy"], "IfNotPresent"],
  [["kubeadmConfigSpec", "joinConfiguration", "nodeRegistration", "imagePullPolicy"], "IfNotPresent"],
  [
    ["kubeadmConfigSpec", "joinConfiguration", "discovery", "file", "kubeConfig", "user", "exec", "apiVersion"],
    "client.authentication.k8s.io/v1",
  ],
];

/** What may change in a KubeadmControlPlaneTemplate that exists: nothing that becomes a control plane. */
export const controlPlaneTemplateUpdateRule: Rule<TemplateUpdate> = {
  id: "KCPT-U01",
  title: "The content of a control plane template does not change",
  source: clusterApi("controlplane/kubeadm/webhooks/admission/kubeadmcontrolplanetemplate.go", "ValidateUpdate"),
  check: ({ old, spec }) => {
    const [before, after] = [withoutDefaults(old), withoutDefaults(withEarlierStrategy(old, spec))];
    return sameJson(pruned(before) ?? {}, pruned(after) ?? {})
      ? []
      : [{ field: "spec.template.spec", message: "a template is not edited: make a new one and name that in the class" }];
  },
};

function withoutDefaults(spec: JsonObject): JsonObject {
  return earlierDefaults.reduce((object, [path, value]) => (fieldAt(object, path) === value ? withoutField(object, path) : object), spec);
}

/** A strategy that was written by an earlier version may be left out. */
function withEarlierStrategy(old: JsonObject, spec: JsonObject): JsonObject {
  const [before, after] = [old, spec].map((state) => fieldAt(state, ["rollout", "strategy"]));
  const wasDefault = sameJson(before, { type: "RollingUpdate", rollingUpdate: { maxSurge: 1 } });
  return wasDefault && !isDefined(after) ? { ...spec, rollout: { ...(spec["rollout"] as JsonObject), strategy: before! } } : spec;
}

/** A value without maps that say nothing, as Go compares typed parts. */
function pruned(value: Json): Json | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).flatMap(([name, item]) => {
    const rest = pruned(item);
    return rest === undefined ? [] : [[name, rest] as const];
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
