import { expect, test } from "vitest";
import { example, kinds, machinePatch, variable } from "../testing/example.ts";
import { evaluateCluster } from "./evaluate-cluster.ts";
import { explainPath } from "./explain.ts";

const variables = [variable("flavor", { type: "string", default: "medium" }), variable("big", { type: "boolean", default: true })];

test("a value is traced to the patch, the operation, and the variables that made it", () => {
  const operation = {
    op: "replace",
    path: "/spec/template/spec/flavor",
    valueFrom: { template: "{{ .flavor }}-{{ .builtin.cluster.name }}" },
  };
  const evaluation = evaluateCluster(example({ variables, patches: [machinePatch("flavor", operation, "{{ .big }}")] }));
  expect(explainPath(evaluation, "controlPlaneMachineTemplate", "spec.template.spec.flavor")).toEqual([
    {
      path: "spec.template.spec.flavor",
      value: "medium-mine",
      origin: {
        from: "patch",
        patch: 0,
        patchName: "flavor",
        definition: 0,
        operation: 0,
        op: "replace",
        path: "/spec/template/spec/flavor",
        variables: ["flavor", "builtin.cluster.name"],
        enabledBy: ["big"],
      },
    },
  ]);
});

test("items that were there keep their origin when others are put before them", () => {
  const patch = {
    name: "file",
    definitions: [
      {
        selector: { ...kinds.bootstrap, matchResources: { machineDeploymentClass: { names: ["*"] } } },
        jsonPatches: [{ op: "add", path: "/spec/template/spec/files/0", value: { path: "/etc/new" } }],
      },
    ],
  };
  const origins = explainPath(
    evaluateCluster(example({ patches: [patch] })),
    "machineDeployment/md-0/bootstrap",
    "spec.template.spec.files",
  );
  expect(origins.map(({ path, origin }) => [path, origin.from])).toEqual([
    ["spec.template.spec.files[0].path", "patch"],
    ["spec.template.spec.files[1].path", "template"],
    ["spec.template.spec.files[1].content", "template"],
  ]);
});

test("names, labels and versions come from Cluster API, also without patches", () => {
  const evaluation = evaluateCluster(example());
  expect(explainPath(evaluation, "controlPlane", "spec.version")).toMatchObject([{ value: "v1.36.1", origin: { from: "Cluster API" } }]);
  expect(explainPath(evaluation, "controlPlane", "metadata.labels").every(({ origin }) => origin.from === "Cluster API")).toBe(true);
  expect(explainPath(evaluation, "controlPlane", "spec.kubeadmConfigSpec.files[0].path")).toMatchObject([{ origin: { from: "template" } }]);
});

test("what does not exist has no origin", () => {
  expect(explainPath(evaluateCluster(example()), "controlPlane", "spec.absent")).toEqual([]);
  expect(explainPath(evaluateCluster(example()), "machinePool/absent", "")).toEqual([]);
});
