import { describe, expect, it } from "vitest";
import type { ClusterObject } from "../programs/kubectl.ts";
import { answeringContainer, settledMachines, wantedMachines } from "./machines.ts";

function machine(
  name: string,
  changes: { controlPlane?: boolean; version?: string; ready?: string; deleting?: boolean } = {},
): ClusterObject {
  const { controlPlane = false, version = "v1.36.4", ready = "True", deleting = false } = changes;
  return {
    apiVersion: "cluster.x-k8s.io/v1beta2",
    kind: "Machine",
    metadata: {
      name,
      labels: controlPlane ? { "cluster.x-k8s.io/control-plane": "" } : {},
      ...(deleting ? { deletionTimestamp: "2026-01-01T00:00:00Z" } : {}),
    },
    spec: { version, providerID: `docker:////${name}-container` },
    status: { conditions: [{ type: "Ready", status: ready, message: "node is not ready" }] },
  };
}

const wanted = { controlPlane: 1, workers: 1, version: "v1.36.4" };
const one = machine("c", { controlPlane: true });

describe("machines of a Cluster", () => {
  it("are settled where they are as the Cluster wants them, and are containers by their provider's id", () => {
    expect(settledMachines([one, machine("w")], wanted)).toEqual([
      { name: "c", container: "c-container", isControlPlane: true, version: "v1.36.4" },
      { name: "w", container: "w-container", isControlPlane: false, version: "v1.36.4" },
    ]);
  });

  it.each([
    ["one is missing", [one], "1 + 0 machines, not 1 + 1"],
    ["one is not ready", [one, machine("w", { ready: "False" })], "machine w is not Ready: node is not ready"],
    ["one has the version of before", [one, machine("w", { version: "v1.35.8" })], "machine w is still v1.35.8, not v1.36.4"],
    ["one goes", [one, machine("w"), machine("x", { deleting: true })], "machine x is being deleted"],
  ])("are waited for while %s", (_what, machines, message) => {
    expect(() => settledMachines(machines, wanted)).toThrow(message);
  });

  it("are asked where one is a node: others of the control plane are still on their way", () => {
    const [coming, there] = ["coming", "there"].map((name) => machine(name, { controlPlane: true }));
    const joined = { ...there!, status: { ...there!.status, nodeRef: { name: "there" } } };
    expect(answeringContainer([machine("w"), coming!, joined])).toBe("there-container");
    expect(() => answeringContainer([machine("w"), coming!])).toThrow("there is no control plane machine that is a node");
  });

  it("are counted over all pools", () => {
    const topology = { version: "v1.36.4", controlPlane: { replicas: 3 }, workers: { machineDeployments: [{ replicas: 2 }, {}] } };
    const cluster = { apiVersion: "", kind: "Cluster", metadata: { name: "a" }, spec: { topology } };
    expect(wantedMachines(cluster)).toEqual({ controlPlane: 3, workers: 3, version: "v1.36.4" });
  });
});
