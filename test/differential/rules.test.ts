import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type KubernetesObject, templateKey } from "../../packages/clusterclass/src/api/objects.ts";
import {
  type Admission,
  type AdmissionOptions,
  admitClass,
  validateClass,
  validateClusterAdmission,
} from "../../packages/clusterclass/src/rules/index.ts";
import { askPlan, caseCount, documents, oracleProgram, type PlanAnswer, seed, skipReason } from "./oracle.ts";
import { verdict } from "./rules/agreement.ts";
import { baseClass, baseCluster, baseTemplates } from "./rules/base.ts";
import { classCorpus } from "./rules/class-corpus.ts";
import { clusterCorpus, clusterUpdateCorpus } from "./rules/cluster-corpus.ts";
import { edited } from "./rules/edits.ts";
import { mutations } from "./rules/mutations.ts";

/** One evaluation: a class, and one or two Clusters of it. */
interface Case {
  id: string;
  clusterClass: unknown;
  clusters: unknown[];
}

const templates = new Map(
  baseTemplates.map((template) => [templateKey({ ...template, name: template.metadata.name }), asObject(template)]),
);

function asObject(value: unknown): KubernetesObject {
  return value as KubernetesObject;
}

function evaluate({ clusterClass, clusters }: Case, options: AdmissionOptions): Admission {
  const admission = validateClass({ clusterClass: asObject(clusterClass), templates }, options);
  if (admission.errors.length > 0) return admission;
  const [cluster, previous] = clusters.map(asObject).reverse();
  const { object } = admitClass(asObject(clusterClass), options);
  const result = validateClusterAdmission({ clusterClass: object, cluster: cluster!, ...(previous ? { previous } : {}) }, options);
  return { ...result, warnings: [...admission.warnings, ...result.warnings] };
}

function ask(cases: Case[], options: AdmissionOptions): Promise<PlanAnswer[]> {
  const gates = { ClusterTopology: true, RuntimeSDK: true, MachineTaintPropagation: true, ...options.featureGates };
  const flag = Object.entries(gates).map(([name, enabled]) => `${name}=${enabled}`);
  return askPlan(
    cases.map(({ id, clusterClass, clusters }) => ({ id, yaml: documents(clusterClass, ...baseTemplates, ...clusters) })),
    [`--feature-gates=${flag.join(",")}`],
  );
}

/** What rules decide: what the oracle finds while it computes objects is another test's matter. */
function ruleVerdict({ errors }: PlanAnswer): string {
  return verdict(errors.filter(({ stage }) => stage !== "patch"));
}

/** The warnings whose text is a fact: fields that were dropped. */
function unknownFields(warnings: string[]): string {
  return warnings
    .filter((warning) => warning.includes("unknown field"))
    .sort()
    .join(", ");
}

/** Cases that differ, as text to read: the case, our answer, the oracle's. */
async function disagreements(cases: Case[], options: AdmissionOptions = {}): Promise<string[]> {
  const answers = await ask(cases, options);
  return cases.flatMap((each, i) => {
    const { errors, warnings } = evaluate(each, options);
    const ours = `${verdict(errors)} ${unknownFields(warnings)}`;
    const theirs = `${ruleVerdict(answers[i]!)} ${unknownFields(answers[i]!.warnings ?? [])}`;
    const undecidable = answers[i]!.errors.some(({ stage }) => stage === "internal");
    return ours === theirs || undecidable
      ? []
      : [`${each.id}\n  ours:   ${ours}\n  oracle: ${theirs}\n  ${JSON.stringify(answers[i]!.errors)}`];
  });
}

if (!oracleProgram) test.skip(`rules against the oracle: ${skipReason}`);

describe.runIf(oracleProgram)("cases that people wrote", () => {
  test("classes fare as with Cluster API", async () => {
    const cases = Object.entries(classCorpus).map(([id, edits]) => ({
      id,
      clusterClass: edited(baseClass, edits),
      clusters: [baseCluster],
    }));
    expect(await disagreements(cases)).toEqual([]);
  });

  test("without the alpha gates more is refused", async () => {
    const featureGates = { RuntimeSDK: false, MachineTaintPropagation: false };
    const cases = Object.entries(classCorpus).map(([id, edits]) => ({
      id,
      clusterClass: edited(baseClass, edits),
      clusters: [baseCluster],
    }));
    expect(await disagreements(cases, { featureGates })).toEqual([]);
    expect(await disagreements(cases.slice(0, 1), { featureGates: { ClusterTopology: false } })).toEqual([]);
  });

  test("Clusters fare as with Cluster API", async () => {
    const cases = Object.entries(clusterCorpus).map(([id, edits]) => ({
      id,
      clusterClass: edited(baseClass, edits.class ?? {}),
      clusters: [edited(baseCluster, edits.cluster)],
    }));
    expect(await disagreements(cases)).toEqual([]);
  });

  test("changes of Clusters fare as with Cluster API", async () => {
    const cases = Object.entries(clusterUpdateCorpus).map(([id, edits]) => ({
      id,
      clusterClass: edited(baseClass, edits.class ?? {}),
      clusters: [edited(baseCluster, edits.before), edited(baseCluster, edits.after)],
    }));
    expect(await disagreements(cases)).toEqual([]);
  });
});

describe.runIf(oracleProgram)(`${caseCount} generated cases, seed ${seed}`, () => {
  test("mutated classes fare as with Cluster API", async () => {
    const classes = fc.sample(mutations(baseClass, "spec"), { numRuns: Math.ceil(caseCount / 2), seed });
    const cases = classes.map((clusterClass, i) => ({ id: `class ${i}`, clusterClass, clusters: [baseCluster] }));
    expect((await disagreements(cases)).slice(0, 20)).toEqual([]);
  });

  test("mutated Clusters fare as with Cluster API", async () => {
    const clusters = fc.sample(mutations(baseCluster, "spec"), { numRuns: Math.ceil(caseCount / 2), seed });
    const cases = clusters.map((cluster, i) => ({ id: `Cluster ${i}`, clusterClass: baseClass, clusters: [cluster] }));
    expect((await disagreements(cases)).slice(0, 20)).toEqual([]);
  });
});
