import type { FieldError } from "../../api/errors.ts";
import { isDefined } from "../primitives/defined.ts";
import { parseGoInt } from "../primitives/int-or-percent.ts";
import { machineNaming } from "../primitives/machine-naming.ts";
import { annotationsAreValid, labelsAreValid } from "../primitives/metadata.ts";
import { reservedTaintKeys, taintKeyForm, taintsNeedGate } from "../primitives/taints.ts";
import { parseTolerantVersion } from "../primitives/versions.ts";
import { clusterApi, type Rule } from "../rule.ts";
import type { KubeadmControlPlaneInput } from "./input.ts";

const file = "controlplane/kubeadm/webhooks/admission/kubeadmcontrolplane.go";
const rollout = clusterApi(file, "validateRolloutAndCertValidityFields");
const configuration = clusterApi(file, "validateClusterConfiguration");
const taints = clusterApi("internal/util/taints/validation.go", "ValidateMachineTaints");
const defaultCaDays = 3650;

/** The rules that a KubeadmControlPlane and a KubeadmControlPlaneTemplate share. */
export const sharedControlPlaneRules: readonly Rule<KubeadmControlPlaneInput>[] = [
  { id: "KCP-01", title: "The rollout strategy is RollingUpdate", source: rollout, check: checkStrategy },
  { id: "KCP-02", title: "maxSurge is 0 or 1", source: rollout, check: checkSurge },
  { id: "KCP-03", title: "Scaling in first (maxSurge 0) needs three replicas", source: rollout, check: checkScaleIn },
  { id: "KCP-04", title: "Certificates are not valid for longer than their CA", source: rollout, check: checkValidity },
  { id: "KCP-05", title: "Certificates are renewed before they expire, not from the start", source: rollout, check: checkRenewal },
  {
    id: "KCP-06",
    title: "The name template of machines has a random part and gives valid names",
    source: clusterApi(file, "validateNaming"),
    check: ({ spec, field }) =>
      machineNaming(
        spec.machineNaming?.template,
        { kubeadmControlPlane: { name: "kubeadmcontrolplane" } },
        `${field}.machineNaming.template`,
      ),
  },
  {
    id: "KCP-07",
    title: "Taints need the feature gate MachineTaintPropagation",
    source: taints,
    check: ({ spec, field, gates }) => taintsNeedGate(spec.machineTemplate?.spec?.taints, `${field}.machineTemplate.spec.taints`, gates),
  },
  {
    id: "KCP-08",
    title: "Reserved taint keys are refused",
    source: taints,
    check: ({ spec, field }) => reservedTaintKeys(spec.machineTemplate?.spec?.taints, `${field}.machineTemplate.spec.taints`),
  },
  {
    id: "KCP-09",
    title: "A taint key has the form of a label key",
    source: taints,
    check: ({ spec, field }) => taintKeyForm(spec.machineTemplate?.spec?.taints, `${field}.machineTemplate.spec.taints`),
  },
  {
    id: "KCP-10",
    title: "Labels of machines are valid",
    source: clusterApi(file, "validateKubeadmControlPlaneSpec"),
    check: ({ spec, field }) => labelsAreValid(spec.machineTemplate?.metadata, `${field}.machineTemplate.metadata`),
  },
  {
    id: "KCP-11",
    title: "Annotations of machines are valid",
    source: clusterApi(file, "validateKubeadmControlPlaneSpec"),
    check: ({ spec, field }) => annotationsAreValid(spec.machineTemplate?.metadata, `${field}.machineTemplate.metadata`),
  },
  { id: "KCP-12", title: "The tag of the DNS image has the characters of a tag", source: configuration, check: checkDnsTag },
  { id: "KCP-13", title: "The tag of the DNS image is a version", source: configuration, check: checkDnsVersion },
  { id: "KCP-14", title: "The tag of the etcd image has the characters of a tag", source: configuration, check: checkEtcdTag },
  { id: "KCP-15", title: "etcd is local or external, not both", source: configuration, check: checkEtcd },
];

function strategyOf({ spec }: KubeadmControlPlaneInput) {
  const strategy = spec.rollout?.strategy;
  return isDefined(strategy) ? strategy : undefined;
}

// Upstream's IntValue reads text as a number where it is one, and as 0 where it is not: 25% is 0.
function surgeOf(input: KubeadmControlPlaneInput): bigint | undefined {
  const maxSurge = strategyOf(input)?.rollingUpdate?.maxSurge;
  if (maxSurge === undefined) return undefined;
  return typeof maxSurge === "number" ? BigInt(Math.trunc(maxSurge)) : (parseGoInt(maxSurge) ?? 0n);
}

