import { expect, test } from "vitest";
import { clusterSchema } from "../../../schemas/cluster.gen.ts";
import { kubeadmConfigTemplateSchema } from "../../../schemas/kubeadmconfigtemplate.gen.ts";
import { convertClusterSpec } from "./cluster.ts";
import { convertClusterClassSpec } from "./cluster-class.ts";
import { withoutEmptyFields } from "./fields.ts";
import { convertControlPlaneSpec, convertKubeadmConfigSpec } from "./kubeadm.ts";

/** Defects that the comparison with Cluster API's own converters found (`test/controlplane/conversion.test.ts`). */

test("the moment after which machines are replaced was lost", () => {
  const rollout = { after: "2026-01-02T03:04:05Z" };
  const topology = {
    controlPlane: { rollout },
    workers: { machineDeployments: [{ class: "w", name: "md-0", rollout, strategy: { type: "OnDelete" } }] },
  };
  expect(convertClusterSpec({ topology })).toEqual({
    topology: {
      controlPlane: { rollout },
      workers: { machineDeployments: [{ class: "w", name: "md-0", rollout: { ...rollout, strategy: { type: "OnDelete" } } }] },
    },
  });
});

test("zeros that v1beta2 refuses stayed, and so did false where it says nothing", () => {
  const cluster = { spec: { paused: false, clusterNetwork: { apiServerPort: 0, serviceDomain: "x" } } };
  expect(withoutEmptyFields(clusterSchema, cluster)).toEqual({ spec: { clusterNetwork: { serviceDomain: "x" } } });
  const template = { spec: { template: { spec: { files: [{ path: "/a", append: false }], ntp: { enabled: false } } } } };
  expect(withoutEmptyFields(kubeadmConfigTemplateSchema, template)).toEqual({
    spec: { template: { spec: { files: [{ path: "/a" }], ntp: { enabled: false } } } },
  });
});

test("a rollout strategy without a type stayed without one", () => {
  expect(convertControlPlaneSpec({ rolloutStrategy: { rollingUpdate: { maxSurge: 0 } } })).toEqual({
    rollout: { strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 0 } } },
  });
});

test("a retry period of zero was not left out", () => {
  expect(convertControlPlaneSpec({ remediationStrategy: { minHealthyPeriod: "0s", retryPeriod: "0s" } })).toEqual({
    remediation: { minHealthyPeriodSeconds: 0 },
  });
});

test("a file that appends to one of the same path kept doing so, unlike with Cluster API", () => {
  const files = [{ path: "/a" }, { path: "/a", append: true }, { path: "/b", append: true }];
  expect(convertKubeadmConfigSpec({ files })).toEqual({ files: [{ path: "/a" }, { path: "/a" }, { path: "/b", append: true }] });
});

test("a class without infrastructure got an empty one", () => {
  expect(convertClusterClassSpec({ controlPlane: {} })).toEqual({ controlPlane: {} });
});
