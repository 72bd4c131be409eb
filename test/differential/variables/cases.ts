import fc from "fast-check";
import type { Json, JsonObject } from "../../../packages/clusterclass/src/api/json.ts";
import type { KubernetesObject } from "../../../packages/clusterclass/src/api/objects.ts";
import { validateVariableDefinitions } from "../../../packages/clusterclass/src/variables/index.ts";
import { drawDefinition } from "./schema-generator.ts";
import { type Draw, drawFrom, drawValue, type Schema } from "./value-generator.ts";

/** A class with variables, a Cluster that sets some of them, and perhaps what the Cluster was before. */
export interface VariablesCase {
  clusterClass: KubernetesObject;
  cluster: KubernetesObject;
  oldCluster: KubernetesObject | undefined;
}

const API = "cluster.x-k8s.io/v1beta2";
const INFRASTRUCTURE = "infrastructure.cluster.x-k8s.io/v1beta2";
const CONTROL_PLANE = "controlplane.cluster.x-k8s.io/v1beta2";
const BOOTSTRAP = "bootstrap.cluster.x-k8s.io/v1beta2";
const NAMES = ["alpha", "beta", "gamma", "a-b"];

function template(apiVersion: string, kind: string, name: string): JsonObject {
  return { apiVersion, kind, metadata: { name }, spec: { template: { spec: {} } } };
}

/** The templates that every class of these cases refers to. */
export const templates: JsonObject[] = [
  template(INFRASTRUCTURE, "DevClusterTemplate", "t"),
  template(CONTROL_PLANE, "KubeadmControlPlaneTemplate", "t"),
  template(BOOTSTRAP, "KubeadmConfigTemplate", "t"),
  template(INFRASTRUCTURE, "DevMachineTemplate", "t"),
  template(INFRASTRUCTURE, "DevMachinePoolTemplate", "t"),
];

/** A class, a Cluster and sometimes an older Cluster. */
export const variablesCase: fc.Arbitrary<VariablesCase> = fc.gen().map((gen) => drawCase(drawFrom(gen)));

/** The class of a case with the given variables. */
export function classWith(variables: JsonObject[]): KubernetesObject {
  const worker = (kind: string): JsonObject => ({
    class: "worker",
    bootstrap: { templateRef: ref(BOOTSTRAP, "KubeadmConfigTemplate") },
    infrastructure: { templateRef: ref(INFRASTRUCTURE, kind) },
  });
  return {
    apiVersion: API,
    kind: "ClusterClass",
    metadata: { name: "class" },
    spec: {
      infrastructure: { templateRef: ref(INFRASTRUCTURE, "DevClusterTemplate") },
      controlPlane: { templateRef: ref(CONTROL_PLANE, "KubeadmControlPlaneTemplate") },
      workers: { machineDeployments: [worker("DevMachineTemplate")], machinePools: [worker("DevMachinePoolTemplate")] },
      ...(variables.length === 0 ? {} : { variables }),
    },
  };
}

/** A Cluster with variables and overrides by place. */
export function clusterWith(
  variables: JsonObject[],
  overrides: { controlPlane?: JsonObject[]; deployment?: JsonObject[]; pool?: JsonObject[] },
): KubernetesObject {
  const set = (values: JsonObject[] | undefined): JsonObject =>
    values === undefined || values.length === 0 ? {} : { variables: { overrides: values } };
  return {
    apiVersion: API,
    kind: "Cluster",
    metadata: { name: "cluster" },
    spec: {
      topology: {
        classRef: { name: "class" },
        version: "v1.36.1",
        controlPlane: { replicas: 1, ...set(overrides.controlPlane) },
        workers: {
          machineDeployments: [{ class: "worker", name: "md-0", ...set(overrides.deployment) }],
          machinePools: [{ class: "worker", name: "mp-0", ...set(overrides.pool) }],
        },
        ...(variables.length === 0 ? {} : { variables }),
      },
    },
  };
}

function ref(apiVersion: string, kind: string): JsonObject {
  return { apiVersion, kind, name: "t" };
}

function drawCase(draw: Draw): VariablesCase {
  const names = draw.some(NAMES, 3);
  const drawn = (names.length === 0 ? ["alpha"] : names).map((name) => drawDefinition(draw, name));
  const definitions = draw.chance(0.7) ? drawn.filter(isAccepted) : drawn;
  const cluster = drawCluster(draw, definitions);
  return { clusterClass: classWith(definitions), cluster, oldCluster: draw.chance(0.4) ? drawCluster(draw, definitions) : undefined };
}

/** Keeps what the engine takes for valid, so that enough classes get as far as their Clusters. */
function isAccepted(definition: JsonObject): boolean {
  return validateVariableDefinitions(classWith([definition])).errors.length === 0;
}

function drawCluster(draw: Draw, definitions: JsonObject[]): KubernetesObject {
  const fitting = draw.chance(0.6);
  const values = (probability: number) => drawValues(draw, definitions, probability, fitting);
  return clusterWith(values(0.8), { controlPlane: values(0.15), deployment: values(0.15), pool: values(0.1) });
}

function drawValues(draw: Draw, definitions: JsonObject[], probability: number, fitting: boolean): JsonObject[] {
  const set = definitions
    .filter(() => draw.chance(probability))
    .map(({ name, schema }): JsonObject => ({ name: name as string, value: drawValue(draw, schemaOf(schema), fitting) }));
  return draw.chance(0.02) ? [...set, { name: draw.pick(["alpha", "undefined"]), value: 1 }] : set;
}

function schemaOf(schema: Json | undefined): Schema {
  return (schema as { openAPIV3Schema: Schema }).openAPIV3Schema;
}
