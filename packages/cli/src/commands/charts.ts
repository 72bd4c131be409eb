import { type ChartReference, chartReferences, fetchChart, notLocked, unitCharts } from "@cstack/facts";
import { unknownName } from "@cstack/model";
import { Command } from "commander";
import { chartFolder } from "../charts/chart-folder.ts";
import { type ChartFlags, forCharts } from "../charts/chart-run.ts";
import { checkChart } from "../charts/check-chart.ts";
import { factsCommand } from "../charts/facts-command.ts";
import { type ChartOutcome, lockChart, writeLocks } from "../charts/lock-charts.ts";
import { usageFailure } from "../failure.ts";
import { endWith } from "../network-run.ts";
import { parseFormat, printData, textTable } from "../output.ts";
import { openWorkspace, resolveOrFail, selectUnits, type Workspace } from "../workspace.ts";

export function chartsCommand(): Command {
  const lock = withOptions(new Command("lock"))
    .summary("read the digests of charts and record them")
    .description(
      "Fetches the charts of addons (all when none is named) from their repositories, and writes digests into versions.yaml of the addons where " +
        "none is recorded. A chart whose digest is another one than the recorded one is refused. Uses the network.",
    )
    .argument("[addon...]", "addon ids")
    .addHelpText("after", "\nExample:\n  cstack charts lock cilium metrics-server")
    .action(runLock);
  const vendor = withOptions(new Command("vendor"))
    .summary("fetch the archives of charts for bundles without a network")
    .description(
      "Fetches the archives that units (or stacks; all when none is named) depend on, by their recorded digests, into a folder from which " +
        "`cstack build --vendor-charts` takes them. What is there already is not fetched again. Uses the network.",
    )
    .argument("[unit...]", "unit or stack ids")
    .addHelpText("after", "\nExample:\n  cstack charts vendor openstack-scs-1-36 && cstack build openstack-scs-1-36 --next --vendor-charts")
    .action(runVendor);
  const check = withOptions(new Command("check"))
    .summary("compare recorded digests with what repositories have now")
    .description(
      "Asks the repositories of charts (all when no addon is named) for the digests they have, and changes nothing. Uses the network.",
    )
    .argument("[addon...]", "addon ids")
    .addHelpText("after", "\nExample:\n  cstack charts check")
    .action(runCheck);
  return new Command("charts")
    .summary("digests, archives and facts of the addons' charts: lock, vendor, check, facts")
    .description(
      "Records which archives the charts of addons are, fetches them, and compares them with what repositories have. Uses the network.",
    )
    .addCommand(lock)
    .addCommand(vendor)
    .addCommand(check)
    .addCommand(factsCommand())
    .addHelpText("after", "\nExample:\n  cstack charts lock");
}

function withOptions(command: Command): Command {
  return command
    .option("--charts <dir>", "folder that keeps archives (default: .cstack/charts in the checkout)")
    .option(
      "--mirror <from=to>",
      "ask for addresses that begin with one at another; repeat it for more",
      (value: string, all: string[]) => [...all, value],
      [],
    )
    .option("-o, --output <format>", "text, json or yaml", "text")
    .option("--root <dir>", "checkout to read (default: the one around the current directory)");
}

async function runLock(names: string[], flags: ChartFlags): Promise<void> {
  const workspace = openWorkspace(flags.root);
  const outcomes = await forCharts(ofAddons(workspace, names), placesOf(workspace, flags), lockChart);
  if (outcomes === undefined) return;
  writeLocks(workspace.root, workspace.repository, outcomes);
  report(outcomes, flags);
}

async function runCheck(names: string[], flags: ChartFlags): Promise<void> {
  const workspace = openWorkspace(flags.root);
  const outcomes = await forCharts(ofAddons(workspace, names), placesOf(workspace, flags), checkChart);
  if (outcomes !== undefined) report(outcomes, flags);
}

async function runVendor(names: string[], flags: ChartFlags): Promise<void> {
  const workspace = openWorkspace(flags.root);
  const all = selectUnits(workspace, names).flatMap((key) => unitCharts(resolveOrFail(workspace, key).addons));
  const distinct = [...new Map(all.map((reference) => [`${reference.addon} ${reference.version}`, reference])).values()];
  const outcomes = await forCharts(distinct, placesOf(workspace, flags), async (reference, store): Promise<ChartOutcome> => {
    const { addon, chart, version, digests } = reference;
    const { value, diagnostics } = digests.length === 0 ? { diagnostics: [notLocked(reference)] } : await fetchChart(reference, store);
    const state = value === undefined ? "failed" : value.cached ? "cached" : "fetched";
    return { addon, chart, version, digest: value?.digest ?? null, state, diagnostics };
  });
  if (outcomes !== undefined) report(outcomes, flags);
}

function ofAddons({ repository: { addons } }: Workspace, names: readonly string[]): ChartReference[] {
  const wrong = names.find((name) => !addons.has(name));
  if (wrong !== undefined) throw usageFailure(unknownName("addon", wrong, addons.keys()));
  return chartReferences([...addons.values()].filter(({ data }) => names.length === 0 || names.includes(data.id)));
}

function placesOf({ root }: Workspace, { mirror, charts }: ChartFlags): { mirror: string[]; folder: string } {
  return { mirror, folder: chartFolder(root, charts) };
}

function report(outcomes: readonly ChartOutcome[], flags: ChartFlags): void {
  const charts = outcomes.map(({ diagnostics: _found, ...outcome }) => outcome);
  printData(parseFormat(flags.output), { charts }, () =>
    textTable(
      ["ADDON", "CHART", "VERSION", "DIGEST", "STATE"],
      charts.map(({ addon, chart, version, digest, state }) => [addon, chart, version, digest?.slice(0, 19) ?? "unknown", state]),
    ),
  );
  endWith(
    outcomes.flatMap(({ diagnostics }) => diagnostics),
    "chart",
  );
}
