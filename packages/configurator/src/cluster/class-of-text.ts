import { classReferenceOf, nameOf } from "@cstack/clusterclass";
import { readCluster } from "../engine/read-cluster.ts";

/** The name of the Cluster in a text and of its class, or why there is none. */
export function classOfText(text: string): { name: string; className: string } | { problem: string } {
  const { cluster, errors } = readCluster(text);
  if (cluster === undefined) return { problem: errors.map(({ message }) => message).join("; ") };
  const reference = classReferenceOf(cluster);
  if (reference === undefined) return { problem: `the Cluster ${nameOf(cluster)} has no topology` };
  return { name: nameOf(cluster), className: reference.name };
}
