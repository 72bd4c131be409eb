import fc from "fast-check";
import { expect, test } from "vitest";
import { diffDocuments } from "../../packages/clusterclass/src/plan/from-documents.ts";
import { type ClassChangeCase, classChangeCase } from "./generate/class-change.ts";
import { askCompat, caseCount, documents, oracleProgram, seed, skipReason } from "./oracle.ts";

/** Each case is several admissions, so that there are fewer of them. */
const count = Math.ceil(caseCount / 4);

if (!oracleProgram) test.skip(`changes of classes against the oracle: ${skipReason}`);

test.runIf(oracleProgram)(
  `changes of classes are refused where Cluster API refuses them (${count} cases, seed ${seed})`,
  async () => {
    const cases = fc.sample(classChangeCase, { numRuns: count, seed });
    const answers = await askCompat(cases.map((each, index) => ({ id: String(index), yaml: yamlOf(each) })));
    const refused = answers.filter(({ update, rebase }) => update.length + rebase.length > 0).length;
    console.info(`outcomes: refused ${refused}, input not valid ${answers.filter(({ errors }) => errors.length > 0).length}`);
    const differences = cases.flatMap((each, index) => {
      const [ours, theirs] = [verdict(diffDocuments(yamlOf(each))), verdict(answers[index]!)];
      return ours === theirs ? [] : [{ case: index, ours, theirs, yaml: yamlOf(each) }];
    });
    expect(differences.slice(0, 5), `${differences.length} of ${cases.length} differ`).toEqual([]);
  },
  900_000,
);

interface Findings {
  errors: readonly Finding[];
  update: readonly Finding[];
  rebase: readonly Finding[];
}

interface Finding {
  stage: string;
  field?: string;
}

function yamlOf({ before, after, clusters }: ClassChangeCase): string {
  return documents(before, after, ...clusters);
}

/** Which fields each part refuses; the words do not matter. */
function verdict({ errors, update, rebase }: Findings): string {
  const part = (name: string, findings: readonly Finding[]) => {
    const fields = new Set(findings.map(({ stage, field = "" }) => `${stage} ${field}`));
    return `${name}: ${[...fields].toSorted().join(", ")}`;
  };
  return [part("errors", errors), part("update", update), part("rebase", rebase)].join(" | ");
}
