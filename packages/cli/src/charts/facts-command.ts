import { join } from "node:path";
import { ChartCache, type ChartReference, chartReferences, factsFile } from "@cstack/facts";
import { type Addon, unitsOfEverything } from "@cstack/generator";
import { type ChartFacts, type Diagnostic, unknownName, warning } from "@cstack/model";
import { Command } from "commander";
import { CommandFailure, exitCodes, findingsFailure, reportDiagnostics, usageFailure } from "../failure.ts";
import { parseFormat, printData, textTable } from "../output.ts";
import { openWorkspace } from "../workspace.ts";
import { writeFiles } from "../write-files.ts";
import { chartFolder } from "./chart-folder.ts";
import { filesInCache, filesOfFolder, foldersByVersion } from "./chart-folders.ts";
import { type ReadChart, readFacts } from "./read-facts.ts";

interface FactsFlags {
  chart: string[];
  source?: string;
  charts?: string;
  output: string;
  root?: string;
}

export function factsCommand(): Command {
  return new Command("facts")
    .summary("read what an addon's chart knows of our values, and what they change")
    .description(
      "Reads the chart of every version of an addon from its archive, or from a folder, and writes chart-facts.yaml: the values that we set, the " +
        "types that the chart takes, and the objects that Helm prints differently with them. A value that the chart does not know, or that changes " +
        "nothing, is refused. Needs helm; uses no network.",
    )
    .argument("<addon>", "addon id")
    .option(
      "--chart <version=dir>",
      "folder with the chart of a version; repeat it for more",
      (value: string, all: string[]) => [...all, value],
      [],
    )
    .option("--source <text>", "where the charts in folders are from: project, tag and folder")
    .option("--charts <dir>", "folder that keeps archives (default: .cstack/charts in the checkout)")
    .option("-o, --output <format>", "text, json or yaml", "text")
    .option("--root <dir>", "checkout to read (default: the one around the current directory)")
    .addHelpText(
      "after",
      "\nExamples:\n  cstack charts lock metrics-server && cstack charts facts metrics-server\n" +
        "  cstack charts facts cilium --chart 1.20.2=../cilium/install/kubernetes/cilium --source 'cilium/cilium v1.20.2'",
    )
    .action(run);
}

async function run(id: string, flags: FactsFlags): Promise<void> {
  const { root, repository } = openWorkspace(flags.root);
  const addon = repository.addons.get(id);
  if (addon === undefined) throw usageFailure(unknownName("addon", id, repository.addons.keys()));
  const folders = foldersByVersion(flags.chart);
  if (folders.size > 0 && flags.source === undefined) throw usageFailure("--chart needs --source: a fact says where it is from.");
  const units = unitsOfEverything(repository);
  const cache = new ChartCache(chartFolder(root, flags.charts));
  const diagnostics: Diagnostic[] = [];
  const charts: ChartFacts[] = [];
  for (const reference of chartReferences([addon])) {
    const chart = findChart(reference, folders, flags.source, cache);
    const read = chart === undefined ? keptFacts(addon, reference) : await readFacts(units, chart);
    diagnostics.push(...read.diagnostics);
    if (read.value !== undefined) charts.push(read.value);
  }
  const errors = reportDiagnostics(diagnostics);
  if (diagnostics.some(({ code }) => code === "CS7001")) throw new CommandFailure(exitCodes.environment, "A program is missing.");
  if (errors > 0) throw findingsFailure(errors);
  if (charts.length > 0) writeFiles(root, new Map([[join(addon.folder, "chart-facts.yaml"), factsFile(charts)]]));
  printData(parseFormat(flags.output), { charts }, () => factsTable(charts));
}

function findChart(
  reference: ChartReference,
  folders: ReadonlyMap<string, string>,
  source: string | undefined,
  cache: ChartCache,
): ReadChart | undefined {
  const folder = folders.get(reference.version);
  if (folder !== undefined) return { reference, files: filesOfFolder(folder), source: source ?? folder };
  const files = filesInCache(reference, cache);
  if (files === undefined) return undefined;
  return { reference, files, source: `archive ${reference.digests[0]} of ${reference.repository}` };
}

/** Facts of a version that cannot be read now stay as they are. */
function keptFacts({ chartFacts }: Addon, { chart, version, place }: ChartReference): { value?: ChartFacts; diagnostics: Diagnostic[] } {
  const known = chartFacts?.data.charts.find((facts) => facts.version === version);
  if (known !== undefined) return { value: known, diagnostics: [] };
  return { diagnostics: [warning("CS3026", place, `The chart ${chart} ${version} is neither in a folder nor in the cache.`)] };
}

function factsTable(charts: readonly ChartFacts[]): string {
  const rows = charts.flatMap(({ version, values }) =>
    values.map(({ key, types, changes, asDefault }) => [
      version,
      typeof key === "string" ? key : key.join(" > "),
      types.join(", "),
      asDefault === true ? "as the chart" : (changes ?? []).join(", "),
    ]),
  );
  return textTable(["VERSION", "VALUE", "TYPES", "CHANGES"], rows);
}
