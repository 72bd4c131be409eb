import { clusterApi, type Rule } from "../rule.ts";

/** The Clusters that two states of an object belong to. */
export interface ClusterNames {
  old: string;
  name: string;
}

function staysInCluster(id: string, kind: string, file: string): Rule<ClusterNames> {
  return {
    id,
    title: `${kind} stays in its Cluster`,
    source: clusterApi(`core/webhooks/admission/${file}`, "validate"),
    check: ({ old, name }) => (old === name ? [] : [{ field: "spec.clusterName", message: `it belongs to ${old}, which cannot change` }]),
  };
}

/** What may change in objects that a topology became; all else about them is judged as for new ones. */
export const machineDeploymentUpdateRule = staysInCluster("MD-U01", "A machine deployment", "machinedeployment.go");
export const machinePoolUpdateRule = staysInCluster("MP-U01", "A machine pool", "machinepool.go");
export const machineHealthCheckUpdateRule = staysInCluster("MHC-U01", "A machine health check", "machinehealthcheck.go");
