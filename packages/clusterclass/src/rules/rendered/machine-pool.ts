import { annotationsAreValid, labelsAreValid } from "../primitives/metadata.ts";
import { clusterApi, type Rule } from "../rule.ts";
import type { MachineSetInput } from "./input.ts";
import { checkBootstrap, checkClusterName, checkVersion } from "./machine-deployment.ts";

const source = clusterApi("core/webhooks/admission/machinepool.go", "validate");

/** The rules of a MachinePool that a topology becomes. */
export const machinePoolRules: readonly Rule<MachineSetInput>[] = [
  {
    id: "MP-01",
    title: "Machine pools need the feature gate MachinePool",
    source,
    check: ({ gates }) => (gates.MachinePool ? [] : [{ field: "spec", message: "machine pools need the feature gate MachinePool" }]),
  },
  { id: "MP-02", title: "Machines have a bootstrap configuration or a bootstrap secret", source, check: checkBootstrap },
  { id: "MP-03", title: "Machines are of the same Cluster as their pool", source, check: checkClusterName },
  { id: "MP-04", title: "The version is a semantic version", source, check: checkVersion },
  {
    id: "MP-05",
    title: "Machine pools have no taints yet",
    source,
    check: ({ spec }) =>
      spec.template?.spec?.taints?.length
        ? [{ field: "spec.taints", message: "taints of machine pools are not implemented in Cluster API" }]
        : [],
  },
  {
    id: "MP-06",
    title: "Labels of machines are valid",
    source,
    check: ({ spec }) => labelsAreValid(spec.template?.metadata, "spec.template.metadata"),
  },
  {
    id: "MP-07",
    title: "Annotations of machines are valid",
    source,
    check: ({ spec }) => annotationsAreValid(spec.template?.metadata, "spec.template.metadata"),
  },
];
