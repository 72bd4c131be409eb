import type { Json, JsonObject } from "../../api/json.ts";
import { defined, eachItem, group, inside, objectOf } from "./fields.ts";
import { convertMachines } from "./machines.ts";

/** `spec` of a Cluster of v1beta1 as v1beta2. Source: Cluster API v1.14.0, api/core/v1beta1/conversion.go and the CustomResourceDefinitions. */
export function convertClusterSpec(spec: JsonObject): JsonObject {
  const { topology, controlPlaneRef, infrastructureRef, ...rest } = spec;
  return {
    ...rest,
    ...defined({
      topology: inside(topology, convertTopology),
      controlPlaneRef: inside(controlPlaneRef, convertObjectReference),
      infrastructureRef: inside(infrastructureRef, convertObjectReference),
    }),
  };
}

/** Fields of a Cluster that v1beta2 does not have. */
export function droppedClusterFields(spec: JsonObject): string[] {
  const topology = objectOf(spec["topology"]);
  return topology["rolloutAfter"] === undefined ? [] : ["spec.topology.rolloutAfter"];
}

function convertTopology(topology: JsonObject): JsonObject {
  const { class: name, classNamespace, rolloutAfter: _, controlPlane, workers, variables, ...rest } = topology;
  return defined({
    ...rest,
    classRef: group({ name, namespace: classNamespace === "" ? undefined : classNamespace }),
    controlPlane: inside(controlPlane, convertMachinesTopology),
    workers: inside(workers, ({ machineDeployments, machinePools, ...others }) =>
      defined({
        ...others,
        machineDeployments: eachItem(machineDeployments, convertMachinesTopology),
        machinePools: eachItem(machinePools, convertMachinesTopology),
      }),
    ),
    variables: convertVariables(variables),
  });
}

function convertMachinesTopology(topology: JsonObject): JsonObject {
  const { rest, fields } = convertMachines(topology);
  const { variables, ...others } = rest;
  return defined({
    ...others,
    ...fields,
    variables: inside(variables, ({ overrides }) => defined({ overrides: convertVariables(overrides) })),
  });
}

function convertVariables(variables: Json | undefined): Json | undefined {
  return eachItem(variables, ({ definitionFrom: _, ...variable }) => variable);
}

function convertObjectReference({ apiVersion, kind, name }: JsonObject): JsonObject {
  const apiGroup = typeof apiVersion === "string" && apiVersion.includes("/") ? apiVersion.split("/")[0] : undefined;
  return defined({ apiGroup, kind, name });
}
