import type { FieldError } from "../../api/errors.ts";
import { parseGoInt } from "../primitives/int-or-percent.ts";
import { annotationsAreValid, labelsAreValid } from "../primitives/metadata.ts";
import { rollingUpdateAmounts, rollingUpdateCanMove } from "../primitives/rollout.ts";
import { reservedTaintKeys, taintKeyForm, taintsNeedGate } from "../primitives/taints.ts";
import { parseVersion } from "../primitives/versions.ts";
import { clusterApi, type Rule } from "../rule.ts";
import { type ClusterRuleInput, machineDeployments, workers } from "./input.ts";

const file = "core/webhooks/admission/cluster.go";
const taintSource = clusterApi("internal/util/taints/validation.go", "ValidateMachineTaints");
const rolloutSource = clusterApi("core/webhooks/admission/machinedeployment.go", "validateRolloutStrategy");
const concurrency = "topology.cluster.x-k8s.io/upgrade-concurrency";

/** Without this gate no other rule about the topology applies. */
export const topologyGateRule: Rule<ClusterRuleInput> = {
  id: "CL-04",
  title: "Topologies need the feature gate ClusterTopology",
  source: clusterApi(file, "validateTopology"),
  check: ({ gates }) =>
    gates.ClusterTopology ? [] : [{ field: "spec.topology", message: "topologies need the feature gate ClusterTopology" }],
};

/** What a topology says, without regard to its class. */
export const topologyRules: readonly Rule<ClusterRuleInput>[] = [
  {
    id: "CL-05",
    title: "The version is a semantic version that starts with v",
    source: clusterApi(file, "validateTopology"),
    check: checkVersion,
  },
  {
    id: "CL-06",
    title: "Labels are valid",
    source: clusterApi(file, "validateTopologyMetadata"),
    check: (input) => forEachMetadata(input, labelsAreValid),
  },
  {
    id: "CL-07",
    title: "Annotations are valid",
    source: clusterApi(file, "validateTopologyMetadata"),
    check: (input) => forEachMetadata(input, annotationsAreValid),
  },
  {
    id: "CL-08",
    title: "maxSurge and maxUnavailable are integers or percentages",
    source: rolloutSource,
    check: (input) => forEachStrategy(input, rollingUpdateAmounts),
  },
  {
    id: "CL-09",
    title: "maxSurge and maxUnavailable are not both 0",
    source: rolloutSource,
    check: (input) => forEachStrategy(input, rollingUpdateCanMove),
  },
  {
    id: "CL-10",
    title: "Taints need the feature gate MachineTaintPropagation",
    source: taintSource,
    check: (input) => forEachTaints(input, (taints, field) => taintsNeedGate(taints, field, input.gates)),
  },
  { id: "CL-11", title: "Reserved taint keys are refused", source: taintSource, check: (input) => forEachTaints(input, reservedTaintKeys) },
  {
    id: "CL-12",
    title: "A taint key has the form of a label key",
    source: taintSource,
    check: (input) => forEachTaints(input, taintKeyForm),
  },
  {
    id: "CL-13",
    title: "The upgrade concurrency is an integer of at least 1",
    source: clusterApi(file, "validateTopology"),
    check: checkConcurrency,
  },
];

function checkVersion({ topology }: ClusterRuleInput): FieldError[] {
  const { version } = topology;
  if (version.startsWith("v") && parseVersion(version.slice(1))) return [];
  return [{ field: "spec.topology.version", message: `${JSON.stringify(version)} is not v<major>.<minor>.<patch>` }];
}

function forEachMetadata({ topology }: ClusterRuleInput, check: typeof labelsAreValid): FieldError[] {
  return [
    ...check(topology.controlPlane?.metadata, "spec.topology.controlPlane.metadata"),
    ...workers(topology).flatMap(({ worker, byName }) => check(worker.metadata, `${byName}.metadata`)),
  ];
}

function forEachStrategy({ topology }: ClusterRuleInput, check: typeof rollingUpdateAmounts): FieldError[] {
  return machineDeployments(topology).flatMap(({ worker, byName }) => check(worker.rollout?.strategy, `${byName}.rollout.strategy`));
}

function forEachTaints({ topology }: ClusterRuleInput, check: typeof reservedTaintKeys): FieldError[] {
  return [
    ...check(topology.controlPlane?.taints, "spec.topology.controlPlane.taints"),
    ...workers(topology).flatMap(({ worker, byName }) => check(worker.taints, `${byName}.taints`)),
  ];
}

function checkConcurrency({ metadata }: ClusterRuleInput): FieldError[] {
  const text = metadata.annotations?.[concurrency];
  if (text === undefined || (parseGoInt(text) ?? 0n) >= 1n) return [];
  return [{ field: `metadata.annotations.${concurrency}`, message: `${JSON.stringify(text)} is not an integer of at least 1` }];
}
