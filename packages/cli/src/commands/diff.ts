import { type ClassDifference, diffDocuments, type FeatureGates, nameOf } from "@cstack/clusterclass";
import { compareForClusters, type UnitDifference, unitDifference } from "@cstack/release";
import { Command } from "commander";
import { runBatch, textOf } from "../batch.ts";
import { judgeFor } from "../class-source.ts";
import { type DiffSources, readDiffSources } from "../diff-sources.ts";
import { diffText } from "../diff-text.ts";
import { findingsFailure, reportDiagnostics, usageFailure } from "../failure.ts";
import { parseFeatureGates } from "../feature-gates.ts";
import { fetchBundles } from "../fetched-bundles.ts";
import { findingsOf } from "../findings.ts";
import { type OutputFormat, parseFormat, printData } from "../output.ts";
import { visible } from "../paint.ts";
import { differenceData } from "../plan-json.ts";

interface DiffFlags {
  cluster?: string[];
  batch?: boolean;
  featureGates?: string;
  output: string;
  root?: string;
}

const description = `Compares two classes with Cluster API's own rules, offline: what is refused, which variables changed for whom, and what rolls in the Clusters.
Classes are units of the checkout, directories of bundles, or YAML files with a ClusterClass and its templates. Without --cluster the
Clusters that come with the old class are looked at; those of units also change their Kubernetes version. Exit code 1 if the input is not
valid, a Cluster or a change of its objects is refused, or the change itself: an update for classes of the same name, a move for others.`;

const examples = `
Examples:
  cstack diff openstack-scs-1-36 openstack-scs-1-37
  cstack diff old.yaml new.yaml --cluster production.yaml --cluster staging.yaml -o json
  cstack diff --batch < pairs.jsonl       {"id","yaml"} a line: two classes, the old one first, and Clusters; exit code 0`;

export function diffCommand(): Command {
  return new Command("diff")
    .summary("what is refused and what rolls between two classes")
    .description(description)
    .argument("[old]", "unit id, bundle directory, file, reference in a registry (oci://, uses the network), or -")
    .argument("[new]", "the same for the new class")
    .option("--cluster <file...>", "files with Clusters of the old class")
    .option("--feature-gates <gates>", "gates of Cluster API that differ from its defaults, e.g. MachinePool=false")
    .option("--batch", "JSON lines from standard input")
    .option("-o, --output <format>", "text, json or yaml", "text")
    .option("--root <dir>", "checkout to read (default: the one around the current directory)")
    .addHelpText("after", examples)
    .action(run);
}

async function run(older: string | undefined, newer: string | undefined, flags: DiffFlags): Promise<void> {
  const format = parseFormat(flags.output);
  const featureGates = parseFeatureGates(flags.featureGates);
  if (flags.batch === true) {
    if (older !== undefined || flags.cluster !== undefined) {
      throw usageFailure("--batch reads whole cases from standard input; it goes with no class and no --cluster.");
    }
    await diffBatch(featureGates);
    return;
  }
  if (older === undefined || newer === undefined) throw usageFailure("Name two classes, the old one first, or --batch.");
  const fetched = await fetchBundles([older, newer]);
  diffTwo(readDiffSources({ older, newer, clusters: flags.cluster ?? [], root: flags.root, fetched }), featureGates, format);
}

async function diffBatch(featureGates: Partial<FeatureGates>): Promise<void> {
  await runBatch(
    (input) => differenceData(diffDocuments(textOf(input, "yaml"), featureGates)),
    (message, stage) => ({ ...differenceData(nothing), errors: [{ stage, message }] }),
  );
}

const nothing: ClassDifference = { errors: [], update: [], rebase: [], variables: [], clusters: [] };

function diffTwo(sources: DiffSources, featureGates: Partial<FeatureGates>, format: OutputFormat): void {
  const units = unitsOf(sources);
  const { inputs, errors } = sources;
  const difference =
    inputs === undefined
      ? { ...nothing, errors }
      : compareForClusters(inputs.before, inputs.after, units?.kubernetes, featureGates, judgeFor(sources.after, sources.before));
  const findings = refusalsOf(sources, difference);
  if (format === "text" && difference.errors.length > 0) {
    const { before } = sources;
    reportDiagnostics(findingsOf(difference.errors, { class: before.file, cluster: before.file }));
    for (const text of sources.hints) process.stderr.write(`hint: ${visible(text)}\n`);
  } else {
    const names = { old: sources.before.file, new: sources.after.file };
    printData(format, { ...differenceData(difference), ...units }, () => diffText(names, difference, units));
  }
  if (findings > 0) throw findingsFailure(findings);
}

function unitsOf({ before, after }: DiffSources): UnitDifference | undefined {
  return before.unit === undefined || after.unit === undefined ? undefined : unitDifference(before.unit, after.unit);
}

/** How many reasons there are against the change: classes of one name update each other, Clusters move between others. */
function refusalsOf({ inputs }: DiffSources, { errors, update, rebase, clusters }: ClassDifference): number {
  if (inputs === undefined || errors.length > 0) return errors.length;
  const sameName = nameOf(inputs.before.clusterClass) === nameOf(inputs.after.clusterClass);
  const refused = sameName ? update : rebase;
  return refused.length > 0
    ? refused.length
    : clusters.reduce((sum, { errors: own, rollout }) => sum + own.length + (rollout?.refused?.length ?? 0), 0);
}
