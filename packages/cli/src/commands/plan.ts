import {
  type Evaluation,
  evaluateCluster,
  type FeatureGates,
  type Plan,
  planCluster,
  planDocuments,
  withVariables,
} from "@cstack/clusterclass";
import { Command } from "commander";
import { runBatch, textOf } from "../batch.ts";
import { explanationOf, explanationText } from "../explained-text.ts";
import { findingsFailure, reportDiagnostics, usageFailure } from "../failure.ts";
import { parseFeatureGates } from "../feature-gates.ts";
import { fetchBundles } from "../fetched-bundles.ts";
import { findingsOf } from "../findings.ts";
import { type OutputFormat, parseFormat, printData } from "../output.ts";
import { visible } from "../paint.ts";
import { planData, refusedPlan } from "../plan-json.ts";
import { type PlanRequest, type PlanSources, readPlanSources } from "../plan-sources.ts";
import { planText, unknownText } from "../plan-text.ts";

interface PlanFlags extends PlanRequest {
  batch?: boolean;
  explain?: string;
  featureGates?: string;
  output: string;
}

const description = `Says what a Cluster becomes: every object that Cluster API's topology controller would create, with Cluster API's own rules, offline.
A class is a unit of the checkout, the directory of a bundle, a YAML file with a ClusterClass and its templates from anywhere, or - for
standard input. Without --class it is looked for in the file of the Cluster; without --cluster the Cluster that comes with the class is
planned. With --from or --from-cluster the plan also says what changes and which machines are replaced. Exit code 1 for errors, and for objects and changes
that the provider refuses.`;

const examples = `
Examples:
  cstack plan --class openstack-scs-1-36 --cluster cluster.yaml
  cstack plan --class docker-scs-1-37 --from docker-scs-1-36
  cstack plan --class class.yaml --cluster cluster.yaml --explain controlPlane:spec.kubeadmConfigSpec.files
  cstack plan --batch < cases.jsonl       {"id","yaml"} a line; one plan a line comes back, exit code 0`;

export function planCommand(): Command {
  return new Command("plan")
    .summary("what a Cluster becomes, and what rolls when something changes")
    .description(description)
    .option("--class <class>", "unit id, bundle directory, file, reference in a registry (oci://, uses the network), or -")
    .option("--cluster <file>", "file with the Cluster, or -")
    .option("--from <class>", "the class before")
    .option("--from-cluster <file>", "file with the Cluster before")
    .option("--explain <path>", "role:path; which patch and which variable made the values there")
    .option("--feature-gates <gates>", "gates of Cluster API that differ from its defaults, e.g. MachinePool=false")
    .option("--batch", "JSON lines from standard input")
    .option("-o, --output <format>", "text, json or yaml", "text")
    .option("--root <dir>", "checkout to read (default: the one around the current directory)")
    .addHelpText("after", examples)
    .action(run);
}

async function run(flags: PlanFlags): Promise<void> {
  const format = parseFormat(flags.output);
  const featureGates = parseFeatureGates(flags.featureGates);
  if (flags.batch === true) await planBatch(flags, featureGates);
  else planOne({ ...flags, fetched: await fetchBundles([flags.class, flags.from]) }, featureGates, format);
}

async function planBatch(flags: PlanFlags, featureGates: Partial<FeatureGates>): Promise<void> {
  const names = ["class", "cluster", "from", "fromCluster", "explain"] as const;
  if (names.some((name) => flags[name] !== undefined)) {
    throw usageFailure("--batch reads whole cases from standard input; it does not go with --class, --cluster, --from or --explain.");
  }
  await runBatch(
    (input) => planData(planDocuments(textOf(input, "yaml"), { featureGates })),
    (message, stage) => ({ ...planData(refusedPlan([])), errors: [{ stage, message }] }),
  );
}

function planOne(flags: PlanFlags & PlanRequest, featureGates: Partial<FeatureGates>, format: OutputFormat): void {
  const sources = readPlanSources(flags);
  const plan = planOf(sources, featureGates);
  if (plan.errors.length > 0) failWith(plan, sources, format);
  const evaluation = evaluationOf(plan, sources, featureGates);
  if (flags.explain === undefined) {
    const { findings } = sources.judgeObjects?.(evaluation) ?? { findings: [] };
    printData(format, { ...planData(plan), findings }, () => planText(plan, evaluation, { ...sources, findings }));
    const refused = findings.filter(({ severity }) => severity === "error").length + (plan.rollout?.refused?.length ?? 0);
    if (refused > 0) throw findingsFailure(refused);
    return;
  }
  const explanation = explanationOf(flags.explain, plan, evaluation);
  printData(format, explanation, () => explanationText(explanation, plan));
}

function planOf({ input, from, errors, unknown, judge }: PlanSources, featureGates: Partial<FeatureGates>): Plan {
  if (input === undefined) return refusedPlan(errors, unknown);
  const plan = planCluster(input, { featureGates, judge, ...(from === undefined ? {} : { from }) });
  return { ...plan, warnings: [...input.converted, ...plan.warnings], unknown: [...unknown, ...plan.unknown] };
}

/** The evaluation behind a plan: a Cluster that moves between classes has values from before, which the plan knows. */
function evaluationOf({ variables }: Plan, { input, from }: PlanSources, featureGates: Partial<FeatureGates>): Evaluation {
  const cluster = input!.clusters.at(-1)!;
  const planned = from?.class === undefined || variables === null ? cluster : withVariables(cluster, variables);
  return evaluateCluster({ ...input!, clusters: [planned] }, { featureGates });
}

/** In text form the findings go to standard error; as data they are in the plan. */
function failWith(plan: Plan, { errors, files, hints }: PlanSources, format: OutputFormat): never {
  if (format !== "text") {
    printData(format, planData(plan), () => "");
    throw findingsFailure(plan.errors.length);
  }
  const count = reportDiagnostics(findingsOf(errors.length > 0 ? errors : plan.errors, files));
  for (const text of plan.warnings) process.stderr.write(`warning: ${visible(text)}\n`);
  for (const text of plan.unknown.map(unknownText)) process.stderr.write(`not decided offline: ${visible(text)}\n`);
  for (const text of hints) process.stderr.write(`hint: ${visible(text)}\n`);
  throw findingsFailure(count);
}
