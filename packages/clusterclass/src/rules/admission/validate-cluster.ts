import type { StageError } from "../../api/errors.ts";
import { fieldAt } from "../../api/fields.ts";
import { asJson, type KubernetesObject, nameOf, namespaceOf } from "../../api/objects.ts";
import { admitCluster } from "./admit-cluster.ts";
import type { Admission, AdmissionOptions } from "./options.ts";

/** A Cluster, its admitted class, and the Cluster before if there was one. */
export interface ClusterInput {
  clusterClass: KubernetesObject;
  cluster: KubernetesObject;
  previous?: KubernetesObject;
}

/**
 * Everything that can refuse a Cluster of an admitted class (`admitClass`, `validateClass`): that it names another class, then the steps of
 * `admitCluster`. The previous Cluster is admitted first; what is wrong with it has a layer that starts with `previous`.
 */
export function validateClusterAdmission(input: ClusterInput, options: AdmissionOptions = {}): Admission {
  const { clusterClass, cluster, previous } = input;
  const elsewhere = [...(previous ? [previous] : []), cluster].flatMap((candidate) => namesOtherClass(candidate, clusterClass));
  const [first] = elsewhere;
  if (first) return { errors: [first], warnings: [], unknown: [], object: cluster };
  if (!previous) return admitCluster(cluster, clusterClass, options);
  const before = admitCluster(previous, clusterClass, options);
  if (before.errors.length > 0)
    return { ...before, errors: before.errors.map((error) => ({ ...error, layer: `previous ${error.layer}` })) };
  return admitCluster(cluster, clusterClass, options, { old: before.object });
}

/** A Cluster that names a class other than the given one waits for that class; the API server only warns. */
export function namesOtherClass(cluster: KubernetesObject, clusterClass: KubernetesObject): StageError[] {
  const reference = fieldAt(asJson(cluster), ["spec", "topology", "classRef"]);
  const [name, namespace] = [textAt(reference, "name"), textAt(reference, "namespace") || namespaceOf(cluster)];
  if (name === "" || (name === nameOf(clusterClass) && namespace === namespaceOf(clusterClass))) return [];
  return [
    {
      stage: "cluster",
      layer: "references",
      field: "spec.topology.classRef",
      message: `ClusterClass ${namespace}/${name} is not part of the input`,
    },
  ];
}

function textAt(value: ReturnType<typeof fieldAt>, name: string): string {
  const text = fieldAt(value, [name]);
  return typeof text === "string" ? text : "";
}
