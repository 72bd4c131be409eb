import type { RenderedUnit } from "@cstack/generator";
import { describe, expect, it } from "vitest";
import { newerFields, requirements } from "./requires.ts";

const field = { kind: "KubeadmConfigTemplate", path: "/spec/template/spec/files/*/contentFormat", since: "1.14.0", source: "test" };

function renderedWith(clusterApi: string, files: object[]): RenderedUnit {
  const unit = {
    id: "metal-tiny-1-36",
    provider: { path: "providers/metal/provider.yaml" },
    requires: { clusterApi, featureGates: ["ClusterTopology"], fieldsSince: [field] },
    infrastructure: { api: "v1beta1", contract: "v1beta1" },
  };
  const template = {
    apiVersion: "bootstrap.cluster.x-k8s.io/v1beta2",
    kind: "KubeadmConfigTemplate",
    metadata: { name: "x" },
    spec: { template: { spec: { files } } },
  };
  const clusterClass = { apiVersion: "cluster.x-k8s.io/v1beta2", kind: "ClusterClass", metadata: { name: "x" }, spec: {} };
  return { unit, clusterClass, templates: [template] } as unknown as RenderedUnit;
}

describe("what a management cluster must have", () => {
  it("names Cluster API, feature gates, contract and served APIs", () => {
    expect(requirements(renderedWith(">=1.12.0 <1.16.0", []))).toEqual({
      clusterApi: ">=1.12.0 <1.16.0",
      featureGates: ["ClusterTopology"],
      infrastructure: { api: "v1beta1", contract: "v1beta1" },
      components: [],
      apis: ["bootstrap.cluster.x-k8s.io/v1beta2", "cluster.x-k8s.io/v1beta2"],
    });
  });

  it("is too little where the class uses a field that the oldest Cluster API does not have", () => {
    const found = newerFields(renderedWith(">=1.12.0 <1.16.0", [{ path: "/a" }, { path: "/b", contentFormat: "Template" }]));
    expect(found).toEqual([expect.objectContaining({ code: "CS5201", message: expect.stringContaining("since Cluster API 1.14.0") })]);
  });

  it("is enough where the field is not used, or the range begins with it", () => {
    expect(newerFields(renderedWith(">=1.12.0", [{ path: "/a" }]))).toEqual([]);
    expect(newerFields(renderedWith(">=1.14.0", [{ path: "/b", contentFormat: "Template" }]))).toEqual([]);
  });
});
