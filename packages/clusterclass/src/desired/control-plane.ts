import type { ClusterTopology } from "../api/cluster.ts";
import type { Deletion } from "../api/cluster-class.ts";
import { Failure, type FieldPath, failed, fieldAt, stringMapAt, withFields, withoutField } from "../api/fields.ts";
import type { Json, JsonObject } from "../api/json.ts";
import { nameOf } from "../api/objects.ts";
import type { Blueprint } from "./blueprint.ts";
import { contractReference, objectFromTemplate } from "./from-template.ts";
import { goDuration, kubernetesTime } from "./go-format.ts";
import { mergeMetadata } from "./merge-metadata.ts";
import { templatedName } from "./names.ts";
import { labels } from "./well-known.ts";

type FieldValues = (readonly [FieldPath, Json])[];

/** What the control plane of a topology is made of, besides the blueprint. */
export interface ControlPlaneInput {
  cluster: JsonObject;
  topology: ClusterTopology;
  /** The machine template that was made for it, if the class has machines for the control plane. */
  machineTemplate: JsonObject | undefined;
  /** Contract of the control plane kind, `v1beta1` or `v1beta2`. */
  contract: (controlPlane: JsonObject) => string | Failure;
  version: string;
}

/**
 * The control plane object before patches.
 * Source: Cluster API v1.14.0, exp/topology/desiredstate/desired_state.go, computeControlPlane.
 */
export function controlPlaneObject(blueprint: Blueprint, input: ControlPlaneInput): JsonObject | Failure {
  const { cluster, topology } = input;
  const ofClass = blueprint.spec.controlPlane;
  const metadata = mergeMetadata(topology.controlPlane?.metadata, ofClass.metadata);
  const machineLabels = { ...metadata.labels, [labels.clusterName]: nameOf(cluster), [labels.owned]: "" };
  const name = templatedName(ofClass.naming?.template, { cluster: { name: nameOf(cluster) } });
  if (failed(name)) return name;
  const object = objectFromTemplate({ template: blueprint.controlPlane, cluster, name, owned: false, ...metadata, labels: machineLabels });
  const contract = input.contract(object);
  if (failed(contract)) return contract;
  const machines = machineFields(object, input.machineTemplate, contract, { ...metadata, labels: machineLabels });
  if (failed(machines)) return machines;
  return withFields(withoutReplaced(object, blueprint, input, contract), [
    ...machines,
    ...topologyFields(blueprint, topology, contract),
    [["spec", "version"], input.version],
  ]);
}

/** The reference to the machine template, and the metadata of the machines; both only if the class has machines. */
function machineFields(
  object: JsonObject,
  machineTemplate: JsonObject | undefined,
  contract: string,
  metadata: { labels: Record<string, string>; annotations?: Record<string, string> },
): FieldValues | Failure {
  if (machineTemplate === undefined) return [];
  const fields: FieldValues = [machineReference(machineTemplate, contract)];
  for (const name of ["labels", "annotations"] as const) {
    const path = ["spec", "machineTemplate", "metadata", name];
    const ofTemplate = stringMapAt(object, path);
    if (ofTemplate === undefined && fieldAt(object, path) !== undefined) return new Failure(`.${path.join(".")} is not a map of strings`);
    const merged = { ...ofTemplate, ...metadata[name] };
    if (Object.keys(merged).length > 0) fields.push([path, merged]);
  }
  return fields;
}

function machineReference(machineTemplate: JsonObject, contract: string): readonly [FieldPath, Json] {
  if (contract !== "v1beta1") return [machineField(contract, "infrastructureRef"), contractReference(machineTemplate)];
  return [
    machineField(contract, "infrastructureRef"),
    {
      apiVersion: machineTemplate["apiVersion"]!,
      kind: machineTemplate["kind"]!,
      namespace: fieldAt(machineTemplate, ["metadata", "namespace"])!,
      name: nameOf(machineTemplate),
    },
  ];
}

/** Contract v1beta2 has the fields of machines one level deeper. */
function machineField(contract: string, name: string): FieldPath {
  return contract === "v1beta1" ? ["spec", "machineTemplate", name] : ["spec", "machineTemplate", "spec", name];
}

/** What the topology, or else the class, sets in the control plane. */
function topologyFields({ spec }: Blueprint, { controlPlane = {} }: ClusterTopology, contract: string): FieldValues {
  const after = kubernetesTime(controlPlane.rollout?.after);
  const gates = controlPlane.readinessGates ?? spec.controlPlane.readinessGates;
  const taints = controlPlane.taints ?? spec.controlPlane.taints;
  return [
    ...(controlPlane.replicas === undefined ? [] : ([[["spec", "replicas"], controlPlane.replicas]] as FieldValues)),
    ...(after === undefined ? [] : ([[["spec", "rollout", "after"], after]] as FieldValues)),
    ...(gates === undefined ? [] : ([[machineField(contract, "readinessGates"), gates]] as FieldValues)),
    ...(taints === undefined ? [] : ([[machineField(contract, "taints"), taints as unknown as Json]] as FieldValues)),
    ...deletionFields({ ...spec.controlPlane.deletion, ...controlPlane.deletion }, contract),
  ];
}

const timeouts = ["nodeDrainTimeout", "nodeVolumeDetachTimeout", "nodeDeletionTimeout"] as const;

function deletionFields(deletion: Deletion, contract: string): FieldValues {
  return timeouts.flatMap((name): FieldValues => {
    const seconds = deletion[`${name}Seconds`];
    if (seconds === undefined) return [];
    if (contract === "v1beta1") return [[["spec", "machineTemplate", name], goDuration(seconds)]];
    return [[["spec", "machineTemplate", "spec", "deletion", `${name}Seconds`], seconds]];
  });
}

/** Readiness gates and taints replace those of the template, even where the template has no list. */
function withoutReplaced(object: JsonObject, { spec }: Blueprint, { topology }: ControlPlaneInput, contract: string): JsonObject {
  return (["readinessGates", "taints"] as const)
    .filter((name) => (topology.controlPlane?.[name] ?? spec.controlPlane[name]) !== undefined)
    .reduce((result, name) => withoutField(result, machineField(contract, name)), object);
}

/**
 * Fields of the control plane that patches cannot change once they are set, at the paths of both contracts.
 * Source: Cluster API v1.14.0, core/reconcilers/topology/cluster/patches/engine.go, updateDesiredState.
 */
export const preservedControlPlaneFields: readonly FieldPath[] = [
  ["spec", "machineTemplate", "metadata"],
  ...["v1beta1", "v1beta2"].flatMap((contract) =>
    ["readinessGates", "taints", "infrastructureRef"].map((name) => machineField(contract, name)),
  ),
  ...timeouts.map((name) => ["spec", "machineTemplate", name]),
  ...timeouts.map((name) => ["spec", "machineTemplate", "spec", "deletion", `${name}Seconds`]),
  ["spec", "replicas"],
  ["spec", "version"],
  ["spec", "rollout", "after"],
];
