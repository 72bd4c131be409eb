import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../api/json.ts";
import { asObject, type KubernetesObject } from "../../api/objects.ts";
import { refusedControlPlane, validateUpdate } from "./update-object.ts";

/** What a change of a spec is refused for, as `rule field`. */
function update(apiVersion: string, kind: string, old: JsonObject, next: JsonObject, annotations: JsonObject = {}): string[] {
  const object = (spec: JsonObject) => asObject({ apiVersion, kind, metadata: { name: "demo", namespace: "default", annotations }, spec });
  return (validateUpdate(object(old), object(next))?.errors ?? []).map(({ rule, field }) => `${rule ?? "schema"} ${field}`);
}

const infrastructureRef = { apiGroup: "infrastructure.cluster.x-k8s.io", kind: "DevMachineTemplate", name: "x" };

describe("a control plane", () => {
  const spec = (clusterConfiguration: JsonObject, more: JsonObject = {}): JsonObject => ({
    version: "v1.36.4",
    replicas: 3,
    machineTemplate: { spec: { infrastructureRef } },
    ...more,
    kubeadmConfigSpec: {
      verbosity: 1,
      clusterConfiguration: { featureGates: { ControlPlaneKubeletLocalMode: true }, ...clusterConfiguration },
    },
  });
  const change = (old: JsonObject, next: JsonObject, annotations: JsonObject = {}) =>
    update("controlplane.cluster.x-k8s.io/v1beta2", "KubeadmControlPlane", old, next, annotations);
  const configuration = "spec.kubeadmConfigSpec.clusterConfiguration";

  test("changes in what kubeadm can apply to new machines", () => {
    const flags = (value: string) => spec({ apiServer: { extraArgs: [{ name: "v", value }] }, certificatesDir: "/etc/kubernetes/pki" });
    expect(change(flags("1"), flags("2"))).toEqual([]);
    expect(change(flags("1"), spec({ etcd: { local: { dataDir: "/x" } }, certificatesDir: "/etc/kubernetes/pki" }))).toEqual([]);
    expect(change(spec({ imageRepository: "a.example" }), spec({ imageRepository: "b.example" }, { replicas: 5 }))).toEqual([]);
  });

  test("keeps what the Cluster was founded on", () => {
    const years = (days: number) => spec({ caCertificateValidityPeriodDays: days, certificatesDir: "/a" });
    expect(change(years(3650), years(7300))).toEqual([`KCP-U01 ${configuration}.caCertificateValidityPeriodDays`]);
    expect(change(years(3650), spec({ certificatesDir: "/b" }))).toEqual([
      `KCP-U01 ${configuration}.certificatesDir`,
      `KCP-U01 ${configuration}.caCertificateValidityPeriodDays`,
    ]);
  });

  test("gets settings of kubeadm later, but does not lose all of them", () => {
    const without = { ...spec({}), kubeadmConfigSpec: { verbosity: 1 } };
    const repository = spec({ imageRepository: "a.example" });
    expect(change(without, repository)).toEqual([]);
    expect(change(repository, without)).toEqual([`KCP-U01 ${configuration}`]);
  });

  test("keeps its etcd where it is", () => {
    const local = spec({ etcd: { local: { dataDir: "/x" } } });
    const endpoints = { endpoints: ["https://a.example:2379"], caFile: "/ca", certFile: "/cert", keyFile: "/key" };
    const external = spec({ etcd: { external: endpoints } });
    expect(change(external, spec({ etcd: { external: { ...endpoints, caFile: "/other" } } }))).toEqual([]);
    expect(change(local, external)).toEqual([`KCP-U02 ${configuration}.etcd.external`]);
    expect(change(external, local)).toEqual([`KCP-U02 ${configuration}.etcd.external`]);
  });

  test("moves CoreDNS forward through the versions that can be migrated", () => {
    const dns = (imageTag: string) => spec({ dns: { imageTag } });
    expect(change(dns("v1.12.4"), dns("v1.14.2"))).toEqual([]);
    expect(change(dns("v9.0.0"), dns("v9.0.0-custom"))).toEqual([]);
    expect(change(spec({ dns: { imageRepository: "a.example" } }), dns("v9.0.0"))).toEqual([]);
    expect(change(dns("v1.14.2"), dns("v1.12.4"))).toEqual([`KCP-U03 ${configuration}.dns.imageTag`]);
    expect(change(dns("v1.12.4"), dns("v9.0.0"))).toEqual([`KCP-U03 ${configuration}.dns.imageTag`]);
    expect(change(dns("v1.12.4"), dns("v9.0.0"), { "controlplane.cluster.x-k8s.io/skip-coredns": "" })).toEqual([]);
  });

  test("goes up one minor at a time, and may go down", () => {
    const version = (text: string) => spec({}, { version: text });
    expect(change(version("v1.35.8"), version("v1.36.4"))).toEqual([]);
    expect(change(version("v1.36.4"), version("v1.35.8"))).toEqual([]);
    expect(change(version("v1.35.8"), version("v1.37.0"))).toEqual(["KCP-U04 spec.version"]);
  });

  test("is judged as a new one, too", () => {
    expect(change(spec({}), spec({}, { replicas: 2 }))).toEqual(["KCP-17 spec.replicas"]);
    expect(change(spec({}), spec({}, { replicas: "many" }))).toContain("schema spec.replicas");
  });

  test("of a topology gets its version step by step", () => {
    const of = (version: string): KubernetesObject =>
      asObject({ apiVersion: "x/v1", kind: "KubeadmControlPlane", metadata: {}, spec: spec({}, { version }) });
    expect(refusedControlPlane(of("v1.34.0"), of("v1.37.0"))).toEqual([]);
  });
});

