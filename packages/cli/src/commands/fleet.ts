import { readFileSync } from "node:fs";
import { clusterSpec, nameOf } from "@cstack/clusterclass";
import { toYamlStream } from "@cstack/model";
import { type FleetReport, type FleetTarget, mergedReports, originOf, waves } from "@cstack/release";
import { ApiClient, podCredentials, readCredentials } from "@cstack/smoke";
import { Command } from "commander";
import { type ClassSource, readClassSource } from "../class-source.ts";
import { inputOf } from "../evaluation-input.ts";
import { CommandFailure, exitCodes, findingsFailure, reportDiagnostics, usageFailure } from "../failure.ts";
import { parseFeatureGates } from "../feature-gates.ts";
import { type FetchedBundles, fetchBundles } from "../fetched-bundles.ts";
import { findingsOf } from "../findings.ts";
import { diffFleet, type FleetSource, type Shard } from "../fleet/diff-fleet.ts";
import { fleetText } from "../fleet/fleet-text.ts";
import { fleetJob } from "../fleet/job-manifest.ts";
import { readExport } from "../fleet/read-export.ts";
import { readManagementCluster } from "../fleet/read-management-cluster.ts";
import { type OutputFormat, parseFormat, printData } from "../output.ts";

interface SourceFlags {
  from?: string;
  kubeconfig?: string;
  context?: string;
  inCluster?: boolean;
}

interface DiffFlags extends SourceFlags {
  to: string;
  shard?: string;
  waves?: string;
  reportOnly?: boolean;
  featureGates?: string;
  output: string;
  root?: string;
}

const diffDescription = `Plans every Cluster of a management cluster from the class that it uses now to a release, and says for each: refused and why, which machines are
replaced, or nothing. Clusters are read from the management cluster (--kubeconfig, this uses the network, or --in-cluster in a pod) or from an export (--from). A release is
for the Clusters of its provider and stack; others are counted. Exit code 1 where a Cluster is refused or cannot be planned.`;

const diffExamples = `
Examples:
  cstack fleet diff --to openstack-scs-1-36 --kubeconfig ~/.kube/config --waves 4
  cstack fleet diff --to openstack-scs-1-36 --from export/ -o json
  cstack fleet diff --to openstack-scs-1-36 --from export/ --shard 0/4 -o json > part-0.json`;

export function fleetCommand(): Command {
  return new Command("fleet")
    .summary("what a release does to every Cluster that exists")
    .addCommand(diff())
    .addCommand(merge())
    .addCommand(job())
    .addHelpText("after", diffExamples);
}

function diff(): Command {
  return new Command("diff")
    .summary("what is refused and what rolls in all Clusters of a management cluster")
    .description(diffDescription)
    .requiredOption("--to <class>", "the release: unit id, bundle directory, file, or reference in a registry (oci://)")
    .option("--from <path>", "folder or file with Clusters, their classes and templates: .yaml, .json, .jsonl")
    .option("--kubeconfig <file>", "the management cluster")
    .option("--context <name>", "another context of the kubeconfig than the current one")
    .option("--in-cluster", "the management cluster that this pod runs in")
    .option("--shard <i/n>", "only a part of the Clusters, from 0/N to N-1/N; `cstack fleet merge` joins them")
    .option("--waves <n>", "an order for taking the release, in N waves")
    .option("--report-only", "exit code 0 also where something is refused")
    .option("--feature-gates <gates>", "gates of Cluster API that differ from its defaults, e.g. MachinePool=false")
    .option("-o, --output <format>", "text, json or yaml", "text")
    .option("--root <dir>", "checkout to read (default: the one around the current directory)")
    .addHelpText("after", diffExamples)
    .action(runDiff);
}

function merge(): Command {
  return new Command("merge")
    .summary("one report of the parts that shards have made")
    .description("Joins the JSON of several runs with --shard. Offline.")
    .argument("<report...>", "files with the JSON of `cstack fleet diff`")
    .option("--waves <n>", "an order for taking the release, in N waves")
    .option("--report-only", "exit code 0 also where something is refused")
    .option("-o, --output <format>", "text, json or yaml", "text")
    .addHelpText("after", "\nExample:\n  cstack fleet merge part-*.json --waves 4")
    .action(runMerge);
}

function job(): Command {
  return new Command("job")
    .summary("a Job that plans a large fleet in shards, in its management cluster")
    .description(
      "Prints an Indexed Job with the rights that it needs. Each pod plans a part and prints it as JSON. The image holds a built checkout as its working directory, see docs/fleet.md. Offline.",
    )
    .requiredOption("--to <unit>", "the release, as the checkout in the image has it")
    .requiredOption("--image <image>", "image with the checkout")
    .option("--shards <n>", "pods", "4")
    .option("--namespace <name>", "where the Job runs", "default")
    .option("--root <dir>", "checkout to read (default: the one around the current directory)")
    .addHelpText(
      "after",
      "\nExample:\n  cstack fleet job --to openstack-scs-1-36 --image registry.example.com/cstack:1 --shards 8 | kubectl apply -f -",
    )
    .action(runJob);
}

