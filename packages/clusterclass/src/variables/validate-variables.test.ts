import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../api/json.ts";
import type { KubernetesObject } from "../api/objects.ts";
import { defaultVariables, validateVariables } from "./validate-variables.ts";

function classWith(schemas: Record<string, JsonObject>, required: string[] = []): KubernetesObject {
  const variables = Object.entries(schemas).map(([name, openAPIV3Schema]) => ({
    name,
    required: required.includes(name),
    schema: { openAPIV3Schema },
  }));
  return { apiVersion: "cluster.x-k8s.io/v1beta2", kind: "ClusterClass", metadata: { name: "class" }, spec: { variables } };
}

function list(values: Record<string, Json>): JsonObject[] {
  return Object.entries(values).map(([name, value]) => ({ name, value }));
}

type Overrides = { controlPlane?: JsonObject[]; deployment?: JsonObject[]; pool?: JsonObject[] };

function cluster(variables: JsonObject[], { controlPlane = [], deployment = [], pool = [] }: Overrides = {}): KubernetesObject {
  const topology: JsonObject = {
    classRef: { name: "class" },
    version: "v1.36.1",
    variables,
    controlPlane: { variables: { overrides: controlPlane } },
    workers: {
      machineDeployments: [{ class: "w", name: "md", variables: { overrides: deployment } }],
      machinePools: [{ class: "w", name: "mp", variables: { overrides: pool } }],
    },
  };
  return { apiVersion: "cluster.x-k8s.io/v1beta2", kind: "Cluster", metadata: { name: "cluster" }, spec: { topology } };
}

const text: JsonObject = { type: "string" };
const machine: JsonObject = { type: "object", properties: { flavor: { type: "string", default: "small" }, disk: { type: "integer" } } };
const at = "spec.topology.variables";

function fields(clusterClass: KubernetesObject, ...clusters: [KubernetesObject, KubernetesObject?]): string[] {
  return validateVariables(clusterClass, ...clusters).errors.map(({ field }) => field);
}

describe("defaults", () => {
  test("create variables that have one, after those that are set, by name", () => {
    const { variables } = defaultVariables(
      classWith({ b: { ...text, default: "b" }, a: { ...text, default: "a" }, c: text }),
      cluster(list({ c: "x" })),
    );
    expect(Object.entries(variables)).toEqual([
      ["c", "x"],
      ["a", "a"],
      ["b", "b"],
    ]);
  });

  test("fill in objects that are set, and none that are not", () => {
    const clusterClass = classWith({ machine });
    expect(defaultVariables(clusterClass, cluster(list({ machine: { disk: 5 } }))).variables).toEqual({
      machine: { disk: 5, flavor: "small" },
    });
    expect(defaultVariables(clusterClass, cluster([])).variables).toEqual({});
  });

  test("fill in overrides, and create none", () => {
    const clusterClass = classWith({ machine, size: { ...text, default: "s" } });
    const { overrides } = defaultVariables(
      clusterClass,
      cluster([], { controlPlane: list({ machine: {} }), deployment: list({ machine: { disk: 1 } }), pool: list({ size: "l" }) }),
    );
    expect(overrides).toEqual({
      controlPlane: { machine: { flavor: "small" } },
      "machineDeployment/md": { machine: { disk: 1, flavor: "small" } },
      "machinePool/mp": { size: "l" },
    });
  });

  test("replace null", () => {
    expect(defaultVariables(classWith({ a: { ...text, default: "x" } }), cluster(list({ a: null }))).variables).toEqual({ a: "x" });
  });
});

describe("values", () => {
  test("are validated by their schemas, cluster-wide and in overrides", () => {
    const clusterClass = classWith({ a: { type: "object", properties: { n: { type: "integer", maximum: 3 } } } });
    const bad = list({ a: { n: 4 } });
    expect(fields(clusterClass, cluster(list({ a: { n: 3 } })))).toEqual([]);
    expect(fields(clusterClass, cluster(bad, { controlPlane: bad, deployment: bad, pool: bad }))).toEqual([
      `${at}[a].value.n`,
      "spec.topology.controlPlane.variables.overrides[a].value.n",
      "spec.topology.workers.machineDeployments[md].variables.overrides[a].value.n",
      "spec.topology.workers.machinePools[mp].variables.overrides[a].value.n",
    ]);
  });

  test("that are required are asked for cluster-wide only", () => {
    const clusterClass = classWith({ a: text, b: { ...text, default: "x" } }, ["a", "b"]);
    expect(fields(clusterClass, cluster(list({ a: "x" })))).toEqual([]);
    expect(fields(clusterClass, cluster([], { deployment: list({ a: "x" }) }))).toEqual([at]);
  });

  test("of unknown variables are refused, and hinder defaulting", () => {
    const result = validateVariables(classWith({ a: { ...text, default: "x" } }), cluster(list({ other: 1 })));
    expect(result.errors.map(({ field }) => field)).toEqual([`${at}[other]`]);
    expect(result.variables).toEqual({ other: 1 });
  });

  test("that are set twice are refused", () => {
    expect(fields(classWith({ a: text }), cluster([...list({ a: "x" }), ...list({ a: "y" })]))).toEqual([`${at}[a]`]);
  });

  test("with unknown fields are refused as a whole", () => {
    expect(fields(classWith({ machine }), cluster(list({ machine: { disk: 1, other: 2 } })))).toEqual([`${at}[machine]`]);
    expect(
      fields(
        classWith({ machine: { ...machine, "x-kubernetes-preserve-unknown-fields": true } }),
        cluster(list({ machine: { other: 2 } })),
      ),
    ).toEqual([]);
  });

  test("have to satisfy rules", () => {
    const clusterClass = classWith({ a: { ...text, "x-kubernetes-validations": [{ rule: "self != 'bad'" }] } });
    expect(fields(clusterClass, cluster(list({ a: "good" })))).toEqual([]);
    expect(fields(clusterClass, cluster(list({ a: "bad" })))).toEqual([`${at}[a].value`]);
  });

  test("of immutable variables cannot change, but can be added", () => {
    const clusterClass = classWith({ a: { ...text, "x-kubernetes-validations": [{ rule: "self == oldSelf" }] } });
    expect(fields(clusterClass, cluster(list({ a: "x" })), cluster([]))).toEqual([]);
    expect(fields(clusterClass, cluster(list({ a: "x" })), cluster(list({ a: "x" })))).toEqual([]);
    expect(
      fields(clusterClass, cluster(list({ a: "x" }), { pool: list({ a: "y" }) }), cluster(list({ a: "z" }), { pool: list({ a: "z" }) })),
    ).toEqual([`${at}[a].value`, "spec.topology.workers.machinePools[mp].variables.overrides[a].value"]);
  });
});

test("what cannot be decided is unknown, with its place", () => {
  const { errors, unknown } = validateVariables(
    classWith({ mail: { ...text, format: "email" } }),
    cluster(list({ mail: "Jane <jane@example.com>" })),
  );
  expect(errors).toEqual([]);
  expect(unknown).toMatchObject([{ stage: "cluster", field: `${at}[mail].value` }]);
});