describe("a control plane template", () => {
  const change = (old: JsonObject, next: JsonObject) =>
    update(
      "controlplane.cluster.x-k8s.io/v1beta2",
      "KubeadmControlPlaneTemplate",
      { template: { spec: old } },
      { template: { spec: next } },
    );

  test("stays as it is", () => {
    const folder = (certificatesDir: string) => ({ kubeadmConfigSpec: { clusterConfiguration: { certificatesDir } } });
    expect(change(folder("/a"), folder("/a"))).toEqual([]);
    expect(change(folder("/a"), folder("/b"))).toEqual(["KCPT-U01 spec.template.spec"]);
  });

  test("may lose what earlier versions of Cluster API wrote into it", () => {
    const config: JsonObject = { verbosity: 1 };
    const earlier = { ...config, format: "cloud-config", joinConfiguration: { nodeRegistration: { imagePullPolicy: "IfNotPresent" } } };
    const strategy = { type: "RollingUpdate", rollingUpdate: { maxSurge: 1 } };
    expect(change({ kubeadmConfigSpec: earlier, rollout: { strategy } }, { kubeadmConfigSpec: config })).toEqual([]);
    expect(change({ kubeadmConfigSpec: { ...config, format: "ignition" } }, { kubeadmConfigSpec: config })).not.toEqual([]);
    const slow = { type: "RollingUpdate", rollingUpdate: { maxSurge: 0 } };
    expect(change({ kubeadmConfigSpec: config, rollout: { strategy: slow } }, { kubeadmConfigSpec: config })).not.toEqual([]);
  });
});

describe("what belongs to a Cluster", () => {
  const core = "cluster.x-k8s.io/v1beta2";
  const machines = (clusterName: string) => ({
    clusterName,
    template: { spec: { clusterName, version: "v1.36.4", bootstrap: { dataSecretName: "x" }, infrastructureRef } },
  });
  const check = (clusterName: string) => ({
    clusterName,
    selector: { matchLabels: { a: "b" } },
    checks: { nodeStartupTimeoutSeconds: 600 },
  });
  const deployment = (clusterName: string) => ({ ...machines(clusterName), selector: { matchLabels: { a: "b" } } });
  const labelled = (clusterName: string) => {
    const { template, ...rest } = deployment(clusterName);
    return { ...rest, template: { ...template, metadata: { labels: { a: "b" } } } };
  };

  test.each([
    ["MachineDeployment", "MD-U01", labelled],
    ["MachinePool", "MP-U01", machines],
    ["MachineHealthCheck", "MHC-U01", check],
  ])("%s stays in it", (kind, rule, specOf: (clusterName: string) => JsonObject) => {
    expect(update(core, kind, specOf("demo"), specOf("demo"))).toEqual([]);
    expect(update(core, kind, specOf("demo"), specOf("other"))).toEqual([`${rule} spec.clusterName`]);
  });

  test("bootstrap templates may change", () => {
    const template = (verbosity: number) => ({ template: { spec: { verbosity } } });
    expect(update("bootstrap.cluster.x-k8s.io/v1beta2", "KubeadmConfigTemplate", template(1), template(2))).toEqual([]);
  });
});
