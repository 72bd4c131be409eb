import { expect, test } from "vitest";
import type { KubeadmConfigSpec } from "../../api/kubeadm.ts";
import { defaultFeatureGates } from "../feature-gates.ts";
import { findings } from "../testing/findings.ts";
import { kubeadmConfigRules } from "./config.ts";

function found(config: KubeadmConfigSpec, { ofControlPlane = false, ignition = false } = {}) {
  return findings(kubeadmConfigRules, {
    config,
    field: "spec",
    ofControlPlane,
    gates: { ...defaultFeatureGates, KubeadmBootstrapFormatIgnition: ignition },
  });
}

const secret = { name: "credentials", key: "token" };

test("files have one source each, a whole one, and paths of their own", () => {
  expect(
    found({
      files: [
        { path: "/a", content: "x" },
        { path: "/b", contentFrom: { secret } },
      ],
    }),
  ).toEqual([]);
  expect(found({ files: [{ path: "/a", content: "x", contentFrom: { secret } }] })).toEqual(["KC-01 spec.files[0]"]);
  expect(found({ files: [{ path: "/a", contentFrom: { secret: { name: "credentials" } } }] })).toEqual([
    "KC-02 spec.files[0].contentFrom.secret.key",
  ]);
  expect(found({ files: [{ path: "/a" }, { path: "/a" }] })).toEqual(["KC-03 spec.files[1].path"]);
});

test("users have one password each, a whole one", () => {
  expect(
    found({
      users: [
        { name: "a", passwd: "x" },
        { name: "b", passwdFrom: { secret } },
      ],
    }),
  ).toEqual([]);
  expect(found({ users: [{ name: "a", passwd: "x", passwdFrom: { secret } }] })).toEqual(["KC-04 spec.users[0]"]);
  expect(found({ users: [{ name: "a", passwdFrom: { secret: { key: "token" } } }] })).toEqual([
    "KC-05 spec.users[0].passwdFrom.secret.name",
  ]);
});

test("Ignition needs its gate and its format", () => {
  const ignition = { containerLinuxConfig: { strict: true } };
  expect(found({ format: "ignition", ignition })).toEqual(["KC-06 spec.format", "KC-06 spec.ignition"]);
  expect(found({ ignition }, { ignition: true })).toEqual(["KC-07 spec.format"]);
  expect(found({ format: "ignition", ignition }, { ignition: true })).toEqual([]);
});

test("what Ignition cannot do is refused", () => {
  const config: KubeadmConfigSpec = {
    format: "ignition",
    users: [{ name: "a", inactive: true }],
    files: [{ path: "/a", encoding: "gzip+base64" }],
    bootCommands: ["true"],
    diskSetup: { partitions: [{ tableType: "mbr" }], filesystems: [{ replaceFS: "ntfs", partition: "auto" }] },
  };
  expect(found(config, { ignition: true })).toEqual(
    [
      "users[0].inactive",
      "files[0].encoding",
      "bootCommands",
      "diskSetup.partitions[0].tableType",
      "diskSetup.filesystems[0].replaceFS",
      "diskSetup.filesystems[0].partition",
    ].map((place) => `KC-08 spec.${place}`),
  );
  expect(found({ ...config, format: "cloud-config" }, { ignition: true })).toEqual([]);
});

test("partitions fit on the disk", () => {
  const layout = (...percentages: number[]) => ({
    diskSetup: { partitions: [{ diskLayout: percentages.map((percentage) => ({ percentage })) }] },
  });
  expect(found(layout(60, 40))).toEqual([]);
  expect(found(layout(60, 41))).toEqual(["KC-09 spec.diskSetup.partitions[0].diskLayout"]);
});

test("a discovery user authenticates in one way", () => {
  const user = (parts: object) => ({ joinConfiguration: { discovery: { file: { kubeConfig: { user: parts } } } } });
  expect(found(user({ exec: { command: "x" } }))).toEqual([]);
  expect(found(user({ exec: { command: "x" }, authProvider: { name: "x" } }))).toEqual([
    "KC-10 spec.joinConfiguration.discovery.file.kubeconfig.user",
  ]);
});

test("init and join of a control plane wait for the same time", () => {
  const config = { initConfiguration: { timeouts: { controlPlaneComponentHealthCheckSeconds: 60 } } };
  expect(found(config)).toEqual([]);
  expect(found(config, { ofControlPlane: true })).toEqual(
    ["initConfiguration", "joinConfiguration"].map((name) => `KC-11 spec.${name}.timeouts.controlPlaneComponentHealthCheckSeconds`),
  );
  expect(found({ ...config, joinConfiguration: config.initConfiguration }, { ofControlPlane: true })).toEqual([]);
});
