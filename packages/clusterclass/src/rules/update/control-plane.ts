import type { FieldError } from "../../api/errors.ts";
import type { JsonObject } from "../../api/json.ts";
import type { KubeadmControlPlaneSpec } from "../../api/kubeadm.ts";
import type { Metadata } from "../../api/objects.ts";
import { isDefined } from "../primitives/defined.ts";
import { compareReleases, parseTolerantVersion, type Version } from "../primitives/versions.ts";
import { clusterApi, type Rule } from "../rule.ts";
import { refusedControlPlaneChanges } from "./allowed-changes.ts";

/** Two states of a KubeadmControlPlane. */
export interface ControlPlaneUpdate {
  metadata: Metadata;
  old: KubeadmControlPlaneSpec & JsonObject;
  spec: KubeadmControlPlaneSpec & JsonObject;
}

const file = "controlplane/kubeadm/webhooks/admission/kubeadmcontrolplane.go";
const configurationField = "spec.kubeadmConfigSpec.clusterConfiguration";
const skipCoreDns = "controlplane.cluster.x-k8s.io/skip-coredns";

/** What may change in a KubeadmControlPlane that exists, but for its version. */
export const controlPlaneUpdateRules: readonly Rule<ControlPlaneUpdate>[] = [
  {
    id: "KCP-U01",
    title: "Only some fields of a control plane change",
    source: clusterApi(file, "ValidateUpdate"),
    check: ({ old, spec }) =>
      refusedControlPlaneChanges(old, spec).map((path) => ({
        field: `spec.${path}`,
        message: "cannot change once the control plane exists",
      })),
  },
  { id: "KCP-U02", title: "etcd stays local or external", source: clusterApi(file, "validateClusterConfiguration"), check: checkEtcd },
  { id: "KCP-U03", title: "CoreDNS can migrate to its new version", source: clusterApi(file, "validateCoreDNSVersion"), check: checkDns },
];

/** The step of the version. The topology controller takes one minor after the other, wherever the Cluster goes. */
export const controlPlaneVersionRule: Rule<ControlPlaneUpdate> = {
  id: "KCP-U04",
  title: "The version goes up by at most one minor",
  source: clusterApi(file, "validateVersion"),
  check: checkStep,
};

function checkStep({ old, spec }: ControlPlaneUpdate): FieldError[] {
  const [before, after] = [parseTolerantVersion(old.version ?? ""), parseTolerantVersion(spec.version ?? "")];
  const field = "spec.version";
  if (before === undefined || after === undefined) return [{ field, message: "one of the two versions is none" }];
  const ceiling: Version = { major: before.major, minor: before.minor + 2n, patch: 0n, pre: [], build: [] };
  if (compareReleases(after, ceiling) < 0) return [];
  return [{ field, message: `the version skips a minor, from ${old.version} to ${spec.version}` }];
}

function checkEtcd({ old, spec }: ControlPlaneUpdate): FieldError[] {
  const [before, after] = [old, spec].map(({ kubeadmConfigSpec }) => isDefined(kubeadmConfigSpec?.clusterConfiguration?.etcd?.external));
  return before === after
    ? []
    : [{ field: `${configurationField}.etcd.external`, message: "etcd cannot move between the machines and outside" }];
}

function checkDns({ metadata, old, spec }: ControlPlaneUpdate): FieldError[] {
  const [from, to] = [old, spec].map(({ kubeadmConfigSpec }) => kubeadmConfigSpec?.clusterConfiguration?.dns?.imageTag ?? "") as [
    string,
    string,
  ];
  if (from === "" || to === "") return [];
  const [before, after] = [from, to].map((tag) => parseTolerantVersion(tag.replaceAll("_", "+")));
  const field = `${configurationField}.dns.imageTag`;
  if (before === undefined || after === undefined)
    return [{ field, message: `${before === undefined ? from : to} is no version of CoreDNS` }];
  if (compareReleases(after, before) === 0 || metadata.annotations?.[skipCoreDns] !== undefined) return [];
  const [start, end] = [before, after].map(({ major, minor, patch }) => coreDnsVersions.indexOf(`${major}.${minor}.${patch}`)) as [
    number,
    number,
  ];
  return start >= 0 && end > start ? [] : [{ field, message: `CoreDNS does not migrate from ${from} to ${to}` }];
}

/** Versions in the order in which CoreDNS migrates. Source: github.com/coredns/corefile-migration v1.0.34, migration/versions.go. */
const coreDnsVersions: readonly string[] = (
  "1.1.3 1.1.4 1.2.0 1.2.1 1.2.2 1.2.3 1.2.4 1.2.5 1.2.6 1.3.0 1.3.1 1.4.0 1.5.0 1.5.1 1.5.2 1.6.0 1.6.1 1.6.2 " +
  "1.6.3 1.6.4 1.6.5 1.6.6 1.6.7 1.6.9 1.7.0 1.7.1 1.8.0 1.8.3 1.8.4 1.8.5 1.8.6 1.8.7 1.9.0 1.9.1 1.9.2 1.9.3 " +
  "1.9.4 1.10.0 1.10.1 1.11.0 1.11.1 1.11.3 1.11.4 1.12.0 1.12.1 1.12.2 1.12.3 1.12.4 1.13.0 1.13.1 1.13.2 " +
  "1.14.0 1.14.1 1.14.2 1.14.3 1.14.4 1.14.6"
).split(" ");
