import fc from "fast-check";
import { expect, test } from "vitest";
import type { JsonObject } from "../../packages/clusterclass/src/api/json.ts";
import { fieldChanges } from "../../packages/clusterclass/src/plan/field-changes.ts";
import { planDocuments } from "../../packages/clusterclass/src/plan/from-documents.ts";
import type { Plan } from "../../packages/clusterclass/src/plan/plan-result.ts";
import { type PlanCase, planCase } from "./generate/cluster.ts";
import { gapReport, planGaps } from "./known-gaps.ts";
import { askPlan, caseCount, documents, type OracleProblem, oracleProgram, seed, skipReason } from "./oracle.ts";

/** What the oracle answers beside errors. */
interface PlanAnswer {
  errors: OracleProblem[];
  objects: { role: string; object: JsonObject }[];
  variables: JsonObject | null;
  overrides?: Record<string, JsonObject>;
}

if (!oracleProgram) test.skip(`plans against the oracle: ${skipReason}`);

test.runIf(oracleProgram)(
  `generated classes and Clusters become what Cluster API makes of them (${caseCount} cases, seed ${seed})`,
  async () => {
    const sampled = fc.sample(planCase, { numRuns: caseCount, seed });
    const texts = sampled.map(yamlOf);
    for (const line of gapReport(planGaps, texts)) console.info(line);
    const known = sampled.filter((_, index) => !planGaps.some((gap) => gap.matches(texts[index]!)));
    const upgrades = known.filter(changesVersion);
    const compared = [...known, ...upgrades.map(withoutVersionCheck)];
    console.info(
      `${upgrades.length} of ${known.length} cases change the version: compared as they are, and again without the check of versions`,
    );
    const answers = (await askPlan(compared.map((each, index) => ({ id: String(index), yaml: yamlOf(each) })))) as unknown as PlanAnswer[];
    const stages = new Map<string, number>();
    const differences = compared.flatMap((each, index) => {
      const [ours, theirs] = [planDocuments(yamlOf(each)), answers[index]!];
      const stage = theirs.errors[0]?.stage ?? "planned";
      stages.set(stage, (stages.get(stage) ?? 0) + 1);
      const difference = differenceOf(ours, theirs);
      return difference === undefined ? [] : [{ case: index, difference, yaml: yamlOf(each) }];
    });
    console.info(`outcomes: ${[...stages].map(([stage, count]) => `${stage} ${count}`).join(", ")}`);
    expect(differences.slice(0, 5), `${differences.length} of ${compared.length} differ`).toEqual([]);
  },
  900_000,
);

function yamlOf({ clusterClass, templates, cluster, previous, crd }: PlanCase): string {
  return documents(...[clusterClass, ...templates, crd, previous, cluster].filter((document) => document !== undefined));
}

function changesVersion({ previous, cluster }: PlanCase): boolean {
  const [before, after] = [previous, cluster].map(
    (each) => (each?.["spec"] as { topology: { version: string } } | undefined)?.topology.version,
  );
  return before !== undefined && before.replace(/^v/, "") !== after?.replace(/^v/, "");
}

/** The same change with the annotation that switches off the check of versions, which asks for objects that only a cluster has. */
function withoutVersionCheck({ cluster, ...others }: PlanCase): PlanCase {
  const metadata = cluster["metadata"] as { annotations?: JsonObject };
  const annotations = { ...metadata.annotations, "unsafe.topology.cluster.x-k8s.io/disable-update-version-check": "" };
  return { ...others, cluster: { ...cluster, metadata: { ...metadata, annotations } } };
}

/** A finding of Cluster API that it could not look at the objects of the Cluster before; we say `unknown` there, and nothing else. */
function asksForObjects({ field, message }: OracleProblem): boolean {
  return field === "spec.topology.version" && message.includes("version cannot be changed: ") && message.includes("failed to check if");
}

/** Agreement is: the same stage, the same set of fields, equal objects, variables and overrides. */
function differenceOf(ours: Plan, answer: PlanAnswer): unknown {
  const theirs = { ...answer, errors: answer.errors.filter((problem) => !asksForObjects(problem)) };
  if (theirs.errors.length < answer.errors.length) {
    if (!ours.unknown.some(({ field }) => field === "spec.topology.version"))
      return { ours: "nothing unknown", theirs: messages(answer.errors) };
    // It ended there, before any object; the same change is compared again without the check.
    if (theirs.errors.length === 0) return undefined;
  }
  const [mine, other] = [verdictOf(ours.errors), verdictOf(theirs.errors)];
  if (mine !== other) return { ours: `${mine}: ${messages(ours.errors)}`, theirs: `${other}: ${messages(theirs.errors)}` };
  const changes = fieldChanges(
    { objects: theirs.objects as unknown as JsonObject[], variables: theirs.variables, overrides: theirs.overrides ?? {} },
    { objects: ours.objects as unknown as JsonObject[], variables: ours.variables, overrides: ours.overrides },
  );
  return changes.length === 0 ? undefined : changes.slice(0, 5);
}

function verdictOf(errors: readonly { stage: string; field?: string }[]): string {
  // The oracle prints Go's nil path for findings at the object itself.
  const fields = new Set(errors.map(({ field = "" }) => (field === "<nil>" ? "" : field)));
  return errors.length === 0 ? "planned" : `${errors[0]!.stage} ${[...fields].toSorted().join(" ")}`;
}

function messages(errors: readonly { message: string }[]): string {
  return errors.map(({ message }) => message).join("; ");
}
