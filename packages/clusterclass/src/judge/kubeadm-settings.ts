import { fieldAt } from "../api/fields.ts";
import { isObject, type Json, type JsonObject } from "../api/json.ts";

/** A flag that a kubeadm configuration gives to a component. */
export interface ComponentFlag {
  component: string;
  name: string;
  value: string;
  /** Field of the flag in the object. */
  field: string;
}

/** Where a KubeadmConfigSpec (v1beta2) has flags, and of which component. */
const flagLists = [
  { component: "kube-apiserver", path: ["clusterConfiguration", "apiServer", "extraArgs"] },
  { component: "kube-controller-manager", path: ["clusterConfiguration", "controllerManager", "extraArgs"] },
  { component: "kube-scheduler", path: ["clusterConfiguration", "scheduler", "extraArgs"] },
  { component: "etcd", path: ["clusterConfiguration", "etcd", "local", "extraArgs"] },
  { component: "kubelet", path: ["initConfiguration", "nodeRegistration", "kubeletExtraArgs"] },
  { component: "kubelet", path: ["joinConfiguration", "nodeRegistration", "kubeletExtraArgs"] },
] as const;

/** Where objects hold a KubeadmConfigSpec. */
const configPaths: Readonly<Record<string, readonly string[]>> = {
  KubeadmControlPlane: ["spec", "kubeadmConfigSpec"],
  KubeadmConfigTemplate: ["spec", "template", "spec"],
  KubeadmConfig: ["spec"],
};

/** All flags of the kubeadm configuration in an object; none for other kinds. */
export function componentFlags(object: JsonObject): ComponentFlag[] {
  const base = configPaths[String(object["kind"])];
  if (base === undefined) return [];
  return flagLists.flatMap(({ component, path }) => {
    const place = [...base, ...path];
    const flags = fieldAt(object, place);
    if (!Array.isArray(flags)) return [];
    return flags.flatMap((flag, index) => flagOf(flag, component, `${place.join(".")}[${index}].name`));
  });
}

function flagOf(flag: Json, component: string, field: string): ComponentFlag[] {
  if (!isObject(flag) || typeof flag["name"] !== "string") return [];
  return [{ component, name: flag["name"].replace(/^-+/, ""), value: String(flag["value"] ?? ""), field }];
}

/** The names of kubeadm's own feature gates in an object, with their fields. */
export function kubeadmFeatureGates(object: JsonObject): { name: string; field: string }[] {
  const base = configPaths[String(object["kind"])];
  if (base === undefined) return [];
  const place = [...base, "clusterConfiguration", "featureGates"];
  const gates = fieldAt(object, place);
  return isObject(gates) ? Object.keys(gates).map((name) => ({ name, field: `${place.join(".")}.${name}` })) : [];
}
