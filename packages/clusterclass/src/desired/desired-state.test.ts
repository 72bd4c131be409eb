import { expect, test } from "vitest";
import { failed, fieldAt } from "../api/fields.ts";
import type { Json, JsonObject } from "../api/json.ts";
import type { EvaluationInput } from "../api/objects.ts";
import { example, kinds, template } from "../testing/example.ts";
import { resolveBlueprint } from "./blueprint.ts";
import { desiredState } from "./desired-state.ts";

function objects(input: EvaluationInput, options: object = {}): Map<string, JsonObject> {
  const state = desiredState({ blueprint: resolveBlueprint(input), cluster: input.clusters[0]!, crds: input.crds, ...options });
  if (failed(state)) throw new Error(state.reason);
  return state.objects;
}

function at(input: EvaluationInput, role: string, ...path: string[]): Json | undefined {
  return fieldAt(objects(input).get(role), path);
}

test("a Cluster becomes an infrastructure cluster, a control plane and workers, each with its templates", () => {
  expect([...objects(example()).keys()]).toEqual([
    "infrastructureCluster",
    "controlPlane",
    "controlPlaneMachineTemplate",
    "machineDeployment/md-0",
    "machineDeployment/md-0/bootstrap",
    "machineDeployment/md-0/infrastructure",
  ]);
});

test("objects name the template that they come from, templates belong to the Cluster", () => {
  expect(at(example(), "infrastructureCluster", "kind")).toBe("ExampleCluster");
  expect(at(example(), "infrastructureCluster", "metadata")).toEqual({
    name: "mine-xxxxx",
    namespace: "default",
    labels: { "cluster.x-k8s.io/cluster-name": "mine", "topology.cluster.x-k8s.io/owned": "" },
    annotations: {
      "cluster.x-k8s.io/cloned-from-name": "cluster",
      "cluster.x-k8s.io/cloned-from-groupkind": "ExampleClusterTemplate.infrastructure.cluster.x-k8s.io",
    },
  });
  expect(at(example(), "machineDeployment/md-0/bootstrap", "metadata", "ownerReferences")).toEqual([
    { apiVersion: "cluster.x-k8s.io/v1beta2", kind: "Cluster", name: "mine", uid: "00000000-0000-0000-0000-000000000000" },
  ]);
});

test("the control plane gets version, replicas, and the reference to its machine template", () => {
  expect(at(example(), "controlPlane", "spec")).toMatchObject({
    version: "v1.36.1",
    replicas: 3,
    machineTemplate: {
      spec: { infrastructureRef: { apiGroup: "infrastructure.cluster.x-k8s.io", kind: "ExampleMachineTemplate", name: "mine-xxxxx" } },
    },
  });
});

test("with contract v1beta1 the reference has a version and a namespace, and timeouts are durations", () => {
  const kind = { apiVersion: "controlplane.cluster.x-k8s.io/v1beta1", kind: "KubeadmControlPlaneTemplate" };
  const input = example({
    templates: [template(kind, "old", {})],
    topology: { controlPlane: { deletion: { nodeDrainTimeoutSeconds: 90 } } },
  });
  const spec = input.clusterClass.spec as JsonObject;
  spec["controlPlane"] = { ...(spec["controlPlane"] as JsonObject), templateRef: { ...kind, name: "old" } };
  expect(at(input, "controlPlane", "spec", "machineTemplate")).toMatchObject({
    nodeDrainTimeout: "1m30s",
    infrastructureRef: { ...kinds.machine, namespace: "default", name: "mine-xxxxx" },
  });
});

test("labels of the topology win over those of the class, and both over those of the template", () => {
  const input = example({ topology: { controlPlane: { metadata: { labels: { a: "topology" } } } } });
  const spec = input.clusterClass.spec as JsonObject;
  spec["controlPlane"] = { ...(spec["controlPlane"] as JsonObject), metadata: { labels: { a: "class", b: "class" } } };
  expect(at(input, "controlPlane", "metadata", "labels")).toMatchObject({ a: "topology", b: "class" });
  expect(at(input, "controlPlane", "spec", "machineTemplate", "metadata", "labels")).toMatchObject({ a: "topology", b: "class" });
});

test("a rollout of the topology replaces that of the class, even if it only says when", () => {
  const workers = { machineDeployments: [{ class: "default-worker", name: "md-0", rollout: { after: "2026-01-02T03:04:05+02:00" } }] };
  const input = example({ topology: { workers } });
  const ofClass = ((input.clusterClass.spec as JsonObject)["workers"] as { machineDeployments: JsonObject[] }).machineDeployments[0]!;
  ofClass["rollout"] = { strategy: { type: "OnDelete" } };
  expect(at(input, "machineDeployment/md-0", "spec", "rollout")).toEqual({ after: "2026-01-02T01:04:05Z" });
});

test("a health check needs 600 seconds to start unless it says so, and the topology can switch it off", () => {
  const healthCheck = { checks: { unhealthyNodeConditions: [{ type: "Ready", status: "False", timeoutSeconds: 300 }] } };
  const on = example({ topology: { controlPlane: { healthCheck } } });
  expect(at(on, "machineHealthCheck/controlPlane", "spec", "checks")).toMatchObject({ nodeStartupTimeoutSeconds: 600 });
  const off = example({ topology: { controlPlane: { healthCheck: { ...healthCheck, enabled: false } } } });
  expect(objects(off).has("machineHealthCheck/controlPlane")).toBe(false);
});

test("objects that exist keep their names, and parts that wait for an upgrade their version", () => {
  const state = objects(example(), {
    names: new Map([["machineDeployment/md-0", "mine-md-0-abcde"]]),
    versions: { machineDeployments: { "md-0": "v1.35.4" } },
  });
  const worker = state.get("machineDeployment/md-0");
  expect(fieldAt(worker, ["metadata", "name"])).toBe("mine-md-0-abcde");
  expect(fieldAt(worker, ["spec", "template", "spec", "version"])).toBe("v1.35.4");
  expect(fieldAt(state.get("controlPlane"), ["spec", "version"])).toBe("v1.36.1");
});

test("metadata of a template that is only a heading in YAML is no metadata", () => {
  const input = example();
  const key = [...input.templates.keys()].find((name) => name.includes(kinds.cluster.kind))!;
  input.templates.set(key, { ...template(kinds.cluster, "cluster", {}), spec: { template: { metadata: null, spec: {} } } });
  expect(at(input, "infrastructureCluster", "metadata", "name")).toBe("mine-xxxxx");
});
