import type { MachineDeploymentTopology, WorkerTopology } from "../api/cluster.ts";
import type { Deletion, MachineDeploymentClass, Rollout } from "../api/cluster-class.ts";
import { compact, type Failure, failed } from "../api/fields.ts";
import type { Json, JsonObject } from "../api/json.ts";
import { nameOf } from "../api/objects.ts";
import type { WorkerBlueprint } from "./blueprint.ts";
import { contractReference, objectFromTemplate, templateFromTemplate } from "./from-template.ts";
import { kubernetesTime } from "./go-format.ts";
import { mergeMetadata, withoutKeys } from "./merge-metadata.ts";
import { simpleName, templatedName } from "./names.ts";
import { annotations, coreApiVersion, labels } from "./well-known.ts";

/** A MachineDeployment or MachinePool with the two objects that it refers to. */
export interface WorkerObjects {
  worker: JsonObject;
  bootstrap: JsonObject;
  infrastructure: JsonObject;
}

/** What a worker is computed from, besides its topology and its class. */
export interface WorkerContext {
  cluster: JsonObject;
  version: string;
}

/**
 * A MachineDeployment with its bootstrap and machine templates, before patches.
 * Source: Cluster API v1.14.0, exp/topology/desiredstate/desired_state.go, computeMachineDeployment.
 */
export function machineDeploymentObjects(
  topology: MachineDeploymentTopology,
  { class: ofClass, bootstrap, infrastructure }: WorkerBlueprint<MachineDeploymentClass>,
  { cluster, version }: WorkerContext,
): WorkerObjects | Failure {
  const own = { [labels.machineDeploymentName]: topology.name };
  const part = (template: JsonObject) =>
    templateFromTemplate({ template, cluster, name: simpleName(`${nameOf(cluster)}-${topology.name}-`), labels: own, owned: true });
  const name = templatedName(ofClass.naming?.template, {
    cluster: { name: nameOf(cluster) },
    machineDeployment: { topologyName: topology.name },
  });
  if (failed(name)) return name;
  const parts = { bootstrap: part(bootstrap), infrastructure: part(infrastructure) };
  const identity = identityLabels(cluster, own);
  const spec = compact({
    clusterName: nameOf(cluster),
    replicas: topology.replicas,
    rollout: rolloutOf(topology.rollout, ofClass.rollout),
    selector: { matchLabels: identity },
    template: machineTemplate(topology, ofClass, identity, {
      ...machineSpec(cluster, version, parts, topology, ofClass),
      ...compact({
        failureDomain: topology.failureDomain || ofClass.failureDomain || undefined,
        readinessGates: topology.readinessGates ?? ofClass.readinessGates,
      }),
    }),
    remediation: compact({ maxInFlight: topology.healthCheck?.remediation?.maxInFlight ?? ofClass.healthCheck?.remediation?.maxInFlight }),
    deletion: compact({ order: topology.deletion?.order || ofClass.deletion?.order || undefined }),
  });
  return { worker: workerObject("MachineDeployment", name, cluster, metadataOf(topology, ofClass, identity), spec), ...parts };
}

/**
 * A MachinePool with its bootstrap and infrastructure objects (not templates), before patches.
 * Source: Cluster API v1.14.0, exp/topology/desiredstate/desired_state.go, computeMachinePool.
 */
export function machinePoolObjects(
  topology: WorkerTopology,
  { class: ofClass, bootstrap, infrastructure }: WorkerBlueprint,
  { cluster, version }: WorkerContext,
): WorkerObjects | Failure {
  const own = { [labels.machinePoolName]: topology.name };
  const part = (template: JsonObject) =>
    objectFromTemplate({ template, cluster, name: simpleName(`${nameOf(cluster)}-${topology.name}-`), labels: own, owned: true });
  const name = templatedName(ofClass.naming?.template, {
    cluster: { name: nameOf(cluster) },
    machinePool: { topologyName: topology.name },
  });
  if (failed(name)) return name;
  const parts = { bootstrap: part(bootstrap), infrastructure: part(infrastructure) };
  const identity = identityLabels(cluster, own);
  const spec = compact({
    clusterName: nameOf(cluster),
    replicas: topology.replicas,
    template: machineTemplate(topology, ofClass, identity, machineSpec(cluster, version, parts, topology, ofClass)),
    failureDomains: topology.failureDomains ?? ofClass.failureDomains,
  });
  return { worker: workerObject("MachinePool", name, cluster, metadataOf(topology, ofClass, identity), spec), ...parts };
}

function identityLabels(cluster: JsonObject, own: Record<string, string>): Record<string, string> {
  return { [labels.clusterName]: nameOf(cluster), [labels.owned]: "", ...own };
}

/** Labels and annotations of the worker and of its machines; annotations that steer the order of an upgrade stay in the topology. */
function metadataOf(topology: WorkerTopology, ofClass: WorkerBlueprint["class"], identity: Record<string, string>): JsonObject {
  const merged = mergeMetadata(topology.metadata, ofClass.metadata);
  return compact({
    labels: { ...merged.labels, ...identity },
    annotations: withoutKeys(merged.annotations, [annotations.holdUpgradeSequence, annotations.deferUpgrade]),
  });
}

function machineTemplate(
  topology: WorkerTopology,
  ofClass: WorkerBlueprint["class"],
  identity: Record<string, string>,
  spec: JsonObject,
): JsonObject {
  return { metadata: metadataOf(topology, ofClass, identity), spec };
}

function machineSpec(
  cluster: JsonObject,
  version: string,
  parts: { bootstrap: JsonObject; infrastructure: JsonObject },
  topology: WorkerTopology,
  ofClass: WorkerBlueprint["class"],
): JsonObject {
  return compact({
    clusterName: nameOf(cluster),
    bootstrap: { configRef: contractReference(parts.bootstrap) },
    infrastructureRef: contractReference(parts.infrastructure),
    version,
    minReadySeconds: topology.minReadySeconds ?? ofClass.minReadySeconds,
    deletion: machineDeletion({ ...ofClass.deletion, ...topology.deletion }),
    taints: (topology.taints ?? ofClass.taints) as Json | undefined,
  });
}

function machineDeletion({ order: _, ...timeouts }: Deletion): JsonObject {
  return compact(timeouts);
}

/** A rollout of the topology replaces that of the class completely, also when it only says `after`. */
function rolloutOf(topology: Rollout | undefined, ofClass: Rollout | undefined): JsonObject {
  const chosen = topology !== undefined && Object.keys(topology).length > 0 ? topology : { strategy: ofClass?.strategy };
  const { type, rollingUpdate } = chosen.strategy ?? {};
  const after = topology === chosen ? kubernetesTime(topology.after) : undefined;
  return compact({ after, strategy: compact({ type: type || undefined, rollingUpdate: compact({ ...rollingUpdate }) }) });
}

function workerObject(kind: string, name: string, cluster: JsonObject, metadata: JsonObject, spec: JsonObject): JsonObject {
  const namespace = (cluster["metadata"] as JsonObject)["namespace"] ?? "default";
  return { apiVersion: coreApiVersion, kind, metadata: { name, namespace, ...metadata }, spec };
}
