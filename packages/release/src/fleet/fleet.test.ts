import { asObject, type JsonObject, type KubernetesObject } from "@cstack/clusterclass";
import { describe, expect, it } from "vitest";
import { ClassStore } from "./class-store.ts";
import { FleetCollector, type FleetReport, mergedReports } from "./fleet-report.ts";
import { isMeant, tooFar } from "./fleet-target.ts";
import type { FleetVerdict } from "./fleet-verdict.ts";
import { waves } from "./waves.ts";

const quiet: FleetVerdict = { state: "quiet", reasons: [], rolls: [], machines: 0, open: [] };
const refused: FleetVerdict = { ...quiet, state: "refused", reasons: ["size: it is gone"] };
const rolling = (machines: number, reason = "another version"): FleetVerdict => ({
  ...quiet,
  state: "rolls",
  rolls: [{ machines: "controlPlane", replicas: machines, reasons: [reason] }],
  machines,
});

function fleet(...rows: [name: string, className: string, verdict: FleetVerdict][]): FleetReport {
  const collector = new FleetCollector();
  for (const [name, className, verdict] of rows)
    collector.add({ namespace: "n", name, class: className, version: "v1.35.1", verdict: collector.verdict(verdict) });
  return collector.report({ class: "new", kubernetes: "v1.36.4" });
}

describe("a report", () => {
  const report = fleet(["b", "old", rolling(3)], ["a", "old", rolling(3)], ["c", "older", refused], ["d", "old", quiet]);

  it("counts by class, and keeps equal answers once", () => {
    expect(report.totals).toEqual({ clusters: 4, refused: 1, rolls: 2, quiet: 1, unknown: 0, machines: 6 });
    expect(report.classes.map(({ class: name, clusters, machines }) => [name, clusters, machines])).toEqual([
      ["old", 3, 6],
      ["older", 1, 0],
    ]);
    expect(report.verdicts.map(({ state, clusters }) => [state, clusters])).toEqual([
      ["rolls", 2],
      ["refused", 1],
      ["quiet", 1],
    ]);
  });

  it("has the Clusters in the order of their names, however they came", () => {
    expect(report.clusters.map(({ name }) => name)).toEqual(["a", "b", "c", "d"]);
  });

  it("is the same when it is made of parts", () => {
    const parts = [fleet(["d", "old", quiet], ["b", "old", rolling(3)]), fleet(["c", "older", refused], ["a", "old", rolling(3)])];
    const merged = mergedReports(parts)!;
    expect(merged.totals).toEqual(report.totals);
    expect(merged.clusters.map(({ name, verdict }) => [name, merged.verdicts[verdict]!.state])).toEqual(
      report.clusters.map(({ name, verdict }) => [name, report.verdicts[verdict]!.state]),
    );
  });

  it("is not made of parts about different releases", () => {
    expect(mergedReports([report, { ...report, to: { class: "other", kubernetes: null } }])).toBeUndefined();
  });
});

describe("an order", () => {
  const sizes = Array.from({ length: 30 }, (_, index): [string, string, FleetVerdict] => [`c${index}`, "old", rolling(1 + (index % 10))]);
  const report = fleet(...sizes, ["other", "old", rolling(9, "another template")], ["calm", "old", quiet], ["stuck", "old", refused]);
  const order = waves(report, 4);

  it("begins with one Cluster of every kind of answer, the smallest", () => {
    expect(order[0]!.clusters.map(({ name }) => name)).toEqual(["calm", "c0", "other"]);
  });

  it("has every Cluster that can go once, and none that is refused", () => {
    const names = order.flatMap(({ clusters }) => clusters.map(({ name }) => name));
    expect(names).toHaveLength(32);
    expect(new Set(names).size).toBe(32);
    expect(names).not.toContain("stuck");
  });

  it("grows: each wave after the first replaces more machines than the one before", () => {
    const machines = order.slice(1).map((wave) => wave.machines);
    expect(machines).toEqual([...machines].sort((a, b) => a - b));
    expect(order).toHaveLength(4);
  });

  it("is one wave where one is asked for", () => {
    expect(waves(fleet(["a", "old", quiet], ["b", "old", quiet]), 1).map(({ clusters }) => clusters.length)).toEqual([1, 1]);
  });
});

describe("a release", () => {
  const target = { className: "metal-tiny-1-36-v2", unit: { provider: "metal", stack: "tiny", minor: "1.36" }, version: "v1.36.4" };

  it("is for Clusters of its provider and stack, and for classes whose name says neither", () => {
    const meant = (name: string) => isMeant(name, target);
    expect(["metal-tiny-1-35-v1", "my-class"].map(meant)).toEqual([true, true]);
    expect(["metal-other-1-36-v1", "wood-tiny-1-36-v1"].map(meant)).toEqual([false, false]);
  });

  it("is too far from Clusters that are more than one minor behind", () => {
    expect(tooFar("v1.35.1", target)).toBeUndefined();
    expect(tooFar("v1.34.1", target)).toContain("2 minors behind");
  });
});

describe("the classes of a management cluster", () => {
  const object = (kind: string, name: string, namespace: string, spec: JsonObject): KubernetesObject =>
    asObject({
      apiVersion: kind === "ClusterClass" ? "cluster.x-k8s.io/v1beta2" : "x/v1",
      kind,
      metadata: { name, namespace, uid: namespace },
      spec,
    });
  const reference = { templateRef: { apiVersion: "x/v1", kind: "MetalTemplate", name: "t" } };

  it("are one where they are equal in several namespaces, and differ with their templates", () => {
    const store = new ClassStore();
    for (const [namespace, size] of [
      ["a", 1],
      ["b", 1],
      ["c", 2],
    ] as const) {
      store.add(object("ClusterClass", "k", namespace, { infrastructure: reference }));
      store.add(object("MetalTemplate", "t", namespace, { size }));
    }
    const ids = ["a", "b", "c"].map((namespace) => store.find({ name: "k", namespace })).map((found) => ("id" in found ? found.id : ""));
    expect(ids[0]).toBe(ids[1]);
    expect(ids[0]).not.toBe(ids[2]);
  });

  it("that are not there say so", () => {
    expect(new ClassStore().find({ name: "k", namespace: "a" })).toEqual({ reason: "its class a/k is not there" });
  });
});
