import type { FieldError } from "../api/errors.ts";
import { asObject } from "../api/objects.ts";
import type { Evaluation } from "../plan/evaluate-cluster.ts";
import type { FieldChange } from "../plan/field-changes.ts";
import type { ObjectChange } from "../plan/object-changes.ts";
import { planRollout } from "../plan/rollout-plan.ts";
import { refusedControlPlane } from "../rules/admission/update-object.ts";
import { finding, type Judgement, type JudgementFinding, joined } from "./finding.ts";
import { refusalOf, refusedChanges } from "./frozen-fields.ts";
import { originsOf } from "./origins.ts";
import { mutabilityOf, type ProviderFacts, schemaOf } from "./provider-facts.ts";

/** The two states of the Cluster that changes. */
export interface ChangedStates {
  before: Evaluation;
  after: Evaluation;
}

/**
 * Judges the objects of a Cluster that change (`objects` of a rollout plan) by the provider's mutability tables: a change of any other field is
 * refused by the provider's webhook, and the topology controller fails at it for as long as the change stands. The infrastructure cluster is changed
 * in place, and so is the control plane, which Cluster API's own webhook judges; machine templates are replaced by new ones. A kind without a table is
 * undecided. With `states`, findings name the patch and its variables, and what may be set once is decided by the object as it was; without, it
 * is undecided, and the control plane is not looked at.
 *
 * A webhook may also allow a change because of the object's status; such a change counts as refused here.
 */
export function judgeChange(
  changes: readonly ObjectChange[],
  facts: Pick<ProviderFacts, "mutability" | "schemas">,
  states?: ChangedStates,
): Judgement {
  const inPlace = changes.filter(({ effect }) => effect === "in place");
  return joined(inPlace.map((change) => judgeObjectInPlace(change, facts, states)));
}

function judgeObjectInPlace(change: ObjectChange, facts: Pick<ProviderFacts, "mutability" | "schemas">, states?: ChangedStates): Judgement {
  if (change.role === "infrastructureCluster") return judgeObjectChange(change, facts, states);
  if (change.role === "controlPlane" && change.kind === "KubeadmControlPlane") return judgeControlPlane(change, states);
  return { findings: [], undecided: [] };
}

/** Cluster API's own webhook of a control plane; the version is left out, which the topology controller raises step by step. */
function judgeControlPlane({ role }: ObjectChange, states: ChangedStates | undefined): Judgement {
  const [before, after] = [states?.before, states?.after].map((state) => state?.patched?.objects.get(role));
  if (states === undefined || before === undefined || after === undefined) return { findings: [], undecided: [] };
  const findings = refusedControlPlane(asObject(before), asObject(after)).map(({ field, message, rule }) =>
    finding("CC-J05", field, `${message} (${rule})`, { subject: role, origins: originsOf(states.after, role, field) }),
  );
  return { findings, undecided: [] };
}

/** Judges what becomes of the objects of a Cluster between two states that were evaluated without errors, as `judgeChange` does. */
export function judgeTransition(before: Evaluation, after: Evaluation, facts: Pick<ProviderFacts, "mutability" | "schemas">): Judgement {
  return judgeChange(planRollout(before, after).objects, facts, { before, after });
}

function judgeObjectChange(
  { role, apiVersion, kind, fields }: ObjectChange,
  { mutability, schemas }: Pick<ProviderFacts, "mutability" | "schemas">,
  states: ChangedStates | undefined,
): Judgement {
  const ofSpec = fields.filter(({ path }) => path === "spec" || path.startsWith("spec."));
  if (ofSpec.length === 0) return { findings: [], undecided: [] };
  const [before, after] = [states?.before, states?.after].map((state) => state?.patched?.objects.get(role));
  const table = mutabilityOf(mutability, apiVersion, kind);
  if (table === undefined || fields.some(({ path }) => path === "kind" || path === "apiVersion"))
    return { findings: [], undecided: [openChange(role, kind)] };
  const schema = schemaOf(schemas, { apiVersion, kind });
  const report = refusalFinding(role, kind, states?.after);
  if (before !== undefined && after !== undefined)
    return { findings: refusedChanges(before, after, table, schema).map(report), undecided: [] };
  const verdicts = ofSpec.map((change) => ({ change, verdict: refusalOf(change, table, schema) }));
  const refused = verdicts.filter(({ verdict }) => verdict === "refused");
  const undecided = verdicts.filter(({ verdict }) => verdict === "undecided");
  return {
    findings: refused.map(({ change }) => report(change)),
    undecided: undecided.map(({ change: { path } }) => ({
      field: path,
      message: `${kind} accepts this change depending on what it was before`,
    })),
  };
}

function refusalFinding(role: string, kind: string, after: Evaluation | undefined): (change: FieldChange) => JudgementFinding {
  return ({ path, old, new: next }) => {
    const message = `${kind} refuses the change from ${shown(old)} to ${shown(next)}`;
    return finding("CC-J05", path, message, { subject: role, ...(after === undefined ? {} : { origins: originsOf(after, role, path) }) });
  };
}

function openChange(role: string, kind: string): FieldError {
  return {
    field: role,
    message: `which fields of ${kind} may change is not known, so it is open whether the provider accepts this change`,
  };
}

function shown(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}
