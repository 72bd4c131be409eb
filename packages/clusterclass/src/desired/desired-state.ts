import { type ClusterTopology, clusterSpec } from "../api/cluster.ts";
import { Failure, failed, fieldAt, stringMapAt, withoutField } from "../api/fields.ts";
import type { JsonObject } from "../api/json.ts";
import { asJson, type KubernetesObject, nameOf } from "../api/objects.ts";
import type { Blueprint } from "./blueprint.ts";
import { type ContractVersion, contractVersionOf } from "./contract-version.ts";
import { controlPlaneObject } from "./control-plane.ts";
import { contractReference, groupOf, objectFromTemplate, templateFromTemplate } from "./from-template.ts";
import { healthCheckObject } from "./health-check.ts";
import { simpleName, templatedName } from "./names.ts";
import { annotations, coreApiVersion, labels, noUid } from "./well-known.ts";
import { machineDeploymentObjects, machinePoolObjects, type WorkerObjects } from "./worker.ts";

/** The Kubernetes versions that the parts of a Cluster have at one moment; what is not named has the version of the topology. */
export interface Versions {
  controlPlane?: string;
  /** By name in the topology. */
  machineDeployments?: Readonly<Record<string, string>>;
  machinePools?: Readonly<Record<string, string>>;
}

export interface DesiredStateInput {
  blueprint: Blueprint;
  /** The Cluster after admission: defaulted, valid, with a topology. */
  cluster: KubernetesObject;
  crds: readonly KubernetesObject[];
  versions?: Versions;
  /** Names of objects that exist already, by role: they are kept, whatever the class would call them now. */
  names?: ReadonlyMap<string, string>;
}

/** What the topology controller wants for a Cluster, before or after patches. */
export interface DesiredState {
  /** The Cluster with the labels and references that the controller writes; patches see it as `builtin.cluster`. */
  cluster: JsonObject;
  topology: ClusterTopology;
  /** Objects by role, in the order in which they are listed. */
  objects: Map<string, JsonObject>;
  /** Contract of the control plane kind; `ambiguous` if its CRD lists the version twice. */
  contract: ContractVersion;
}

/**
 * The objects of a new Cluster before patches. Random parts of names are `xxxxx`.
 * Source: Cluster API v1.14.0, exp/topology/desiredstate/desired_state.go, Generate.
 */
export function desiredState(input: DesiredStateInput): DesiredState | Failure {
  const { blueprint } = input;
  const topology = clusterSpec(input.cluster).topology!;
  const cluster = withIdentity(asJson(input.cluster));
  const objects = new Map<string, JsonObject>();
  const infrastructureCluster = infrastructureClusterObject(blueprint, cluster);
  if (failed(infrastructureCluster)) return new Failure(`infrastructureCluster: ${infrastructureCluster.reason}`);
  objects.set("infrastructureCluster", named(infrastructureCluster, input, "infrastructureCluster"));

  const contract = addControlPlane(objects, input, cluster, topology);
  if (failed(contract)) return new Failure(`controlPlane: ${contract.reason}`);
  const workers = addWorkers(objects, input, cluster, topology);
  if (failed(workers)) return workers;
  const references = {
    infrastructureRef: contractReference(objects.get("infrastructureCluster")!),
    controlPlaneRef: contractReference(objects.get("controlPlane")!),
  };
  const complete = { ...cluster, spec: { ...(cluster["spec"] as JsonObject), ...references } };
  return { cluster: withUpgradeStep(complete, objects.get("controlPlane")!), topology, objects, contract };
}

/** The object under the name that it has, if it exists. */
function named(object: JsonObject, { names }: DesiredStateInput, role: string): JsonObject {
  const name = names?.get(role);
  return name === undefined ? object : { ...object, metadata: { ...(object["metadata"] as JsonObject), name } };
}

function withIdentity(cluster: JsonObject): JsonObject {
  const name = nameOf(cluster);
  const metadata = {
    namespace: "default",
    uid: noUid,
    ...(cluster["metadata"] as JsonObject),
    labels: { ...stringMapAt(cluster, ["metadata", "labels"]), [labels.clusterName]: name, [labels.owned]: "" },
  };
  return { ...cluster, apiVersion: coreApiVersion, kind: "Cluster", metadata };
}

