import { expect, test } from "vitest";
import { failed } from "../api/fields.ts";
import { asObject } from "../api/objects.ts";
import { contractVersionOf } from "./contract-version.ts";

const kind = { group: "example.com", version: "v1alpha1", kind: "FancyControlPlane" };

function crd(labels: Record<string, string>) {
  return asObject({
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: "fancycontrolplanes.example.com", labels },
  });
}

test("the labels of the CustomResourceDefinition say which contract a version follows", () => {
  const labels = { "cluster.x-k8s.io/v1beta1": "v1alpha1_v1alpha2", "cluster.x-k8s.io/v1beta2": "v1" };
  expect(contractVersionOf(kind, [crd(labels)])).toEqual({ contract: "v1beta1", ambiguous: false });
  expect(contractVersionOf({ ...kind, version: "v1" }, [crd(labels)])).toEqual({ contract: "v1beta2", ambiguous: false });
  expect(failed(contractVersionOf({ ...kind, version: "v2" }, [crd(labels)]))).toBe(true);
});

test("labels that are no map of texts are no labels", () => {
  expect(failed(contractVersionOf(kind, [crd({ "cluster.x-k8s.io/v1beta1": null as unknown as string })]))).toBe(true);
});

test("a version under two contracts is ambiguous", () => {
  const labels = { "cluster.x-k8s.io/v1beta1": "v1alpha1", "cluster.x-k8s.io/v1beta2": "v1alpha1" };
  expect(contractVersionOf(kind, [crd(labels)])).toEqual({ contract: "v1beta2", ambiguous: true });
});

test("without a CustomResourceDefinition kubeadm kinds follow their version, others v1beta1 unless they are v1beta2", () => {
  const kubeadm = { group: "controlplane.cluster.x-k8s.io", kind: "KubeadmControlPlane" };
  expect(contractVersionOf({ ...kubeadm, version: "v1beta1" }, [])).toMatchObject({ contract: "v1beta1" });
  expect(contractVersionOf({ ...kubeadm, version: "v1beta2" }, [])).toMatchObject({ contract: "v1beta2" });
  expect(failed(contractVersionOf({ ...kubeadm, version: "v1alpha4" }, []))).toBe(true);
  expect(contractVersionOf(kind, [])).toMatchObject({ contract: "v1beta1" });
});
