import { describe, expect, test } from "vitest";
import type { KubernetesObject } from "../../packages/clusterclass/src/api/objects.ts";
import { templateKey } from "../../packages/clusterclass/src/api/objects.ts";
import { validateClass } from "../../packages/clusterclass/src/rules/index.ts";
import { askPlan, documents, oracleProgram, type PlanAnswer, skipReason } from "./oracle.ts";
import { verdict } from "./rules/agreement.ts";
import { baseClass, baseCluster, baseTemplates } from "./rules/base.ts";
import { classCorpus } from "./rules/class-corpus.ts";
import { edited } from "./rules/edits.ts";

const templates = new Map(
  baseTemplates.map((template) => [templateKey({ ...template, name: template.metadata.name }), template as unknown as KubernetesObject]),
);

function ourVerdict(clusterClass: unknown): string {
  return verdict(validateClass({ clusterClass: clusterClass as KubernetesObject, templates }).errors);
}

/** What the oracle says about the class alone: later stages and external patches are not about it. */
function oracleVerdict({ errors }: PlanAnswer): string {
  return verdict(errors.filter(({ stage }) => stage === "class"));
}

if (!oracleProgram) test.skip(`rules against the oracle: ${skipReason}`);

describe.runIf(oracleProgram)("classes that people write", () => {
  test("the corpus fares as with Cluster API", async () => {
    const cases = Object.entries(classCorpus).map(([id, edits]) => ({ id, clusterClass: edited(baseClass, edits) }));
    const answers = await askPlan(
      cases.map(({ id, clusterClass }) => ({ id, yaml: documents(clusterClass, ...baseTemplates, baseCluster) })),
    );
    const ours = cases.map(({ id, clusterClass }) => `${id}: ${ourVerdict(clusterClass)}`);
    const theirs = answers.map((answer) => `${answer.id}: ${oracleVerdict(answer)}`);
    expect(ours).toEqual(theirs);
  });
});