async function runDiff(flags: DiffFlags): Promise<void> {
  const format = parseFormat(flags.output);
  const featureGates = parseFeatureGates(flags.featureGates);
  const [shard, count] = [parseShard(flags.shard), parseCount("--waves", flags.waves)];
  const { source, close } = sourceOf(flags);
  try {
    const { target, classSource, input } = targetOf(flags.to, flags.root, await fetchBundles([flags.to]));
    const provider = classSource.unit?.provider;
    const facts = { mutability: provider?.data.mutability ?? [], schemas: provider?.schemas ?? [] };
    show(await diffFleet(source, { target, input, facts, featureGates, shard }), format, count, flags.reportOnly === true);
  } finally {
    close();
  }
}

function runMerge(files: string[], flags: { waves?: string; reportOnly?: boolean; output: string }): void {
  const format = parseFormat(flags.output);
  const merged = mergedReports(files.map(readReport));
  if (merged === undefined) throw usageFailure("The reports are about different releases.");
  show(merged, format, parseCount("--waves", flags.waves), flags.reportOnly === true);
}

function runJob(flags: { to: string; image: string; shards: string; namespace: string; root?: string }): void {
  const shards = parseCount("--shards", flags.shards) ?? 1;
  const { input } = targetOf(flags.to, flags.root);
  process.stdout.write(toYamlStream(fleetJob({ ...flags, shards }, input)));
}

function show(report: FleetReport, format: OutputFormat, count: number | undefined, reportOnly: boolean): void {
  const order = count === undefined ? [] : waves(report, count);
  printData(format, { ...report, ...(count === undefined ? {} : { waves: order }) }, () => fleetText(report, order));
  const { refused, unknown } = report.totals;
  if (refused + unknown > 0 && !reportOnly) throw findingsFailure(refused + unknown);
}

/** The class of the release; a unit also says the version that its Clusters get. */
function targetOf(to: string, root: string | undefined, fetched?: FetchedBundles) {
  const classSource = readClassSource(to, { root, clusters: [], fetched });
  const { input, errors } = inputOf(classSource, []);
  if (input === undefined) throw findingsFailure(reportDiagnostics(findingsOf(errors, { class: to, cluster: to })));
  const className = nameOf(input.clusterClass);
  const target: FleetTarget = { className, unit: originOf(className)?.unit, version: versionOf(classSource) };
  return { target, classSource, input };
}

/** The version of the unit, or that of the Cluster which comes with a bundle. */
function versionOf({ unit, clusters }: ClassSource): string | undefined {
  if (unit !== undefined) return `v${unit.kubernetes.version}`;
  return clusters[0] === undefined ? undefined : clusterSpec(clusters[0]).topology?.version;
}

function sourceOf({ from, kubeconfig, context, inCluster }: SourceFlags): { source: FleetSource; close: () => void } {
  const named = [from, kubeconfig, inCluster === true ? "pod" : undefined].filter((place) => place !== undefined);
  if (named.length !== 1) throw usageFailure("Say where the Clusters are: --from, --kubeconfig or --in-cluster.");
  if (from !== undefined) return { source: (part) => readExport(from, part), close: () => undefined };
  const api = new ApiClient(kubeconfig === undefined ? podCredentials() : environmental(() => readCredentials(kubeconfig, context)));
  const source: FleetSource = async function* (part) {
    try {
      yield* readManagementCluster(api, part);
    } catch (error) {
      throw environmentFailure(error);
    }
  };
  return { source, close: () => api.close() };
}

function environmental<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw environmentFailure(error);
  }
}

function environmentFailure(error: unknown): CommandFailure {
  return new CommandFailure(exitCodes.environment, error instanceof Error ? error.message : String(error));
}

function parseShard(text: string | undefined): Shard | undefined {
  if (text === undefined) return undefined;
  const [, index, count] = /^(\d+)\/(\d+)$/.exec(text) ?? [];
  const shard = { index: Number(index), count: Number(count) };
  if (index === undefined || shard.index >= shard.count) throw usageFailure(`--shard takes a part such as 0/4 or 3/4, and not "${text}".`);
  return shard;
}

function parseCount(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw usageFailure(`${name} takes a number of at least 1, and not "${text}".`);
  return count;
}

function readReport(file: string): FleetReport {
  try {
    const report = JSON.parse(readFileSync(file, "utf8")) as FleetReport;
    if (Array.isArray(report.verdicts) && Array.isArray(report.clusters)) return report;
  } catch (error) {
    throw usageFailure(`${file} cannot be read: ${(error as Error).message}`);
  }
  throw usageFailure(`${file} is no report of cstack fleet diff.`);
}
