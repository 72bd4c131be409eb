import type { FieldError } from "../api/errors.ts";
import type { Evaluation } from "../plan/evaluate-cluster.ts";
import type { ObjectChange } from "../plan/object-changes.ts";
import { finding, type Judgement, type JudgementFinding, joined } from "./finding.ts";
import { isRefused } from "./frozen-fields.ts";
import { originsOf } from "./origins.ts";
import type { Mutability, ProviderFacts } from "./provider-facts.ts";

/**
 * Judges the objects of a Cluster that change (`objects` of a rollout plan) by the provider's mutability tables: a change of any other field is
 * refused by the provider's webhook, and the topology controller fails at it for as long as the change stands. Only the infrastructure
 * cluster is changed in place; machine templates are replaced by new ones. A kind without a table is undecided. With `after`, findings
 * name the patch and its variables.
 *
 * A webhook may also allow a change because of the object's status, or once; such a change counts as refused here.
 */
export function judgeChange(
  changes: readonly ObjectChange[],
  facts: Pick<ProviderFacts, "mutability" | "schemas">,
  after?: Evaluation,
): Judgement {
  const inPlace = changes.filter(({ role, effect }) => role === "infrastructureCluster" && effect === "in place");
  return joined(inPlace.map((change) => judgeObjectChange(change, facts, after)));
}

function judgeObjectChange(
  { role, kind, fields }: ObjectChange,
  { mutability, schemas }: Pick<ProviderFacts, "mutability" | "schemas">,
  after: Evaluation | undefined,
): Judgement {
  const ofSpec = fields.filter(({ path }) => path === "spec" || path.startsWith("spec."));
  if (ofSpec.length === 0) return { findings: [], undecided: [] };
  const tables = mutability.filter((table) => table.kind === kind);
  const [table] = tables;
  if (table === undefined || tables.length > 1 || fields.some(({ path }) => path === "kind" || path === "apiVersion"))
    return { findings: [], undecided: [openChange(role, kind)] };
  const schema = schemas.find((known) => isTableOf(table, known))?.schema;
  const refused = ofSpec.filter((change) => isRefused(change, table, schema));
  const findings = refused.map(({ path, old, new: next }): JudgementFinding => {
    const message = `${kind} refuses the change from ${shown(old)} to ${shown(next)}`;
    return finding("CC-J05", path, message, { subject: role, ...(after === undefined ? {} : { origins: originsOf(after, role, path) }) });
  });
  return { findings, undecided: [] };
}

function isTableOf({ kind, version }: Mutability, schema: { kind: string; apiVersion: string }): boolean {
  return schema.kind === kind && schema.apiVersion.endsWith(`/${version}`);
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
