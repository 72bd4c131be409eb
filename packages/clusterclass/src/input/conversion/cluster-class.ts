import type { Json, JsonObject } from "../../api/json.ts";
import { defined, eachItem, group, inside, objectOf, templateReference } from "./fields.ts";
import { convertMachines } from "./machines.ts";

/**
 * `spec` of a ClusterClass of v1beta1 as v1beta2; patches keep their paths (see `patches.ts`).
 * Source: Cluster API v1.14.0, api/core/v1beta1/conversion.go and the two CustomResourceDefinitions.
 */
export function convertClusterClassSpec(spec: JsonObject): JsonObject {
  const { infrastructure, infrastructureNamingStrategy, controlPlane, workers, patches, variables, ...rest } = spec;
  return {
    ...rest,
    ...defined({
      infrastructure: group({ ...convertReference(objectOf(infrastructure)), naming: infrastructureNamingStrategy }),
      controlPlane: inside(controlPlane, convertControlPlane),
      workers: inside(workers, convertWorkers),
      patches: eachItem(patches, convertExternalPatch),
      variables: eachItem(variables, ({ metadata, ...variable }) => ({ ...variable, ...defined({ deprecatedV1Beta1Metadata: metadata }) })),
    }),
  };
}

function convertReference({ ref, ...rest }: JsonObject): Record<string, Json | undefined> {
  return { ...rest, templateRef: templateReference(ref) };
}

function convertControlPlane(controlPlane: JsonObject): JsonObject {
  const { rest, fields } = convertMachines(controlPlane);
  const { ref, machineInfrastructure, namingStrategy, ...others } = rest;
  return defined({
    ...others,
    ...fields,
    templateRef: templateReference(ref),
    machineInfrastructure: inside(machineInfrastructure, (object) => defined(convertReference(object))),
    naming: namingStrategy,
  });
}

function convertWorkers({ machineDeployments, machinePools, ...rest }: JsonObject): JsonObject {
  return {
    ...rest,
    ...defined({ machineDeployments: eachItem(machineDeployments, convertWorker), machinePools: eachItem(machinePools, convertWorker) }),
  };
}

function convertWorker(worker: JsonObject): JsonObject {
  const { rest, fields } = convertMachines(worker);
  const { template, namingStrategy, ...others } = rest;
  const { metadata, bootstrap, infrastructure } = objectOf(template);
  return defined({
    ...others,
    ...fields,
    metadata,
    bootstrap: inside(bootstrap, (object) => defined(convertReference(object))),
    infrastructure: inside(infrastructure, (object) => defined(convertReference(object))),
    naming: namingStrategy,
  });
}

function convertExternalPatch({ external, ...patch }: JsonObject): JsonObject {
  const converted = inside(external, ({ generateExtension, validateExtension, ...rest }) =>
    objectOf(group({ ...rest, generatePatchesExtension: generateExtension, validateTopologyExtension: validateExtension })),
  );
  return { ...patch, ...defined({ external: converted }) };
}
