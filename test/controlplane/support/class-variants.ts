import type { JsonObject, KubernetesObject } from "@cstack/clusterclass";

/** A class of a docker unit that differs in one of its templates. */
export interface ClassVariant {
  /** Stands for the version in the names of the class and its templates. */
  name: string;
  unit: string;
  edit: (template: KubernetesObject) => KubernetesObject;
}

const unit = "docker-scs-1-36";

/** Another file on workers, as a release that replaces them has. */
export const nextRelease: ClassVariant["edit"] = workersWith(anotherFile);

export const classVariants: readonly ClassVariant[] = [
  { name: "v1", unit, edit: asItIs },
  { name: "v1-init", unit, edit: controlPlaneWith(initArgument("90")) },
  { name: "minor-before", unit: "docker-scs-1-35", edit: asItIs },
  { name: "v2-same", unit, edit: asItIs },
  { name: "v2-worker-file", unit, edit: nextRelease },
  { name: "v2-timeouts", unit, edit: controlPlaneWith(healthCheckTimeout) },
  { name: "v2-init", unit, edit: controlPlaneWith(initArgument("100")) },
];

export function asItIs(template: KubernetesObject): KubernetesObject {
  return template;
}

type ConfigEdit = (config: JsonObject) => JsonObject;

function controlPlaneWith(edit: ConfigEdit): ClassVariant["edit"] {
  return (template) =>
    template.kind === "KubeadmControlPlaneTemplate"
      ? editedAt(template, ["spec", "template", "spec", "kubeadmConfigSpec"], edit)
      : template;
}

function workersWith(edit: ConfigEdit): ClassVariant["edit"] {
  return (template) => (template.kind === "KubeadmConfigTemplate" ? editedAt(template, ["spec", "template", "spec"], edit) : template);
}

function editedAt(template: KubernetesObject, path: readonly string[], edit: ConfigEdit): KubernetesObject {
  const copy = structuredClone(template) as unknown as JsonObject;
  const parent = path.slice(0, -1).reduce<JsonObject>((object, name) => object[name] as JsonObject, copy);
  const last = path.at(-1)!;
  parent[last] = edit(parent[last] as JsonObject);
  return copy as unknown as KubernetesObject;
}

function anotherFile(config: JsonObject): JsonObject {
  return { ...config, files: [...(config["files"] as JsonObject[]), { path: "/etc/another", content: "file" }] };
}

/** Only waits of kubeadm itself: of no interest to a machine that runs. */
function healthCheckTimeout(config: JsonObject): JsonObject {
  const timeouts = { controlPlaneComponentHealthCheckSeconds: 300 };
  const { initConfiguration, joinConfiguration } = config as { initConfiguration: JsonObject; joinConfiguration: JsonObject };
  return { ...config, initConfiguration: { ...initConfiguration, timeouts }, joinConfiguration: { ...joinConfiguration, timeouts } };
}

/** A kubelet argument of the machine that initializes the cluster, and of no other. */
function initArgument(value: string): ConfigEdit {
  return (config) => {
    const init = config["initConfiguration"] as { nodeRegistration: { kubeletExtraArgs: JsonObject[] } };
    const kubeletExtraArgs = [...init.nodeRegistration.kubeletExtraArgs, { name: "max-pods", value }];
    return { ...config, initConfiguration: { ...init, nodeRegistration: { ...init.nodeRegistration, kubeletExtraArgs } } as JsonObject };
  };
}