function checkStrategy(input: KubeadmControlPlaneInput): FieldError[] {
  const strategy = strategyOf(input);
  if (!strategy || strategy.type === "RollingUpdate") return [];
  return [{ field: `${input.field}.rollout.strategy.type`, message: "only RollingUpdate is supported" }];
}

function checkSurge(input: KubeadmControlPlaneInput): FieldError[] {
  const surge = surgeOf(input);
  if (surge === undefined || surge === 0n || surge === 1n) return [];
  return [{ field: `${input.field}.rollout.strategy.rollingUpdate.maxSurge`, message: `${surge} is neither 0 nor 1` }];
}

function checkScaleIn(input: KubeadmControlPlaneInput): FieldError[] {
  const { replicas } = input.spec;
  if (surgeOf(input) !== 0n || replicas === undefined || replicas >= 3) return [];
  return [
    {
      field: `${input.field}.rollout.strategy.rollingUpdate`,
      message: `maxSurge 0 removes a machine first; ${replicas} replicas are too few, 3 are needed`,
    },
  ];
}

// Upstream looks at certificates only where a rollout strategy is set.
function certificatesOf(input: KubeadmControlPlaneInput) {
  const days = input.spec.kubeadmConfigSpec?.clusterConfiguration?.certificateValidityPeriodDays;
  return strategyOf(input) && days
    ? { days, caDays: input.spec.kubeadmConfigSpec?.clusterConfiguration?.caCertificateValidityPeriodDays || defaultCaDays }
    : undefined;
}

function checkValidity(input: KubeadmControlPlaneInput): FieldError[] {
  const certificates = certificatesOf(input);
  if (!certificates || certificates.days <= certificates.caDays) return [];
  const field = `${input.field}.kubeadmConfigSpec.clusterConfiguration.certificateValidityPeriodDays`;
  return [{ field, message: `${certificates.days} days are more than the ${certificates.caDays} days of the CA` }];
}

function checkRenewal(input: KubeadmControlPlaneInput): FieldError[] {
  const certificates = certificatesOf(input);
  const before = input.spec.rollout?.before?.certificatesExpiryDays;
  if (!certificates || !before || before < certificates.days) return [];
  return [
    {
      field: `${input.field}.rollout.before.certificatesExpiryDays`,
      message: `${before} days are not less than the ${certificates.days} days of the certificates`,
    },
  ];
}

function clusterConfigurationOf({ spec, field }: KubeadmControlPlaneInput) {
  return { configuration: spec.kubeadmConfigSpec?.clusterConfiguration, at: `${field}.kubeadmConfigSpec.clusterConfiguration` };
}

function isTag(tag: string): boolean {
  return !/[^-a-zA-Z0-9_.]/.test(tag);
}

function checkDnsTag(input: KubeadmControlPlaneInput): FieldError[] {
  const { configuration: found, at } = clusterConfigurationOf(input);
  const tag = found?.dns?.imageTag ?? "";
  return isTag(tag) ? [] : [{ field: `${at}.dns.imageTag`, message: `${JSON.stringify(tag)} has characters that a tag cannot have` }];
}

// Upstream reports this without the path before it.
function checkDnsVersion(input: KubeadmControlPlaneInput): FieldError[] {
  const tag = clusterConfigurationOf(input).configuration?.dns?.imageTag;
  if (!tag || parseTolerantVersion(tag.replaceAll("_", "+"))) return [];
  return [{ field: "dns.imageTag", message: `${JSON.stringify(tag)} is not the version of CoreDNS` }];
}

function checkEtcdTag(input: KubeadmControlPlaneInput): FieldError[] {
  const { configuration: found, at } = clusterConfigurationOf(input);
  const tag = found?.etcd?.local?.imageTag ?? "";
  return isTag(tag)
    ? []
    : [{ field: `${at}.etcd.local.imageTag`, message: `${JSON.stringify(tag)} has characters that a tag cannot have` }];
}

function checkEtcd(input: KubeadmControlPlaneInput): FieldError[] {
  const { configuration: found, at } = clusterConfigurationOf(input);
  if (!isDefined(found?.etcd?.local) || !isDefined(found?.etcd?.external)) return [];
  return [{ field: `${at}.etcd.local`, message: "both local and external etcd are set; drop one" }];
}
