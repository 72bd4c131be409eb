import type { FieldError } from "../api/errors.ts";
import type { Origin } from "../plan/explain.ts";

/** What Cluster API accepts and what fails, or misleads, later. `object` says what the judgement looks at. */
interface JudgementEntry {
  title: string;
  object: "planned objects" | "change of a Cluster" | "ClusterClass";
  severity: "error" | "warning";
  /** What to do about it. */
  repair: string;
}

const planned = "planned objects";
const change = "change of a Cluster";
const ofClass = "ClusterClass";

const entries = {
  "CC-J01": {
    title: "Objects have only fields that their kind has",
    object: planned,
    severity: "error",
    repair: "Remove or rename the field: server-side apply refuses an object with an unknown field, and the topology is not reconciled.",
  },
  "CC-J02": {
    title: "Objects fit the schema and the rules of their kind",
    object: planned,
    severity: "error",
    repair: "Write a value that the kind takes, or narrow the schema of the variable that brings it.",
  },
  "CC-J03": {
    title: "Flags exist in the Kubernetes minor",
    object: planned,
    severity: "error",
    repair: "Drop the flag for this minor: the component does not start with it.",
  },
  "CC-J04": {
    title: "Feature gates exist in the Kubernetes minor",
    object: planned,
    severity: "error",
    repair: "Drop the gate for this minor: kubeadm or the component refuses it.",
  },
  "CC-J05": {
    title: "Only fields change that the provider lets change",
    object: change,
    severity: "error",
    repair: "Keep the value that existing Clusters have; the provider refuses the change, and they are no longer reconciled.",
  },
  "CC-J06": {
    title: "What a patch addresses exists, whatever the variables are",
    object: ofClass,
    severity: "error",
    repair: "Put the parent into the template (lists need a first entry), or make the whole parent in the patch.",
  },
  "CC-J07": {
    title: "No patch replaces a list that the template or another patch filled",
    object: ofClass,
    severity: "error",
    repair: "Append to the list, or write it in one patch that knows all its entries.",
  },
  "CC-J08": {
    title: "Every variable drives something",
    object: ofClass,
    severity: "warning",
    repair: "Remove the variable, or use it in a patch.",
  },
  "CC-J09": {
    title: "A variable that feeds a field that cannot change is immutable",
    object: ofClass,
    severity: "error",
    repair: "Add the rule self == oldSelf to the variable, and a default, so that it has its value from the start.",
  },
  "CC-J10": {
    title: "Values are compared with values of their kind",
    object: ofClass,
    severity: "error",
    repair: "Convert one side, with int for example: numbers of variables are floats, and Go's templates compare no floats with integers.",
  },
  "CC-J11": {
    title: "Every switch makes a difference",
    object: ofClass,
    severity: "warning",
    repair: "Let the template have the state that no value of the switch patches, or remove the switch.",
  },
  "CC-J12": {
    title: "Every constraint of a variable has an effect",
    object: ofClass,
    severity: "warning",
    repair: "Move the keyword to the level whose type it is about, such as the items of a list.",
  },
  "CC-J13": {
    title: "A variable that chooses lists its choices",
    object: ofClass,
    severity: "warning",
    repair: "Add an enum, so that a wrong word is refused instead of choosing nothing.",
  },
  "CC-J14": {
    title: "No write is always overwritten",
    object: ofClass,
    severity: "warning",
    repair: "Remove the operation that has no effect.",
  },
  "CC-J15": {
    title: "A required variable has no default",
    object: ofClass,
    severity: "warning",
    repair: "Drop the default to ask for a value, or drop required.",
  },
  "CC-J16": {
    title: "Machines follow their own version, not that of the Cluster",
    object: ofClass,
    severity: "warning",
    repair:
      "Use builtin.controlPlane.version and builtin.machineDeployment.version: during an upgrade workers are still on the old version.",
  },
  "CC-J17": {
    title: "The image of a machine follows its version",
    object: ofClass,
    severity: "warning",
    repair: "Build the image's name from builtin.controlPlane.version and builtin.machineDeployment.version.",
  },
  "CC-J18": {
    title: "Sick machines are noticed",
    object: ofClass,
    severity: "warning",
    repair: "Give the control plane and the worker classes a healthCheck, so that machines that are not ready are replaced.",
  },
} as const satisfies Record<string, JudgementEntry>;

export type JudgementId = keyof typeof entries;

/** One finding beyond admission. */
export interface JudgementFinding extends FieldError {
  rule: JudgementId;
  severity: "error" | "warning";
  repair: string;
  /** Role of the planned object that `field` is in, or kind and name of a template; absent if it is the class. */
  subject?: string;
  /** Where the value in question comes from, as far as it is in the class. */
  origins?: Origin[];
}

/** What was found, and what could not be decided. */
export interface Judgement {
  findings: JudgementFinding[];
  undecided: FieldError[];
}

/** A row of the documentation's table. */
export interface JudgementDescription extends JudgementEntry {
  id: JudgementId;
}

/** All judgements in the order of their ids. */
export const judgementCatalogue: readonly JudgementDescription[] = Object.entries(entries).map(([id, entry]) => ({
  id: id as JudgementId,
  ...entry,
}));

/** A finding of a rule at a place. */
export function finding(
  rule: JudgementId,
  field: string,
  message: string,
  more: Pick<JudgementFinding, "subject" | "origins"> = {},
): JudgementFinding {
  const { severity, repair } = entries[rule];
  return { rule, severity, field, message, repair, ...more };
}

/** Several judgements as one. */
export function joined(judgements: readonly Judgement[]): Judgement {
  return {
    findings: judgements.flatMap(({ findings }) => findings),
    undecided: judgements.flatMap(({ undecided }) => undecided),
  };
}
