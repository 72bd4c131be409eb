import { type ClusterTopology, clusterSpec, type WorkerTopology } from "../../api/cluster.ts";
import type { WorkerClass } from "../../api/cluster-class.ts";
import type { FieldError } from "../../api/errors.ts";
import type { KubernetesObject } from "../../api/objects.ts";
import { type ClassRuleInput, machineDeploymentClasses } from "../class/input.ts";
import { replicasOfAutoscaledClasses } from "../primitives/autoscaler.ts";
import { isHealthCheckDefined } from "../primitives/health-check.ts";
import { clusterApi, type Rule } from "../rule.ts";

const file = "core/webhooks/admission/clusterclass.go";

/** What Clusters still need of a class that is updated in place. */
export const inUseRules: readonly Rule<ClassRuleInput>[] = [
  {
    id: "CC-U06",
    title: "Kubernetes versions of Clusters stay in the list",
    source: clusterApi(file, "validateKubernetesVersionsOfClusters"),
    check: checkVersions,
  },
  {
    id: "CC-U07",
    title: "Machine deployment classes in use stay",
    source: clusterApi(file, "validateRemovedMachineDeploymentClassesAreNotUsed"),
    check: (input) => checkRemovedClasses(input, "machineDeployments"),
  },
  {
    id: "CC-U08",
    title: "Machine pool classes in use stay",
    source: clusterApi(file, "validateRemovedMachinePoolClassesAreNotUsed"),
    check: (input) => checkRemovedClasses(input, "machinePools"),
  },
  {
    id: "CC-U09",
    title: "The control plane health check stays while a Cluster relies on it",
    source: clusterApi(file, "validateUpdatesToMachineHealthCheckClasses"),
    check: checkControlPlaneHealthCheck,
  },
  {
    id: "CC-U10",
    title: "The health check of a machine deployment class stays while a Cluster relies on it",
    source: clusterApi(file, "validateUpdatesToMachineHealthCheckClasses"),
    check: checkWorkerHealthChecks,
  },
  {
    id: "CC-U11",
    title: "Classes whose machine deployments have fixed replicas do not turn on the autoscaler",
    source: clusterApi("core/webhooks/admission/cluster.go", "validateAutoscalerAnnotationsForCluster"),
    check: ({ old, spec, clusters }) =>
      old ? topologies(clusters).flatMap(({ topology }) => replicasOfAutoscaledClasses(topology, spec)) : [],
  },
];

interface NamedTopology {
  name: string;
  topology: ClusterTopology;
}

function topologies(clusters: readonly KubernetesObject[]): NamedTopology[] {
  return clusters.flatMap((cluster) => {
    const { topology } = clusterSpec(cluster);
    return topology ? [{ name: cluster.metadata.name ?? "", topology }] : [];
  });
}

function checkVersions({ old, spec, clusters }: ClassRuleInput): FieldError[] {
  const versions = spec.kubernetesVersions ?? [];
  if (!old || versions.length === 0) return [];
  return topologies(clusters)
    .filter(({ topology }) => !versions.includes(topology.version))
    .map(({ name, topology }) => ({
      field: "spec.kubernetesVersions",
      message: `Cluster ${name} runs ${topology.version}, which is not in the list`,
    }));
}

function checkRemovedClasses({ old, spec, clusters }: ClassRuleInput, list: "machineDeployments" | "machinePools"): FieldError[] {
  const [before, after]: (readonly WorkerClass[])[] = [old?.workers?.[list] ?? [], spec.workers?.[list] ?? []];
  const kept = new Set((after ?? []).map((workerClass) => workerClass.class));
  const removed = new Set((before ?? []).map((workerClass) => workerClass.class).filter((name) => !kept.has(name)));
  return topologies(clusters).flatMap(({ name, topology }) => {
    const workers: readonly WorkerTopology[] = topology.workers?.[list] ?? [];
    return workers
      .filter((worker) => removed.has(worker.class))
      .map((worker) => ({
        field: `spec.workers.${list}`,
        message: `class ${JSON.stringify(worker.class)} is gone, but ${worker.name} of Cluster ${name} uses it`,
      }));
  });
}

function checkControlPlaneHealthCheck({ old, spec, clusters }: ClassRuleInput): FieldError[] {
  if (!isHealthCheckDefined(old?.controlPlane.healthCheck) || isHealthCheckDefined(spec.controlPlane.healthCheck)) return [];
  const users = topologies(clusters).filter(({ topology }) => reliesOnClass(topology.controlPlane));
  return removedHealthCheck("spec.controlPlane.healthCheck", users);
}

function checkWorkerHealthChecks({ old, spec, clusters }: ClassRuleInput): FieldError[] {
  const before = old?.workers?.machineDeployments ?? [];
  return machineDeploymentClasses(spec).flatMap(({ workerClass, byName }) => {
    const oldClass = before.find((candidate) => candidate.class === workerClass.class);
    if (!isHealthCheckDefined(oldClass?.healthCheck) || isHealthCheckDefined(workerClass.healthCheck)) return [];
    const users = topologies(clusters).filter(({ topology }) =>
      topology.workers?.machineDeployments?.some((worker) => worker.class === workerClass.class && reliesOnClass(worker)),
    );
    return removedHealthCheck(`${byName}.healthCheck`, users);
  });
}

function reliesOnClass(topology: ClusterTopology["controlPlane"]): boolean {
  return topology?.healthCheck?.enabled === true && !isHealthCheckDefined(topology.healthCheck);
}

function removedHealthCheck(field: string, users: NamedTopology[]): FieldError[] {
  if (users.length === 0) return [];
  return [
    {
      field,
      message: `the health check is gone, but these Clusters enable it without one of their own: ${users.map(({ name }) => name).join(", ")}`,
    },
  ];
}
