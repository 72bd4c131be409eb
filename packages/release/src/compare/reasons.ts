import type { FieldChange, VariableChange } from "@cstack/clusterclass";
import type { ClassComparison, Refusal } from "./compare-class.ts";
import type { AddonChange, FactsComparison } from "./compare-facts.ts";
import type { Severity } from "./severity.ts";

/** One reason for the severity of a change, in words. */
export interface Reason {
  severity: Exclude<Severity, "none">;
  part: "unit" | "provider" | "class" | "variables" | "machines" | "kubernetes" | "addons" | "node image" | "requirements";
  text: string;
}

const weight = { breaking: 0, rolling: 1, quiet: 2 } as const;

/** The words of a comparison, the worst first, in each weight in the order of the parts. Pure. */
export function reasonsOf(details: FactsComparison & { class: ClassComparison }): Reason[] {
  const reasons = [
    ...details.class.refused.map(refusalReason),
    ...kubernetesReasons(details),
    ...machineReasons(details.class),
    ...details.class.variables.map(variableReason),
    ...details.addons.map(addonReason),
    ...details.infrastructure.map(
      (change): Reason => ({ severity: "breaking", part: "requirements", text: `infrastructure ${changed(change)}` }),
    ),
    ...details.requires.map((change): Reason => ({ severity: "breaking", part: "requirements", text: changed(change) })),
    ...details.nodeImage.map((change): Reason => ({ severity: "quiet", part: "node image", text: changed(change) })),
  ];
  return reasons.sort((a, b) => weight[a.severity] - weight[b.severity]);
}

function refusalReason({ by, clusters, field, message }: Refusal): Reason {
  const who = by === "provider" ? "the provider's webhook refuses it in existing Clusters" : "Cluster API refuses it";
  const where = clusters.length === 0 ? "" : ` (${listed(clusters)})`;
  return { severity: "breaking", part: by === "provider" ? "provider" : "class", text: `${field}: ${message}; ${who}${where}` };
}

function kubernetesReasons({ kubernetes }: FactsComparison): Reason[] {
  if (kubernetes === undefined) return [];
  const text = `Kubernetes ${kubernetes.old} → ${kubernetes.new}: another version replaces every machine`;
  return [{ severity: "rolling", part: "kubernetes", text }];
}

/** A Kubernetes version replaces machines by its nature and has a reason of its own. */
function machineReasons({ rolls, rollReasons }: ClassComparison): Reason[] {
  return (["controlPlane", "workers"] as const).flatMap((group): Reason[] => {
    if (rolls[group] !== "template") return [];
    const rules = rollReasons.filter(({ machines, rule }) => machines === group && rule !== "another Kubernetes version");
    const words = rules.map(({ rule, fields }) => `${rule} (${listed(fields)})`);
    return [
      { severity: "rolling", part: "machines", text: `${group === "controlPlane" ? "control plane" : "workers"}: ${words.join("; ")}` },
    ];
  });
}

const variableWords: Readonly<Record<VariableChange["change"], readonly [Reason["severity"], string]>> = {
  removed: ["breaking", "is gone; Clusters that set it are refused"],
  required: ["breaking", "needs a value; Clusters without one are refused"],
  narrowed: ["breaking", "accepts less"],
  widened: ["quiet", "accepts more"],
  default: ["quiet", "has another default, for new Clusters"],
  added: ["quiet", "is new"],
};

function variableReason({ name, change, fields }: VariableChange): Reason {
  const [severity, words] = variableWords[change];
  const detail = fields.length === 0 ? "" : ` (${listed(fields.map(changed))})`;
  return { severity, part: "variables", text: `${name} ${words}${detail}` };
}

/** Nothing of an addon replaces machines. Somebody must act where an upgrade leaves out a step, and where an addon's objects stay behind. */
function addonReason({ addon, change, old, new: next, warnings = [] }: AddonChange): Reason {
  const severity = change === "removed" || warnings.length > 0 ? "breaking" : "quiet";
  const words = {
    added: `${addon} ${next} is new`,
    removed: `${addon} is gone`,
    version: `${addon} ${old} → ${next}`,
    content: `${addon} has other values`,
    default: `${addon} is ${next} where a new Cluster does not say, and was ${old}`,
  }[change];
  return { severity, part: "addons", text: [words, ...warnings].join("; ") };
}

/** `path: old → new`, short enough for a line. */
function changed({ path, old, new: next }: FieldChange): string {
  const [from, to] = [old, next].map((value) => (value === undefined ? undefined : short(JSON.stringify(value))));
  if (from === undefined) return `${path}: added ${to}`;
  return to === undefined ? `${path}: removed ${from}` : `${path}: ${from} → ${to}`;
}

function short(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** The first of many, and how many there are beside them. */
function listed(texts: readonly string[]): string {
  const shown = texts.slice(0, 4).join(", ");
  return texts.length > 4 ? `${shown} and ${texts.length - 4} more` : shown;
}
