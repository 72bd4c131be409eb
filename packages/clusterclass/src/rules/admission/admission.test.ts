import { expect, test } from "vitest";
import type { KubernetesObject } from "../../api/objects.ts";
import { classSpec, cluster } from "../testing/class-fixture.ts";
import { classObject, templateObjects } from "../testing/objects-fixture.ts";
import { admitClass } from "./admit-class.ts";
import { compareClasses, compareForRebase } from "./compare.ts";
import type { Admission } from "./options.ts";
import { validateClass } from "./validate-class.ts";
import { validateClusterAdmission } from "./validate-cluster.ts";

function places({ errors }: Pick<Admission, "errors">): string[] {
  return errors.map(({ stage, layer, field }) => `${stage}/${layer} ${field}`);
}

function ofClass(clusterClass: KubernetesObject, templates = templateObjects()) {
  return validateClass({ clusterClass, templates });
}

function ofCluster(candidate: KubernetesObject, previous?: KubernetesObject) {
  return validateClusterAdmission({
    clusterClass: admitClass(classObject()).object,
    cluster: candidate,
    ...(previous ? { previous } : {}),
  });
}

test("a class with its templates is admitted", () => {
  expect(ofClass(classObject())).toMatchObject({ errors: [], warnings: [], unknown: [] });
});

test("the first layer with errors ends the run: version, schema, webhook, references", () => {
  const wrongName = { patches: [{ name: "inline", definitions: [] }] };
  expect(places(ofClass({ ...classObject(), apiVersion: "cluster.x-k8s.io/v1alpha4" }))).toEqual(["class/crd "]);
  expect(places(ofClass(classObject({ ...wrongName, workers: {} }), new Map()))).toEqual(["class/crd spec.workers"]);
  expect(places(ofClass(classObject(wrongName), new Map()))).toEqual(["class/webhook spec.patches[0].name"]);
  expect(places(ofClass(classObject(), new Map()))).toEqual(["class/references "]);
});

test("unknown fields are dropped with a warning, null fields without one", () => {
  const admission = ofClass(classObject({ tpyo: 1, kubernetesVersions: null }));
  expect(admission).toMatchObject({ errors: [], warnings: ['ClusterClass: unknown field "spec.tpyo"'] });
  expect(admission.object.spec).not.toHaveProperty("kubernetesVersions");
});

test("what only Go's decoder refuses has no field", () => {
  const workers = {
    ...classSpec().workers,
    machineDeployments: [{ ...classSpec().workers?.machineDeployments?.[0], healthCheck: { remediation: { maxInFlight: 2 ** 31 } } }],
  };
  expect(places(ofClass(classObject({ workers })))).toEqual(["class/crd "]);
});

test("without the gate ClusterTopology nothing else is said", () => {
  const admission = admitClass(classObject({ patches: [{ name: "inline", definitions: [] }] }), {
    featureGates: { ClusterTopology: false },
  });
  expect(places(admission)).toEqual(["class/webhook "]);
});

test("what an external patch does is unknown", () => {
  expect(ofClass(classObject({ patches: [{ name: "hook", external: { generatePatchesExtension: "ext" } }] }))).toMatchObject({
    errors: [],
    unknown: [{ stage: "patch", field: "hook" }],
  });
});

test("a Cluster gets its v and the defaults of variables", () => {
  const admission = ofCluster(cluster({ version: "1.36.4" }));
  expect(admission.errors).toEqual([]);
  expect(admission.object.spec?.["topology"]).toMatchObject({ version: "v1.36.4", variables: [{ name: "flavor", value: "small" }] });
});

test("the layers of a Cluster: class, reading, variables, schema, webhook", () => {
  expect(places(ofCluster(cluster({ classRef: { name: "other" } })))).toEqual(["cluster/references spec.topology.classRef"]);
  expect(places(ofCluster(cluster({ controlPlane: { replicas: "3" } })))).toEqual(["cluster/crd "]);
  expect(places(ofCluster(cluster({ classRef: {} })))).toEqual(["cluster/defaulting webhook spec.topology.classRef.name"]);
  expect(places(ofCluster(cluster({ variables: [{ name: "nobody", value: 1 }] })))).toEqual([
    "cluster/defaulting webhook spec.topology.variables[nobody]",
  ]);
  expect(places(ofCluster(cluster({ controlPlane: {} })))).toEqual(["cluster/crd spec.topology.controlPlane"]);
  expect(places(ofCluster(cluster({ version: "v1.36" })))).toEqual(["cluster/webhook spec.topology.version"]);
});

test("the previous Cluster is admitted first", () => {
  expect(places(ofCluster(cluster(), cluster({ version: "new" })))).toEqual(["cluster/previous webhook spec.topology.version"]);
  expect(places(ofCluster(cluster({ version: "v1.35.8" }), cluster()))).toEqual(["cluster/webhook spec.topology.version"]);
});

test("switched off checks of the version are a warning", () => {
  const unchecked = cluster({ version: "v1.30.0" });
  unchecked.metadata.annotations = { "unsafe.topology.cluster.x-k8s.io/disable-update-version-check": "" };
  expect(ofCluster(unchecked, cluster())).toMatchObject({
    errors: [],
    unknown: [],
    warnings: [expect.stringContaining("disable-update-version-check")],
  });
});

test("whether an upgrade may start is unknown", () => {
  const admission = ofCluster(cluster({ version: "v1.36.5" }), cluster());
  expect(admission.errors).toEqual([]);
  expect(admission.unknown).toMatchObject([{ stage: "cluster", field: "spec.topology.version" }]);
});

test("an update and a rebase are refused for what Clusters need", () => {
  const after = classObject({ workers: undefined, patches: undefined });
  expect(compareClasses(classObject(), after, [cluster()]).update.map(({ field }) => field)).toEqual(["spec.workers.machineDeployments"]);
  expect(compareForRebase(classObject(), after, [cluster()]).rebase.map(({ stage, field }) => `${stage} ${field}`)).toEqual([
    "rebase spec.topology.workers.machineDeployments[0].class",
  ]);
  expect(compareForRebase(classObject(), after).rebase).toEqual([]);
  expect(compareClasses(classObject(), classObject(), [cluster()])).toEqual({ errors: [], update: [] });
});

test("what is wrong before the change is not blamed on the change", () => {
  const before = classObject({ patches: [{ name: "inline", definitions: [] }] });
  expect(places({ errors: compareClasses(before, classObject()).errors })).toEqual(["class/webhook spec.patches[0].name"]);
  expect(places({ errors: compareForRebase(classObject(), classObject(), [cluster({ version: "new" })]).errors })).toEqual([
    "cluster/webhook spec.topology.version",
  ]);
});
