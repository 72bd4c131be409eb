import { describe, expect, it } from "vitest";
import { convertedBy, type Manifest, servedBy, servedPaths } from "./manager-manifests.ts";

const server = { url: "https://127.0.0.1:9443", authority: "PEM" };
const caBundle = Buffer.from("PEM").toString("base64");

function crd(...versions: string[]): Manifest {
  const conversion = { strategy: "Webhook", webhook: { clientConfig: { service: { name: "webhook-service" } } } };
  const spec = { group: "cluster.x-k8s.io", versions: versions.map((name) => ({ name, served: name !== "v1alpha1" })), conversion };
  return { apiVersion: "apiextensions.k8s.io/v1", kind: "CustomResourceDefinition", metadata: { name: "clusters.cluster.x-k8s.io" }, spec };
}

describe("a CRD", () => {
  it("of several versions is converted by the manager's process", () => {
    expect(convertedBy(crd("v1beta1", "v1beta2"), server).spec?.["conversion"]).toEqual({
      strategy: "Webhook",
      webhook: { conversionReviewVersions: ["v1"], clientConfig: { url: "https://127.0.0.1:9443/convert", caBundle } },
    });
  });

  it("of one version needs no conversion", () => {
    expect(convertedBy(crd("v1beta2"), server).spec).not.toHaveProperty("conversion");
  });

  it("is there when its served versions answer", () => {
    expect(servedPaths([crd("v1alpha1", "v1beta1"), crd("v1beta1", "v1beta2")])).toEqual([
      "/apis/cluster.x-k8s.io/v1beta1",
      "/apis/cluster.x-k8s.io/v1beta2",
    ]);
  });
});

it("a webhook configuration calls the manager's process and is named after it", () => {
  const configuration = {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingWebhookConfiguration",
    metadata: { name: "validating-webhook-configuration" },
    webhooks: [
      { name: "validation.cluster", failurePolicy: "Fail", clientConfig: { service: { name: "webhook-service", path: "/validate" } } },
    ],
  };
  expect(servedBy(configuration, server, "capi-core")).toEqual({
    ...configuration,
    metadata: { name: "capi-core-validating-webhook-configuration" },
    webhooks: [{ name: "validation.cluster", failurePolicy: "Fail", clientConfig: { url: "https://127.0.0.1:9443/validate", caBundle } }],
  });
});
