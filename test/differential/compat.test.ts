import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { KubernetesObject } from "../../packages/clusterclass/src/api/objects.ts";
import { compareClasses, compareForRebase } from "../../packages/clusterclass/src/rules/index.ts";
import { askCompat, type CompatAnswer, caseCount, documents, oracleProgram, seed, skipReason } from "./oracle.ts";
import { verdict } from "./rules/agreement.ts";
import { baseClass, baseCluster } from "./rules/base.ts";
import { compatCorpus } from "./rules/compat-corpus.ts";
import { edited } from "./rules/edits.ts";
import { mutations } from "./rules/mutations.ts";

/** A class, what it becomes, and the Clusters of it. */
interface Change {
  id: string;
  before: unknown;
  after: unknown;
  clusters: unknown[];
}

function ourAnswer({ before, after, clusters }: Change): string {
  const args = [before as KubernetesObject, after as KubernetesObject, clusters as KubernetesObject[]] as const;
  const update = compareClasses(...args);
  const { rebase } = compareForRebase(...args);
  return `errors ${verdict(update.errors)} | update ${verdict(update.update)} | rebase ${verdict(rebase)}`;
}

function theirAnswer({ errors, update, rebase }: CompatAnswer): string {
  return `errors ${verdict(errors)} | update ${verdict(update)} | rebase ${verdict(rebase)}`;
}

async function disagreements(changes: Change[]): Promise<string[]> {
  const answers = await askCompat(changes.map(({ id, before, after, clusters }) => ({ id, yaml: documents(before, after, ...clusters) })));
  return changes.flatMap((change, i) => {
    const [ours, theirs] = [ourAnswer(change), theirAnswer(answers[i]!)];
    return ours === theirs || theirs.includes("internal/") ? [] : [`${change.id}\n  ours:   ${ours}\n  oracle: ${theirs}`];
  });
}

if (!oracleProgram) test.skip(`compatibility against the oracle: ${skipReason}`);

describe.runIf(oracleProgram)("changes of classes", () => {
  test("changes that people wrote fare as with Cluster API", async () => {
    const changes = Object.entries(compatCorpus).map(([id, { before = {}, after, cluster = {}, withoutClusters }]) => ({
      id,
      before: edited(baseClass, before),
      after: edited(baseClass, after),
      clusters: withoutClusters ? [] : [edited(baseCluster, cluster)],
    }));
    expect(await disagreements(changes)).toEqual([]);
  });

  test(`generated changes fare as with Cluster API, seed ${seed}`, async () => {
    const classes = fc.sample(mutations(baseClass, "spec"), { numRuns: Math.ceil(caseCount / 2), seed });
    const changes = classes.map((after, i) => ({ id: `change ${i}`, before: baseClass, after, clusters: [baseCluster] }));
    expect((await disagreements(changes)).slice(0, 20)).toEqual([]);
  });
});
