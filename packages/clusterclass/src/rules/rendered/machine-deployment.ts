import type { FieldError } from "../../api/errors.ts";
import { isObject, type JsonObject } from "../../api/json.ts";
import { isDefined } from "../primitives/defined.ts";
import { isEmptySelector, selectorProblem, selects } from "../primitives/label-selector.ts";
import { machineNaming } from "../primitives/machine-naming.ts";
import { annotationsAreValid, labelsAreValid } from "../primitives/metadata.ts";
import { labelValueProblems } from "../primitives/names.ts";
import { amount, rollingUpdateAmounts, rollingUpdateCanMove } from "../primitives/rollout.ts";
import { reservedTaintKeys, taintKeyForm, taintsNeedGate } from "../primitives/taints.ts";
import { parseVersion } from "../primitives/versions.ts";
import { clusterApi, type Rule } from "../rule.ts";
import type { MachineSetInput } from "./input.ts";

const file = "core/webhooks/admission/machinedeployment.go";
const source = clusterApi(file, "validate");
const taints = clusterApi("internal/util/taints/validation.go", "ValidateMachineTaints");
const taintField = "spec.template.spec.taints";
const clusterLabel = "cluster.x-k8s.io/cluster-name";
const deploymentLabel = "cluster.x-k8s.io/deployment-name";
const skipChecks = "machineset.cluster.x-k8s.io/skip-preflight-checks";
const preflightChecks = ["All", "ControlPlaneIsStable", "ControlPlaneVersionSkew", "KubeadmVersionSkew", "KubernetesVersionSkew"];

/** The rules of a MachineDeployment that a topology becomes. */
export const machineDeploymentRules: readonly Rule<MachineSetInput>[] = [
  {
    id: "MD-01",
    title: "The name of a machine deployment is a label value",
    source,
    check: ({ metadata }) =>
      labelValueProblems(metadata.name ?? "").map((problem) => ({ field: "metadata.name", message: `${metadata.name} ${problem}` })),
  },
  { id: "MD-02", title: "Machines have a bootstrap configuration or a bootstrap secret", source, check: checkBootstrap },
  { id: "MD-03", title: "The selector is valid and selects the machines", source, check: checkSelector },
  {
    id: "MD-04",
    title: "Preflight checks that are skipped exist",
    source: clusterApi("core/webhooks/admission/machineset.go", "validateSkippedMachineSetPreflightChecks"),
    check: checkPreflight,
  },
  { id: "MD-05", title: "Machines are of the same Cluster as their deployment", source, check: checkClusterName },
  {
    id: "MD-06",
    title: "maxSurge and maxUnavailable are integers or percentages",
    source: clusterApi(file, "validateRolloutStrategy"),
    check: ({ spec }) => rollingUpdateAmounts(spec.rollout?.strategy, "spec.rollout.strategy"),
  },
  {
    id: "MD-07",
    title: "maxSurge and maxUnavailable are not both 0",
    source: clusterApi(file, "validateRolloutStrategy"),
    check: ({ spec }) => rollingUpdateCanMove(spec.rollout?.strategy, "spec.rollout.strategy"),
  },
  {
    id: "MD-08",
    title: "The number of machines remediated at once is an integer or a percentage",
    source: clusterApi(file, "validateRemediationMaxInFlight"),
    check: ({ spec }) => amount(spec.remediation?.maxInFlight, "spec.remediation.maxInFlight"),
  },
  { id: "MD-09", title: "The version is a semantic version", source, check: checkVersion },
  {
    id: "MD-10",
    title: "The name template of machines has a random part and gives valid names",
    source: clusterApi(file, "validateMDMachineNaming"),
    check: ({ spec }) => machineNaming(spec.machineNaming?.template, { machineSet: { name: "machineset" } }, "spec.machineNaming.template"),
  },
  {
    id: "MD-11",
    title: "Taints need the feature gate MachineTaintPropagation",
    source: taints,
    check: ({ spec, gates }) => taintsNeedGate(spec.template?.spec?.taints, taintField, gates),
  },
  {
    id: "MD-12",
    title: "Reserved taint keys are refused",
    source: taints,
    check: ({ spec }) => reservedTaintKeys(spec.template?.spec?.taints, taintField),
  },
  {
    id: "MD-13",
    title: "A taint key has the form of a label key",
    source: taints,
    check: ({ spec }) => taintKeyForm(spec.template?.spec?.taints, taintField),
  },
  {
    id: "MD-14",
    title: "Workers do not have the taint of control planes",
    source: clusterApi("core/webhooks/admission/machine.go", "validateMachineTaintsForWorkers"),
    check: checkWorkerTaints,
  },
  {
    id: "MD-15",
    title: "Labels of machines are valid",
    source,
    check: ({ metadata, spec }) => labelsAreValid({ labels: withOwnLabels(spec, metadata.name ?? "").labels }, "spec.template.metadata"),
  },
  {
    id: "MD-16",
    title: "Annotations of machines are valid",
    source,
    check: ({ spec }) => annotationsAreValid(spec.template?.metadata, "spec.template.metadata"),
  },
];

