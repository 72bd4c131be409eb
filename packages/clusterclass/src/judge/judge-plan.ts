import { clusterSpec } from "../api/cluster.ts";
import type { Evaluation } from "../plan/evaluate-cluster.ts";
import type { PlannedObject } from "../plan/plan-result.ts";
import { finding, type Judgement, type JudgementFinding, joined } from "./finding.ts";
import { judgeObject } from "./judge-object.ts";
import { originsOf } from "./origins.ts";
import type { KubernetesFacts, ProviderFacts } from "./provider-facts.ts";
import { removedSettings } from "./removed-settings.ts";

/**
 * Judges the objects that a Cluster becomes, beyond what refuses the Cluster itself: every object against the schema of its kind, and flags
 * and feature gates against the Kubernetes minor of the Cluster. Findings name the planned object, the field, and the template or the
 * patch and its variables behind it. A plan with errors has no objects and so no findings.
 */
export function judgePlan(evaluation: Evaluation, facts: Omit<ProviderFacts, "mutability">): Judgement {
  const { plan } = evaluation;
  const objects = joined(plan.objects.map(({ role, object }) => judgeObject(object, role, facts.schemas)));
  const settings = judgeSettings(evaluation, facts.kubernetes);
  const findings = [...objects.findings, ...settings.findings];
  return {
    findings: findings.map((found) => withOrigins(evaluation, found)),
    undecided: [...objects.undecided, ...settings.undecided],
  };
}

function judgeSettings({ plan, input }: Evaluation, kubernetes: readonly KubernetesFacts[]): Judgement {
  if (input === undefined || plan.objects.length === 0) return { findings: [], undecided: [] };
  const version = clusterSpec(input.cluster).topology?.version ?? "";
  const minor = /^v?(\d+\.\d+)\./.exec(version)?.[1] ?? version;
  const facts = kubernetes.find((known) => known.minor === minor);
  if (facts === undefined) return { findings: [], undecided: [unknownMinor(minor)] };
  return { findings: plan.objects.flatMap(({ role, object }: PlannedObject) => removedSettings(object, role, facts)), undecided: [] };
}

function unknownMinor(minor: string) {
  return {
    field: "spec.topology.version",
    message: `no facts about Kubernetes ${minor} are known, so flags and feature gates are not checked`,
  };
}

function withOrigins(evaluation: Evaluation, found: JudgementFinding): JudgementFinding {
  const origins = originsOf(evaluation, found.subject ?? "", found.field);
  return finding(found.rule, found.field, found.message, { ...(found.subject === undefined ? {} : { subject: found.subject }), origins });
}