/** While the hook after an upgrade is still to be called, the Cluster says which version the control plane is at. */
function withUpgradeStep(cluster: JsonObject, controlPlane: JsonObject): JsonObject {
  const pending = stringMapAt(cluster, ["metadata", "annotations"])?.[annotations.pendingHooks] ?? "";
  const path = ["metadata", "annotations", annotations.upgradeStep];
  if (!pending.split(",").includes("AfterClusterUpgrade")) return withoutField(cluster, path);
  const kept = stringMapAt(cluster, ["metadata", "annotations"]);
  const version = String(fieldAt(controlPlane, ["spec", "version"]));
  return { ...cluster, metadata: { ...(cluster["metadata"] as JsonObject), annotations: { ...kept, [annotations.upgradeStep]: version } } };
}

function infrastructureClusterObject(blueprint: Blueprint, cluster: JsonObject): JsonObject | Failure {
  const name = templatedName(blueprint.spec.infrastructure.naming?.template, { cluster: { name: nameOf(cluster) } });
  return failed(name) ? name : objectFromTemplate({ template: blueprint.infrastructureCluster, cluster, name, owned: false });
}

function addControlPlane(
  objects: Map<string, JsonObject>,
  input: DesiredStateInput,
  cluster: JsonObject,
  topology: ClusterTopology,
): ContractVersion | Failure {
  const { blueprint, crds, versions } = input;
  const machineTemplate =
    blueprint.controlPlaneMachine &&
    templateFromTemplate({ template: blueprint.controlPlaneMachine, cluster, name: simpleName(`${nameOf(cluster)}-`), owned: true });
  let contract: ContractVersion | Failure = new Failure("the contract was not looked up");
  const made = controlPlaneObject(blueprint, {
    cluster,
    topology,
    machineTemplate,
    contract: (object) => {
      contract = contractOf(object, crds);
      return failed(contract) ? contract : contract.contract;
    },
    version: versions?.controlPlane ?? topology.version,
  });
  if (failed(made)) return made;
  const controlPlane = named(made, input, "controlPlane");
  objects.set("controlPlane", controlPlane);
  if (machineTemplate === undefined) return contract;
  objects.set("controlPlaneMachineTemplate", machineTemplate);
  const selector = { [labels.owned]: "", [labels.controlPlane]: "" };
  const check = healthCheckObject(
    cluster,
    controlPlane,
    selector,
    topology.controlPlane?.healthCheck,
    blueprint.spec.controlPlane.healthCheck,
  );
  if (check !== undefined) objects.set("machineHealthCheck/controlPlane", check);
  return contract;
}

function contractOf(object: JsonObject, crds: readonly KubernetesObject[]): ContractVersion | Failure {
  const apiVersion = String(object["apiVersion"]);
  const version = apiVersion.slice(apiVersion.indexOf("/") + 1);
  return contractVersionOf({ group: groupOf(apiVersion), version, kind: String(object["kind"]) }, crds);
}

function addWorkers(
  objects: Map<string, JsonObject>,
  input: DesiredStateInput,
  cluster: JsonObject,
  topology: ClusterTopology,
): Failure | undefined {
  const { blueprint, versions } = input;
  const add = (role: string, made: WorkerObjects): JsonObject => {
    const worker = named(made.worker, input, role);
    objects.set(role, worker).set(`${role}/bootstrap`, made.bootstrap).set(`${role}/infrastructure`, made.infrastructure);
    return worker;
  };
  for (const worker of topology.workers?.machineDeployments ?? []) {
    const role = `machineDeployment/${worker.name}`;
    const ofClass = blueprint.machineDeployments.get(worker.class);
    if (ofClass === undefined) return new Failure(`${role}: the class has no machine deployment class "${worker.class}"`);
    const version = versions?.machineDeployments?.[worker.name] ?? topology.version;
    const made = machineDeploymentObjects(worker, ofClass, { cluster, version });
    if (failed(made)) return new Failure(`${role}: ${made.reason}`);
    const object = add(role, made);
    const selector = { [labels.owned]: "", [labels.machineDeploymentName]: worker.name };
    const check = healthCheckObject(cluster, object, selector, worker.healthCheck, ofClass.class.healthCheck);
    if (check !== undefined) objects.set(`machineHealthCheck/${worker.name}`, check);
  }
  for (const worker of topology.workers?.machinePools ?? []) {
    const role = `machinePool/${worker.name}`;
    const ofClass = blueprint.machinePools.get(worker.class);
    if (ofClass === undefined) return new Failure(`${role}: the class has no machine pool class "${worker.class}"`);
    const version = versions?.machinePools?.[worker.name] ?? topology.version;
    const made = machinePoolObjects(worker, ofClass, { cluster, version });
    if (failed(made)) return new Failure(`${role}: ${made.reason}`);
    add(role, made);
  }
  return undefined;
}