export function checkBootstrap({ spec }: MachineSetInput): FieldError[] {
  const bootstrap = spec.template?.spec?.bootstrap;
  if (isDefined(bootstrap?.configRef) || bootstrap?.dataSecretName !== undefined) return [];
  return [{ field: "spec.template.spec.bootstrap", message: "set configRef or dataSecretName" }];
}

function checkSelector({ metadata, spec }: MachineSetInput): FieldError[] {
  const { selector, labels } = withOwnLabels(spec, metadata.name ?? "");
  const problem = selectorProblem(selector);
  if (problem) return [{ field: "spec.selector", message: problem }];
  return selects(selector, labels) ? [] : [{ field: "spec.template.metadata.labels", message: "the labels do not match spec.selector" }];
}

// The mutating webhook adds the Cluster's label to selector and labels before this is checked, and the deployment's where nothing is selected.
function withOwnLabels(spec: MachineSetInput["spec"], name: string): { selector: JsonObject; labels: Record<string, string> } {
  const { matchLabels, ...rest } = spec.selector ?? {};
  const ofCluster = { [clusterLabel]: spec.clusterName ?? "" };
  const own = isEmptySelector(spec.selector ?? {}) ? { [deploymentLabel]: name, ...ofCluster } : ofCluster;
  return {
    selector: { ...rest, matchLabels: { ...(isObject(matchLabels) ? matchLabels : {}), ...own } },
    labels: { ...spec.template?.metadata?.labels, ...own },
  };
}

function checkPreflight({ metadata, gates }: MachineSetInput): FieldError[] {
  const skipped = metadata.annotations?.[skipChecks];
  if (!gates.MachineSetPreflightChecks || !skipped) return [];
  const unknown = skipped.split(",").filter((name) => !preflightChecks.includes(name.trim()));
  if (unknown.length === 0) return [];
  return [{ field: `metadata.annotations.${skipChecks}`, message: `${unknown.join(", ")}: there are ${preflightChecks.join(", ")}` }];
}

export function checkClusterName({ spec }: MachineSetInput): FieldError[] {
  if ((spec.clusterName ?? "") === (spec.template?.spec?.clusterName ?? "")) return [];
  return [{ field: "spec.clusterName", message: "spec.template.spec.clusterName names another Cluster" }];
}

export function checkVersion({ spec }: MachineSetInput): FieldError[] {
  const version = spec.template?.spec?.version;
  if (!version || parseVersion(version.replace(/^v/, ""))) return [];
  return [{ field: "spec.template.spec.version", message: `${JSON.stringify(version)} is not v<major>.<minor>.<patch>` }];
}

function checkWorkerTaints({ spec, gates }: MachineSetInput): FieldError[] {
  if (!gates.MachineTaintPropagation) return [];
  return (spec.template?.spec?.taints ?? []).flatMap(({ key }, i) =>
    key === "node-role.kubernetes.io/control-plane" ? [{ field: `${taintField}[${i}].key`, message: `${key} is for control planes` }] : [],
  );
}
