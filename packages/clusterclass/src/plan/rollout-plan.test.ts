import { expect, test } from "vitest";
import type { JsonObject } from "../api/json.ts";
import { asObject, type EvaluationInput } from "../api/objects.ts";
import { type Example, example, kinds, machinePatch, template, variable, withTopology } from "../testing/example.ts";
import { planCluster } from "./plan-cluster.ts";

const flavor = variable("flavor", { type: "string", default: "medium" });
const flavorPatch = machinePatch("flavor", { op: "replace", path: "/spec/template/spec/flavor", valueFrom: { variable: "flavor" } });
const base: Example = { patches: [flavorPatch], variables: [flavor] };

/** The rollout when the Cluster of an example gets another topology. */
function changed(topology: JsonObject, ofClass: Example = base) {
  const before = example(ofClass);
  const input: EvaluationInput = { ...before, clusters: [before.clusters[0]!, withTopology(before, topology).clusters[0]!] };
  const { rollout, errors } = planCluster(input);
  expect(errors).toEqual([]);
  return rollout!;
}

/** The rollout when the Cluster moves to a class that differs from the plain example. */
function moved(ofClass: Example) {
  const before = example(base);
  const after = example({ ...base, ...ofClass, className: "newer" });
  const { rollout, errors } = planCluster(after, { from: { class: before } });
  expect(errors).toEqual([]);
  return rollout!;
}

test("a variable that changes machine templates rotates them and rolls control plane and workers at the same time", () => {
  const { rolls, objects } = changed({ variables: [{ name: "flavor", value: "large" }] });
  expect(objects.map(({ role, effect }) => [role, effect])).toEqual([
    ["controlPlaneMachineTemplate", "rotate"],
    ["machineDeployment/md-0/infrastructure", "rotate"],
  ]);
  expect(rolls.map(({ machines, step }) => [machines, step])).toEqual([
    ["controlPlane", 1],
    ["machineDeployment/md-0", 1],
  ]);
  expect(rolls[1]).toMatchObject({
    reasons: [
      { role: "machineDeployment/md-0/infrastructure", fields: [{ path: "spec.template.spec.flavor", old: "medium", new: "large" }] },
    ],
    limits: { replicas: 4, maxSurge: 1, maxUnavailable: 0 },
    decidedBy: "Cluster API",
  });
});

test("labels, replicas, timeouts and minReadySeconds change in place", () => {
  const worker = { class: "default-worker", name: "md-0", replicas: 5, minReadySeconds: 10, metadata: { labels: { a: "b" } } };
  const { rolls, objects } = changed({ workers: { machineDeployments: [worker] }, controlPlane: { replicas: 5 } });
  expect(rolls).toEqual([]);
  expect(objects.every(({ effect }) => effect === "in place")).toBe(true);
});

test("an upgrade goes through the control plane, then through the workers one after the other", () => {
  const workers = { machineDeployments: ["md-0", "md-1"].map((name) => ({ class: "default-worker", name, replicas: 1 })) };
  const before = example({ topology: { workers, version: "v1.35.4" } });
  const { rollout } = planCluster({
    ...before,
    clusters: [before.clusters[0]!, withTopology(before, { version: "v1.36.1" }).clusters[0]!],
  });
  expect(rollout!.upgrade).toEqual({ controlPlane: ["v1.36.1"], workers: ["v1.36.1"] });
  expect(rollout!.rolls.map(({ machines, step }) => [machines, step])).toEqual([
    ["controlPlane", 1],
    ["machineDeployment/md-0", 2],
    ["machineDeployment/md-1", 3],
  ]);
});

test("workers that are held back wait", () => {
  const hold = { annotations: { "topology.cluster.x-k8s.io/hold-upgrade-sequence": "" } };
  const workers = {
    machineDeployments: [{ name: "a" }, { name: "b", metadata: hold }, { name: "c" }].map((worker) => ({
      class: "default-worker",
      ...worker,
    })),
  };
  const before = example({ topology: { workers, version: "v1.35.4" } });
  const { rollout } = planCluster({
    ...before,
    clusters: [before.clusters[0]!, withTopology(before, { version: "v1.36.1" }).clusters[0]!],
  });
  expect(rollout!.rolls.map(({ deferred }) => deferred)).toEqual([false, false, true, true]);
});

