import { expect, test } from "vitest";
import type { JsonObject } from "../api/json.ts";
import { example, kinds, machinePatch, objectOf, variable, withTopology } from "../testing/example.ts";
import { planCluster } from "./plan-cluster.ts";

const flavorPatch = machinePatch("flavor", { op: "replace", path: "/spec/template/spec/flavor", valueFrom: { variable: "flavor" } });
const flavor = variable("flavor", { type: "string", default: "medium" });

test("the plan has the patched objects, the variables and the overrides", () => {
  const workers = {
    machineDeployments: [{ class: "default-worker", name: "md-0", variables: { overrides: [{ name: "flavor", value: "huge" }] } }],
  };
  const plan = planCluster(example({ patches: [flavorPatch], variables: [flavor], topology: { workers } }));
  expect(plan).toMatchObject({ errors: [], variables: { flavor: "medium" }, overrides: { "machineDeployment/md-0": { flavor: "huge" } } });
  expect(objectOf(plan.objects, "controlPlaneMachineTemplate")).toMatchObject({ spec: { template: { spec: { flavor: "medium" } } } });
  expect(objectOf(plan.objects, "machineDeployment/md-0/infrastructure")).toMatchObject({
    spec: { template: { spec: { flavor: "huge" } } },
  });
});

test("the first stage with errors ends the run", () => {
  const broken = example({ patches: [machinePatch("broken", { op: "add", path: "/metadata/labels/x", value: "y" })] });
  const plan = planCluster(withTopology(broken, { version: "1.x" }));
  expect(plan.errors.map(({ stage, layer }) => [stage, layer])).toEqual([["class", "webhook"]]);
  expect(plan).toMatchObject({ objects: [], variables: null });
  expect(planCluster(withTopology(example(), { version: "1.x" })).errors[0]).toMatchObject({
    stage: "cluster",
    field: "spec.topology.version",
  });
});

test("a template that is not there, and an external patch, stop the class", () => {
  const input = example();
  input.templates.clear();
  expect(planCluster(input).errors).toMatchObject([{ stage: "class", layer: "references" }]);
  const external = { name: "outside", external: { generatePatchesExtension: "generate.example" } };
  expect(planCluster(example({ patches: [external] })).errors).toMatchObject([{ stage: "patch", layer: "external", field: "outside" }]);
});

test("a Cluster of another class is refused", () => {
  const plan = planCluster(withTopology(example(), { classRef: { name: "other" } }));
  expect(plan.errors).toMatchObject([{ stage: "cluster", layer: "references", field: "spec.topology.classRef" }]);
});

test("a patch that fails leaves the variables and no objects", () => {
  const patch = machinePatch("absent", { op: "remove", path: "/spec/template/spec/absent" });
  const plan = planCluster(example({ patches: [patch], variables: [flavor] }));
  expect(plan.errors).toMatchObject([{ stage: "patch", field: "", message: expect.stringContaining('patch "absent"') }]);
  expect(plan).toMatchObject({ objects: [], variables: { flavor: "medium" } });
});

test("patches see computed labels but cannot take those that Cluster API owns", () => {
  const labels = { op: "add", path: "/spec/template/metadata/labels", value: { mine: "yes" } };
  const version = { op: "add", path: "/spec/template/spec/version", value: "v0.0.1" };
  const patch = {
    name: "labels",
    definitions: [{ selector: { ...kinds.controlPlane, matchResources: { controlPlane: true } }, jsonPatches: [labels, version] }],
  };
  const controlPlane = objectOf(planCluster(example({ patches: [patch] })).objects, "controlPlane");
  expect(controlPlane).toMatchObject({ spec: { version: "v1.36.1" } });
  expect((controlPlane["metadata"] as JsonObject)["labels"]).toEqual({
    mine: "yes",
    "cluster.x-k8s.io/cluster-name": "mine",
    "topology.cluster.x-k8s.io/owned": "",
  });
});

test("planning leaves its input as it was, and the same input gives the same plan", () => {
  const input = example({ patches: [flavorPatch], variables: [flavor] });
  const before = structuredClone(input);
  expect(planCluster(input)).toEqual(planCluster(input));
  expect(input).toEqual(before);
});

test("while an upgrade is under way, patches see the version that each part has now", () => {
  const image = machinePatch("image", {
    op: "add",
    path: "/spec/template/spec/image",
    valueFrom: { template: "{{ with .builtin.controlPlane }}{{ .version }}{{ else }}{{ .builtin.machineDeployment.version }}{{ end }}" },
  });
  const plan = planCluster(example({ patches: [image] }), { versions: { machineDeployments: { "md-0": "v1.35.8" } } });
  expect(objectOf(plan.objects, "controlPlaneMachineTemplate")).toMatchObject({ spec: { template: { spec: { image: "v1.36.1" } } } });
  expect(objectOf(plan.objects, "machineDeployment/md-0/infrastructure")).toMatchObject({
    spec: { template: { spec: { image: "v1.35.8" } } },
  });
});
