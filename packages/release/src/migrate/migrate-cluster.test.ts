import { asObject, type JsonObject } from "@cstack/clusterclass";
import { describe, expect, it } from "vitest";
import { migrateCluster } from "./migrate-cluster.ts";
import { expectedRolls } from "./migration-rolls.ts";

const clusterClass = asObject({
  apiVersion: "cluster.x-k8s.io/v1beta2",
  kind: "ClusterClass",
  metadata: { name: "metal-tiny-1-36-v1", namespace: "default" },
  spec: {
    workers: { machineDeployments: [{ class: "default-worker" }] },
    variables: [
      { name: "flavor", required: false, schema: { openAPIV3Schema: { type: "string", default: "medium" } } },
      {
        name: "credentials",
        required: false,
        schema: {
          openAPIV3Schema: {
            type: "object",
            default: {},
            properties: { name: { type: "string", default: "main" }, cloud: { type: "string" } },
          },
        },
      },
    ],
  },
});
const target = { clusterClass, version: "v1.36.4" };
const migration = {
  workerClass: "default-worker",
  labels: { credentials: "new" },
  defaults: { size: "small", secret: "main" },
  moves: [
    { from: ["size"], to: "flavor" },
    { from: ["secret"], to: "credentials", template: "name: {{ .secret }}" },
  ],
};

function cluster(topology: JsonObject, apiVersion = "cluster.x-k8s.io/v1beta2") {
  return asObject({ apiVersion, kind: "Cluster", metadata: { name: "mine", labels: { credentials: "old" } }, spec: { topology } });
}

const workers = {
  machineDeployments: [{ class: "metal-old-1-35-v1", name: "a", variables: { overrides: [{ name: "size", value: "large" }] } }],
};

describe("edits of a Cluster", () => {
  const { edits, notes } = migrateCluster(
    cluster({ classRef: { name: "metal-old-1-35-v1" }, version: "v1.35.1", workers }),
    target,
    migration,
  );

  it("name the class, the version, labels and classes of workers", () => {
    expect(edits.fields.map(({ path, value }) => [path.join("."), value])).toEqual([
      ["spec.topology.classRef.name", "metal-tiny-1-36-v1"],
      ["spec.topology.version", "v1.36.4"],
      ["metadata.labels.credentials", "new"],
      ["spec.topology.workers.machineDeployments.0.class", "default-worker"],
    ]);
  });

  it("write out defaults that are others with all their fields, and move overrides", () => {
    expect(edits.variables.map(({ path, values }) => [path.join("."), values.map(({ name, value }) => [name, value])])).toEqual([
      ["spec.topology.variables", [["flavor", "small"]]],
      ["spec.topology.workers.machineDeployments.0.variables.overrides", [["flavor", "large"]]],
    ]);
  });

  it("say where a note belongs", () => {
    expect(notes.map(({ kind, subject }) => `${kind} ${subject}`)).toEqual([
      "label credentials",
      "worker class workers.machineDeployments.0",
      "written out flavor",
      "renamed flavor of workers.machineDeployments.0",
    ]);
  });
});

it("a Cluster of v1beta1 keeps the shape of its reference", () => {
  const { edits } = migrateCluster(cluster({ class: "old", version: "v1.35.1" }, "cluster.x-k8s.io/v1beta1"), target, {});
  expect(edits.fields[0]).toEqual({ path: ["spec", "topology", "class"], value: "metal-tiny-1-36-v1" });
  expect(edits.variables).toEqual([]);
});

it("what rolls is said of every group of machines, with its number where it is known", () => {
  const topology = {
    classRef: { name: "c" },
    version: "v1.35.1",
    controlPlane: { replicas: 3 },
    workers: { machineDeployments: [{ class: "w", name: "a" }], machinePools: [{ class: "p", name: "b", replicas: 2 }] },
  };
  const rolls = [{ machines: "workers" as const, reason: "Workers have other files." }];
  expect(expectedRolls(cluster(topology), { old: "v1.35.1", new: "v1.36.4" }, { rolls })).toEqual([
    { machines: "controlPlane", replicas: 3, reasons: ["Kubernetes v1.35.1 → v1.36.4"] },
    { machines: "machineDeployment/a", replicas: null, reasons: ["Kubernetes v1.35.1 → v1.36.4", "Workers have other files."] },
    { machines: "machinePool/b", replicas: 2, reasons: ["Kubernetes v1.35.1 → v1.36.4", "Workers have other files."] },
  ]);
  expect(expectedRolls(cluster(topology), { old: "v1.35.1", new: "v1.35.1" }, {})).toEqual([]);
});
