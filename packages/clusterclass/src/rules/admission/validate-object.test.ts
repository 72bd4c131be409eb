import { expect, test } from "vitest";
import type { JsonObject } from "../../api/json.ts";
import { asObject } from "../../api/objects.ts";
import { validateObject } from "./validate-object.ts";

function validate(apiVersion: string, kind: string, spec: JsonObject) {
  const verdict = validateObject(asObject({ apiVersion, kind, metadata: { name: "demo", namespace: "default" }, spec }));
  return verdict && `${verdict.layer}: ${verdict.errors.map(({ field }) => field).join(" ")}`;
}

const controlPlane = "controlplane.cluster.x-k8s.io/v1beta2";
const bootstrap = "bootstrap.cluster.x-k8s.io/v1beta2";

test("kinds of providers and other versions are not judged", () => {
  expect(validate("infrastructure.cluster.x-k8s.io/v1beta2", "DevMachineTemplate", {})).toBeUndefined();
  expect(validate("bootstrap.cluster.x-k8s.io/v1beta1", "KubeadmConfigTemplate", {})).toBeUndefined();
});

test("templates go through schema, then rules", () => {
  expect(validate(bootstrap, "KubeadmConfigTemplate", { template: { spec: { verbosity: 1 } } })).toBe("webhook: ");
  expect(validate(bootstrap, "KubeadmConfigTemplate", { template: { spec: { files: [] } } })).toBe("crd: spec.template.spec.files");
  const files = [{ path: "/a", content: "x" }];
  expect(validate(bootstrap, "KubeadmConfigTemplate", { template: { spec: { files: [...files, ...files] } } })).toBe(
    "webhook: spec.template.spec.files[1].path",
  );
  expect(validate(controlPlane, "KubeadmControlPlaneTemplate", { template: { spec: { machineNaming: { template: "x" } } } })).toBe(
    "webhook: spec.template.spec.machineNaming.template",
  );
});

test("a control plane is judged with what the mutating webhook adds", () => {
  const infrastructureRef = { apiGroup: "infrastructure.cluster.x-k8s.io", kind: "DevMachineTemplate", name: "x" };
  const spec = { version: "1.36.4", kubeadmConfigSpec: { verbosity: 1 }, machineTemplate: { spec: { infrastructureRef } } };
  expect(validate(controlPlane, "KubeadmControlPlane", spec)).toBe("webhook: ");
  expect(validate(controlPlane, "KubeadmControlPlane", { ...spec, replicas: 2 })).toBe("webhook: spec.replicas");
});

test("an argument that stands twice is refused by the schema's own rule", () => {
  const twice = [
    { name: "v", value: "1" },
    { name: "v", value: "2" },
  ];
  const spec = { kubeadmConfigSpec: { clusterConfiguration: { apiServer: { extraArgs: twice } } } };
  expect(validate(controlPlane, "KubeadmControlPlaneTemplate", { template: { spec } })).toBe(
    "crd: spec.template.spec.kubeadmConfigSpec.clusterConfiguration.apiServer.extraArgs",
  );
});
