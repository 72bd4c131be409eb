import { clusterSchema } from "../../schemas/cluster.gen.ts";
import { type ClassVariable, clusterClassSpec, type WorkerClass } from "../api/cluster-class.ts";
import type { JsonObject } from "../api/json.ts";
import { type KubernetesObject, nameOf } from "../api/objects.ts";
import type { StructuralSchema } from "../schema/index.ts";
import { jsonSchemaOf } from "./json-schema.ts";

export interface ClusterSchemaOptions {
  /** The one version that Clusters of the class have, `v1.36.4`; any when left out. */
  version?: string;
}

/**
 * JSON Schema (draft 7) of a Cluster that uses a class: the fields of Cluster API's own definition, the name of the class, names and values of its
 * variables cluster-wide and as overrides, and its classes of workers. For editors that complete and check YAML; `planCluster` knows more.
 */
export function clusterJsonSchema(clusterClass: KubernetesObject, { version }: ClusterSchemaOptions = {}): JsonObject {
  const name = nameOf(clusterClass);
  const { variables = [], workers = {} } = clusterClassSpec(clusterClass);
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: `Cluster of ${name}`,
    type: "object",
    required: ["apiVersion", "kind", "metadata", "spec"],
    properties: {
      apiVersion: { const: "cluster.x-k8s.io/v1beta2" },
      kind: { const: "Cluster" },
      metadata: metadata(),
      spec: specOf(topologyOf(name, version, variables, workers)),
      status: { type: "object" },
    },
    additionalProperties: false,
    definitions: { variable: variableItem(variables) },
  };
}

function metadata(): JsonObject {
  const texts: JsonObject = { type: "object", additionalProperties: { type: "string" } };
  return {
    type: "object",
    required: ["name"],
    properties: { name: { type: "string", minLength: 1, maxLength: 63 }, namespace: { type: "string" }, labels: texts, annotations: texts },
  };
}

function specOf(topology: JsonObject): JsonObject {
  const spec = jsonSchemaOf(memberOf(clusterSchema, "spec"));
  return { ...spec, required: ["topology"], properties: { ...(spec["properties"] as JsonObject), topology } };
}

/** The part of a schema at a path of members; items of lists are on the way. */
function memberOf(schema: StructuralSchema, ...path: string[]): StructuralSchema {
  return path.reduce((outer, name) => {
    const member = (outer.items ?? outer).properties?.[name];
    if (member === undefined) throw new Error(`the definition of Cluster has no ${path.join(".")}`);
    return member;
  }, schema);
}

function topologyOf(
  className: string,
  version: string | undefined,
  variables: readonly ClassVariable[],
  { machineDeployments = [], machinePools = [] }: { machineDeployments?: WorkerClass[]; machinePools?: WorkerClass[] },
): JsonObject {
  const schema = memberOf(clusterSchema, "spec", "topology");
  const topology = jsonSchemaOf(schema);
  const required = variables.filter((variable) => variable.required === true).map(({ name }) => name);
  const properties = topology["properties"] as JsonObject;
  return {
    ...topology,
    required: ["classRef", "version", ...(required.length === 0 ? [] : ["variables"])],
    properties: {
      ...properties,
      classRef: withMembers(properties["classRef"] as JsonObject, { name: { const: className } }),
      version: version === undefined ? (properties["version"] as JsonObject) : { const: version },
      controlPlane: withMembers(properties["controlPlane"] as JsonObject, { variables: overrides() }),
      workers: {
        ...(properties["workers"] as JsonObject),
        properties: {
          machineDeployments: pools(memberOf(schema, "workers", "machineDeployments"), machineDeployments),
          machinePools: pools(memberOf(schema, "workers", "machinePools"), machinePools),
        },
      },
      variables: {
        type: "array",
        items: { $ref: "#/definitions/variable" },
        ...(required.length === 0 ? {} : { allOf: required.map(containsVariable) }),
      },
    },
  };
}

function withMembers(schema: JsonObject, members: JsonObject): JsonObject {
  return { ...schema, properties: { ...(schema["properties"] as JsonObject), ...members } };
}

/** Values of one control plane or pool that replace those of the Cluster. */
function overrides(): JsonObject {
  const list: JsonObject = { type: "array", minItems: 1, items: { $ref: "#/definitions/variable" } };
  return { type: "object", properties: { overrides: list }, additionalProperties: false };
}

/** Pools of the classes that there are; none where the class has none of the kind. */
function pools(schema: StructuralSchema, classes: readonly WorkerClass[]): JsonObject {
  const list = jsonSchemaOf(schema);
  if (classes.length === 0) return { ...list, minItems: 0, maxItems: 0 };
  const members = { class: { enum: classes.map((each) => each.class) }, variables: overrides() };
  return { ...list, items: withMembers(list["items"] as JsonObject, members) };
}

/** A required variable must be set; Cluster API v1.14.0, internal/topology/variables/cluster_variable_validation.go. */
function containsVariable(name: string): JsonObject {
  return { contains: { type: "object", required: ["name"], properties: { name: { const: name } } } };
}

/** Name and value of one of the variables: the name tells an editor which schema the value has. */
function variableItem(variables: readonly ClassVariable[]): JsonObject {
  if (variables.length === 0) return { not: {} };
  return {
    type: "object",
    required: ["name", "value"],
    oneOf: variables.map(({ name, schema: { openAPIV3Schema } }) => {
      const value = jsonSchemaOf(openAPIV3Schema as StructuralSchema);
      const { description } = value;
      return {
        title: name,
        ...(description === undefined ? {} : { description }),
        required: ["name", "value"],
        properties: { name: { const: name, ...(description === undefined ? {} : { description }) }, value },
        additionalProperties: false,
      };
    }),
  };
}
