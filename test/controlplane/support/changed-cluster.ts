import { type JsonObject, type Plan, planCluster } from "@cstack/clusterclass";
import { type TopologyChange, withTopology } from "./changes.ts";
import type { ManagementCluster, StoredObject } from "./management-cluster.ts";
import type { ClassInput } from "./stack-under-test.ts";

/** A change of the topology, and the classes before and after; the same one where the class stays. */
export interface ClusterChange {
  title: string;
  after: TopologyChange;
  from: ClassInput;
  to: ClassInput;
}

/** Plans a change of a Cluster as it is stored, and makes it; throws where it is refused. */
export async function planAndChange(
  management: ManagementCluster,
  stored: StoredObject,
  { title, after, from, to }: ClusterChange,
): Promise<Plan> {
  const classRef = { name: to.clusterClass.metadata.name! };
  const cluster = withTopology(stored, (topology) => ({ ...after(topology), classRef }));
  const plan = planCluster(
    { ...to, clusters: [cluster], crds: [], converted: [] },
    { from: { cluster: stored, ...(from === to ? {} : { class: from }) } },
  );
  const refusal = await management.patch(stored, { spec: { topology: cluster.spec!["topology"] as JsonObject } });
  if (refusal !== undefined) throw new Error(`${title}: ${refusal.message}`);
  return plan;
}
