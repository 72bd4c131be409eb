import { expect, test } from "vitest";
import type { IntOrString } from "../../api/cluster-class.ts";
import type { ClusterConfiguration, KubeadmControlPlaneSpec } from "../../api/kubeadm.ts";
import { defaultFeatureGates } from "../feature-gates.ts";
import { findings } from "../testing/findings.ts";
import { controlPlaneRules } from "./control-plane.ts";
import { sharedControlPlaneRules } from "./control-plane-shared.ts";
import { configTemplateRules, controlPlaneTemplateGateRule, controlPlaneTemplateRules } from "./templates.ts";

const gates = defaultFeatureGates;

function shared(spec: KubeadmControlPlaneSpec, gate = true) {
  return findings(sharedControlPlaneRules, { spec, field: "spec", gates: { ...gates, MachineTaintPropagation: gate } });
}

function rollout(maxSurge: IntOrString, type = "RollingUpdate") {
  return { rollout: { strategy: { type, rollingUpdate: { maxSurge } } } };
}

test("control planes roll with a surge of 0 or 1, and with 0 only from three replicas", () => {
  expect(shared({ ...rollout(1), replicas: 1 })).toEqual([]);
  expect(shared({ ...rollout(0), replicas: 3 })).toEqual([]);
  expect(shared(rollout(1, "OnDelete"))).toEqual(["KCP-01 spec.rollout.strategy.type"]);
  expect(shared(rollout(2))).toEqual(["KCP-02 spec.rollout.strategy.rollingUpdate.maxSurge"]);
  expect(shared({ ...rollout("25%"), replicas: 1 })).toEqual(["KCP-03 spec.rollout.strategy.rollingUpdate"]);
});

test("certificates live shorter than their CA and longer than the time before their renewal", () => {
  const certificates = (clusterConfiguration: ClusterConfiguration, certificatesExpiryDays = 0) => ({
    kubeadmConfigSpec: { clusterConfiguration },
    rollout: { ...rollout(1).rollout, before: { certificatesExpiryDays } },
  });
  expect(shared(certificates({ certificateValidityPeriodDays: 365 }, 90))).toEqual([]);
  const field = "KCP-04 spec.kubeadmConfigSpec.clusterConfiguration.certificateValidityPeriodDays";
  expect(shared(certificates({ certificateValidityPeriodDays: 3651 }))).toEqual([field]);
  expect(shared(certificates({ certificateValidityPeriodDays: 100, caCertificateValidityPeriodDays: 99 }))).toEqual([field]);
  expect(shared(certificates({ certificateValidityPeriodDays: 90 }, 90))).toEqual(["KCP-05 spec.rollout.before.certificatesExpiryDays"]);
});

test("machine names are templates with a random part", () => {
  expect(shared({ machineNaming: { template: "{{ .kubeadmControlPlane.name }}-{{ .random }}" } })).toEqual([]);
  for (const template of ["{{ .cluster.name }}", "{{.random}}", "{{ .random }}_", "{{ .nothing }}-{{ .random }}", "{{ .random }}{{"]) {
    expect(shared({ machineNaming: { template } })).toEqual(["KCP-06 spec.machineNaming.template"]);
  }
});

test("taints and metadata of machines follow the rules of classes", () => {
  const tainted = (key: string) => ({ machineTemplate: { spec: { taints: [{ key, effect: "NoSchedule", propagation: "Always" }] } } });
  expect(shared(tainted("example.com/a"))).toEqual([]);
  expect(shared(tainted("example.com/a"), false)).toEqual(["KCP-07 spec.machineTemplate.spec.taints"]);
  expect(shared(tainted("node.kubernetes.io/x"))).toEqual(["KCP-08 spec.machineTemplate.spec.taints[0].key"]);
  expect(shared(tainted("a b"))).toEqual(["KCP-09 spec.machineTemplate.spec.taints[0].key"]);
  expect(shared({ machineTemplate: { metadata: { labels: { a: "-" }, annotations: { "a b": "" } } } })).toEqual([
    "KCP-10 spec.machineTemplate.metadata.labels",
    "KCP-11 spec.machineTemplate.metadata.annotations",
  ]);
});

test("images have tags, and etcd is in one place", () => {
  const configured = (clusterConfiguration: ClusterConfiguration) => shared({ kubeadmConfigSpec: { clusterConfiguration } });
  const at = "spec.kubeadmConfigSpec.clusterConfiguration";
  expect(configured({ dns: { imageTag: "v1.11.0_custom" }, etcd: { local: { imageTag: "3.6.8-0" } } })).toEqual([]);
  expect(configured({ dns: { imageTag: "v1.11.0+x" } })).toEqual([`KCP-12 ${at}.dns.imageTag`]);
  expect(configured({ dns: { imageTag: "latest" } })).toEqual(["KCP-13 dns.imageTag"]);
  expect(configured({ etcd: { local: { imageTag: "a b" } } })).toEqual([`KCP-14 ${at}.etcd.local.imageTag`]);
  expect(configured({ etcd: { local: { imageTag: "3.6.8-0" }, external: { endpoints: ["https://etcd"] } } })).toEqual([
    `KCP-15 ${at}.etcd.local`,
  ]);
});

test("a control plane has an odd number of replicas, machines and a version", () => {
  const infrastructureRef = { apiGroup: "infrastructure.cluster.x-k8s.io", kind: "DevMachineTemplate", name: "x" };
  const complete: KubeadmControlPlaneSpec = { replicas: 3, version: "v1.36.4", machineTemplate: { spec: { infrastructureRef } } };
  const found = (spec: KubeadmControlPlaneSpec) => findings(controlPlaneRules, { spec, field: "spec", gates });
  expect(found(complete)).toEqual([]);
  expect(found({ ...complete, replicas: -1 })).toEqual(["KCP-16 spec.replicas"]);
  expect(found({ ...complete, replicas: 2 })).toEqual(["KCP-17 spec.replicas"]);
  const external = { clusterConfiguration: { etcd: { external: { endpoints: ["https://etcd"] } } } };
  expect(found({ ...complete, replicas: 2, kubeadmConfigSpec: external })).toEqual([]);
  expect(found({ ...complete, machineTemplate: {} })).toEqual(
    ["apiGroup", "kind", "name"].map((name) => `KCP-18 spec.machineTemplate.infrastructure.${name}`),
  );
  expect(found({ ...complete, version: "v1.36" })).toEqual(["KCP-19 spec.version"]);
});

test("templates need their gate and valid metadata", () => {
  const metadata = { labels: { a: "-" }, annotations: { "a b": "" } };
  expect(findings([controlPlaneTemplateGateRule], { metadata: undefined, gates })).toEqual([]);
  expect(findings([controlPlaneTemplateGateRule], { metadata: undefined, gates: { ...gates, ClusterTopology: false } })).toEqual([
    "KCPT-01 spec",
  ]);
  expect(findings(controlPlaneTemplateRules, { metadata: undefined, gates })).toEqual([]);
  expect(findings(controlPlaneTemplateRules, { metadata, gates })).toEqual([
    "KCPT-02 spec.template.metadata.labels",
    "KCPT-03 spec.template.metadata.annotations",
  ]);
  expect(findings(configTemplateRules, { metadata: undefined, gates })).toEqual([]);
  expect(findings(configTemplateRules, { metadata, gates })).toEqual([
    "KCT-01 spec.template.metadata.labels",
    "KCT-02 spec.template.metadata.annotations",
  ]);
});
