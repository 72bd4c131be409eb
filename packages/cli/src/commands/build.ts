import { join, resolve } from "node:path";
import type { BuildMode } from "@cstack/release";
import { Command, Option } from "commander";
import { buildInParallel, startThreads } from "../build-in-parallel.ts";
import type { BuildRequest } from "../build-units.ts";
import { chartFolder } from "../charts/chart-folder.ts";
import { findingsFailure, reportDiagnostics, usageFailure } from "../failure.ts";
import { formatBytes, parseFormat, printData, textTable } from "../output.ts";
import { findRoot, openWorkspace, selectUnits } from "../workspace.ts";

interface BuildFlags {
  mode: BuildMode;
  next?: boolean;
  version?: string;
  out?: string;
  infraApi?: string;
  kubernetes?: string;
  vendorCharts?: boolean;
  charts?: string;
  output: string;
  root?: string;
}

export function buildCommand(): Command {
  return new Command("build")
    .summary("render, validate and package units into bundles")
    .description(
      "Renders, validates and packages units (or stacks; all when none is named) into DIR/<unit>-<version>/. Offline, and the same sources give the same bytes.",
    )
    .argument("[unit...]", "unit or stack ids")
    .addOption(new Option("--mode <mode>", "where the version comes from").choices(["stable", "hash", "custom"]).default("stable"))
    .option("--next", "stable: build the candidate vN+1 where the content is not the ledger's head")
    .option("--version <version>", "custom: the version, e.g. v1-alpha.1")
    .option("--out <dir>", "output directory (default: .release in the checkout)")
    .option("--infra-api <id>", "hash and custom: another infrastructure API of the provider")
    .option("--kubernetes <version>", "custom: another patch version, for machines with other images")
    .option("--vendor-charts", "put the archives of the addons' charts into the bundles; `cstack charts vendor` fetches them before")
    .option("--charts <dir>", "folder with those archives (default: .cstack/charts in the checkout)")
    .option("-o, --output <format>", "text, json or yaml", "text")
    .option("--root <dir>", "checkout to read (default: the one around the current directory)")
    .addHelpText("after", "\nExample:\n  cstack build docker-scs-1-36 --next --out /tmp/release")
    .action(run);
}

async function run(names: string[], flags: BuildFlags): Promise<void> {
  const format = parseFormat(flags.output);
  const root = findRoot(flags.root ?? process.cwd());
  const request = requestOf(flags, root);
  const threads = startThreads(root);
  const workspace = openWorkspace(root);
  const { built, diagnostics } = await buildInParallel(workspace, selectUnits(workspace, names), request, interruption(), threads);
  const errors = reportDiagnostics(diagnostics);
  printData(format, { units: built }, () =>
    textTable(
      ["UNIT", "VERSION", "KUBERNETES", "SIZE", "CONTENT", ""],
      built.map((unit) => [
        unit.unit,
        unit.state === "candidate" ? `${unit.version} (candidate)` : unit.version,
        `v${unit.kubernetes}`,
        formatBytes(unit.bytes),
        unit.contentHash.slice(0, 12),
        unit.cached ? "cached" : "built",
      ]),
    ),
  );
  if (errors > 0) throw findingsFailure(errors);
}

/** Aborted by Ctrl-C: the units under way are finished, so that nothing half-written stays; 130 is what shells expect then. */
function interruption(): AbortSignal {
  const controller = new AbortController();
  process.once("SIGINT", () => {
    controller.abort();
    process.exitCode = 130;
  });
  return controller.signal;
}

function requestOf(flags: BuildFlags, root: string): BuildRequest {
  if (flags.charts !== undefined && flags.vendorCharts !== true) throw usageFailure("--charts needs --vendor-charts.");
  if (flags.mode !== "custom" && (flags.version !== undefined || flags.kubernetes !== undefined)) {
    throw usageFailure("--version and --kubernetes need --mode custom.");
  }
  if (flags.mode === "stable" && flags.infraApi !== undefined) {
    throw usageFailure(
      "--infra-api needs --mode hash or custom: a stable name has no room for a variant, and another infrastructure kind is no legal rebase.",
    );
  }
  return {
    mode: flags.mode,
    next: flags.next === true,
    out: resolve(flags.out ?? join(root, ".release")),
    ...(flags.vendorCharts === true ? { charts: chartFolder(root, flags.charts) } : {}),
    ...(flags.version === undefined ? {} : { version: flags.version }),
    ...(flags.infraApi === undefined ? {} : { infrastructureApi: flags.infraApi }),
    ...(flags.kubernetes === undefined ? {} : { kubernetes: flags.kubernetes.replace(/^v/, "") }),
  };
}
