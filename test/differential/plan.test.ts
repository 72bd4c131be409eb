import fc from "fast-check";
import { expect, test } from "vitest";
import type { JsonObject } from "../../packages/clusterclass/src/api/json.ts";
import { planDocuments } from "../../packages/clusterclass/src/plan/from-documents.ts";
import { type PlanCase, planCase } from "./generate/cluster.ts";
import { gapReport, planGaps } from "./known-gaps.ts";
import { askPlan, caseCount, documents, oracleProgram, seed, skipReason } from "./oracle.ts";
import { planDifference } from "./plan-agreement.ts";

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
    const answers = await askPlan(compared.map((each, index) => ({ id: String(index), yaml: yamlOf(each) })));
    const stages = new Map<string, number>();
    const differences = compared.flatMap((each, index) => {
      const [ours, theirs] = [planDocuments(yamlOf(each)), answers[index]!];
      const stage = theirs.errors[0]?.stage ?? "planned";
      stages.set(stage, (stages.get(stage) ?? 0) + 1);
      const difference = planDifference(ours, theirs);
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
