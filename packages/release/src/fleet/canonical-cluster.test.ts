import { asObject, type JsonObject, type KubernetesObject } from "@cstack/clusterclass";
import { describe, expect, it } from "vitest";
import { canonicalCluster, identityReads } from "./canonical-cluster.ts";

function cluster(name: string, changes: JsonObject = {}): KubernetesObject {
  return asObject({
    apiVersion: "cluster.x-k8s.io/v1beta2",
    kind: "Cluster",
    metadata: { name, namespace: `of-${name}`, uid: name, labels: { tenant: name }, resourceVersion: "7" },
    spec: { controlPlaneEndpoint: { host: name }, topology: { classRef: { name: "c" }, version: "v1.36.4", variables: [], ...changes } },
    status: { phase: name },
  });
}

function reads(template: string) {
  const patches = [{ name: "p", definitions: [{ jsonPatches: [{ valueFrom: { template } }] }] }];
  return identityReads([
    asObject({ apiVersion: "cluster.x-k8s.io/v1beta2", kind: "ClusterClass", metadata: { name: "c" }, spec: { patches } }),
  ]);
}

describe("Clusters that differ in what no plan depends on", () => {
  const same = (a: KubernetesObject, b: KubernetesObject, template: string) =>
    JSON.stringify(canonicalCluster(a, "c", reads(template))) === JSON.stringify(canonicalCluster(b, "c", reads(template)));

  it("are equal: names, labels, endpoints, status", () => {
    expect(same(cluster("a"), cluster("b"), "x")).toBe(true);
    expect(same(cluster("a"), cluster("b"), "{{ .builtin.cluster.name }}/{{ .builtin.cluster.namespace | quote }}")).toBe(true);
  });

  it("are not where the class decides by the name, or reads labels", () => {
    expect(same(cluster("a"), cluster("b"), '{{ if eq .builtin.cluster.name "a" }}x{{ end }}')).toBe(false);
    expect(same(cluster("a"), cluster("b"), "{{ $name := .builtin.cluster.name }}{{ $name }}")).toBe(false);
    expect(same(cluster("a"), cluster("b"), "{{ .builtin.cluster.metadata.labels.tenant }}")).toBe(false);
  });

  it("are not where anything of the topology differs", () => {
    expect(same(cluster("a"), cluster("b", { version: "v1.36.5" }), "x")).toBe(false);
  });
});

it("annotations that change what Cluster API does stay", () => {
  const held = cluster("a");
  held.metadata.annotations = { "topology.cluster.x-k8s.io/upgrade-concurrency": "2", note: "mine" };
  expect(canonicalCluster(held, "c", { names: false, metadata: false }).metadata.annotations).toEqual({
    "topology.cluster.x-k8s.io/upgrade-concurrency": "2",
  });
});