test("a worker that comes or goes is no rollout", () => {
  const { rolls, objects } = changed({ workers: { machineDeployments: [{ class: "default-worker", name: "md-new" }] } });
  expect(rolls).toEqual([]);
  expect(objects.map(({ role, effect }) => `${effect} ${role}`)).toContain("create machineDeployment/md-new");
  expect(objects.map(({ role, effect }) => `${effect} ${role}`)).toContain("delete machineDeployment/md-0");
});

test("a move to a class with the same content rolls nothing: only the names of the templates differ", () => {
  const { rolls, objects } = moved({});
  expect(rolls).toEqual([]);
  expect(objects).toEqual([]);
});

test("a move keeps the values that a Cluster has, also those that were defaults of the old class", () => {
  expect(moved({ variables: [variable("flavor", { type: "string", default: "large" })] }).rolls).toEqual([]);
});

test("objects keep their names when the new class would name them otherwise", () => {
  const naming = {
    infrastructure: { templateRef: { ...kinds.cluster, name: "cluster" }, naming: { template: "{{ .cluster.name }}-new" } },
  };
  expect(moved({ spec: naming }).objects).toEqual([]);
});

/** The rollout when the kubeadm configuration of the control plane changes. */
function kubeadm(before: JsonObject, after: JsonObject) {
  const [old, next] = [example(base), example({ ...base, className: "newer" })];
  for (const [input, config] of [
    [old, before],
    [next, after],
  ] as const) {
    const key = [...input.templates.keys()].find((name) => name.includes("KubeadmControlPlaneTemplate"))!;
    input.templates.set(key, template(kinds.controlPlane, "control-plane", { kubeadmConfigSpec: config }));
  }
  return planCluster(next, { from: { class: old } }).rollout!.rolls;
}

test("a control plane rolls on another kubeadm configuration", () => {
  expect(kubeadm({}, { preKubeadmCommands: ["x"] })).toMatchObject([
    { machines: "controlPlane", reasons: [{ fields: [{ path: "spec.kubeadmConfigSpec.preKubeadmCommands", new: ["x"] }] }] },
  ]);
});

test("a control plane does not roll on DNS, discovery, defaults that are written out, and empty lists", () => {
  expect(kubeadm({}, { clusterConfiguration: { dns: { imageTag: "v1" } } })).toEqual([]);
  expect(kubeadm({}, { joinConfiguration: { discovery: { tlsBootstrapToken: "x" } } })).toEqual([]);
  expect(kubeadm({}, { format: "cloud-config", clusterConfiguration: { apiServer: { certSANs: [] } } })).toEqual([]);
});

test("a change of initConfiguration alone rolls only a first machine that was made in another way than the others", () => {
  const registration = (name: string) => ({ nodeRegistration: { name } });
  expect(
    kubeadm(
      { initConfiguration: registration("a"), joinConfiguration: registration("a") },
      { initConfiguration: registration("b"), joinConfiguration: registration("a") },
    ),
  ).toEqual([]);
  const [roll] = kubeadm(
    { initConfiguration: registration("x"), joinConfiguration: registration("a") },
    { initConfiguration: registration("b"), joinConfiguration: registration("a") },
  );
  expect(roll!.reasons).toMatchObject([{ rule: expect.stringContaining("only for the machine that initialized") }]);
});

test("a state before that is refused leaves the rollout unknown", () => {
  const before = asObject({ apiVersion: "cluster.x-k8s.io/v1beta2", kind: "Cluster", metadata: { name: "mine" }, spec: {} });
  const plan = planCluster(example({ ...base, className: "newer" }), { from: { class: example(base), cluster: before } });
  expect(plan.rollout).toBeUndefined();
  expect(plan.unknown).toMatchObject([{ message: expect.stringContaining("what rolls is not known") }]);
});
