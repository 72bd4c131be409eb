import { resolve } from "node:path";
import { resolveUnit, type Unit } from "@cstack/generator";
import { lastRelease, retirementOf, supportStatus, versionDeadlines, withdrawalOf } from "@cstack/release";
import { Command } from "commander";
import { addonMatrix, addonTable } from "../addon-matrix.ts";
import { builtReleases } from "../built-releases.ts";
import { factStates } from "../fact-states.ts";
import { reportDiagnostics } from "../failure.ts";
import { formatBytes, type OutputFormat, parseFormat, printData, textTable } from "../output.ts";
import { dateOption } from "../today.ts";
import { openWorkspace, type Workspace } from "../workspace.ts";

interface ListFlags {
  addons?: boolean;
  facts?: boolean;
  deadlines?: boolean;
  date: string;
  built?: string | true;
  output: string;
  root?: string;
}

export function listCommand(): Command {
  return new Command("list")
    .summary("units with Kubernetes version, release and support status")
    .description("Lists the units of the checkout: Kubernetes version, newest release, support status by date.")
    .option("--addons", "every addon with its chart version by minor, the state of the digest, and who ships it")
    .option("--facts", "facts that are incomplete, and where they stand")
    .option("--deadlines", "the four deadlines of the SCS Kubernetes version policy for every unit")
    .addOption(dateOption("day to judge support and deadlines by"))
    .option("--built [dir]", "bundles in an output directory (default: .release), with sizes, hashes and how to install")
    .option("-o, --output <format>", "text, json or yaml", "text")
    .option("--root <dir>", "checkout to read (default: the one around the current directory)")
    .addHelpText("after", "\nExample:\n  cstack list --addons")
    .action(run);
}

function run(flags: ListFlags): void {
  const format = parseFormat(flags.output);
  const workspace = openWorkspace(flags.root);
  if (flags.built !== undefined) listBuilt(workspace, flags, format);
  else if (flags.deadlines === true) listDeadlines(workspace, flags.date, format);
  else if (flags.facts === true) listFacts(workspace, format);
  else if (flags.addons === true) listAddons(workspace, format);
  else listUnits(workspace, flags.date, format);
}

function listFacts(workspace: Workspace, format: OutputFormat): void {
  const states = factStates(workspace.repository);
  const rows = states.map((state) => [state.file, state.fact, state.version, state.missing.join(", ") || "-"]);
  printData(format, { facts: states }, () => textTable(["FILE", "FACT", "VERSION", "MISSING"], rows));
}

function listAddons({ repository, units: keys }: Workspace, format: OutputFormat): void {
  const units = keys.flatMap((key) => {
    const { unit, diagnostics } = resolveUnit(repository, key);
    reportDiagnostics(diagnostics);
    return unit ?? [];
  });
  const addons = addonMatrix(repository, units);
  const { head, rows } = addonTable(addons);
  printData(format, { addons }, () => textTable(head, rows));
}

function listDeadlines({ repository, units: keys }: Workspace, date: string, format: OutputFormat): void {
  const deadlines = keys.flatMap((key) => {
    const { unit, diagnostics } = resolveUnit(repository, key);
    reportDiagnostics(diagnostics);
    return unit === undefined ? [] : versionDeadlines(unit.id, unit.stack, unit.kubernetes, date);
  });
  const rows = deadlines.map(({ unit, rule, due, state, detail }) => [unit, rule, due ?? "-", state, detail]);
  printData(format, { deadlines }, () => textTable(["UNIT", "RULE", "DAY", "STATE", "DETAIL"], rows));
}

function listUnits(workspace: Workspace, date: string, format: OutputFormat): void {
  const units = [...unitRows(workspace, date), ...retiredRows(workspace)];
  const rows = units.map((unit) => [unit.unit, `v${unit.kubernetes}`, unit.release ?? "none yet", unit.support, unit.endOfLife]);
  printData(format, { units }, () => textTable(["UNIT", "KUBERNETES", "RELEASE", "SUPPORT", "END OF LIFE"], rows));
}

function unitRows(workspace: Workspace, date: string) {
  return workspace.units.flatMap((key) => {
    const { unit, diagnostics } = resolveUnit(workspace.repository, key);
    reportDiagnostics(diagnostics);
    if (unit === undefined) return [];
    const { version, endOfLife } = unit.kubernetes;
    return [
      {
        unit: unit.id,
        kubernetes: version,
        release: newestRelease(unit),
        support: supportStatus(endOfLife, date, retirementOf(unit.stack, unit.id) !== undefined),
        endOfLife,
        addons: Object.fromEntries(unit.addons.map(({ addon, version: chosen }) => [addon.data.id, chosen.chart])),
      },
    ];
  });
}

/** The newest release, and whether it should not be used. */
function newestRelease({ stack, id }: Unit): string | undefined {
  const version = lastRelease(stack, id)?.data.version;
  if (version === undefined) return undefined;
  return withdrawalOf(stack, id, version) === undefined ? version : `${version} (withdrawn)`;
}

/** Units that only the ledger knows any more. */
function retiredRows({ repository, units }: Workspace) {
  const present = new Set(units.map(({ id }) => id));
  return [...repository.stacks.values()].flatMap((stack) =>
    [...stack.releases].flatMap(([unit, releases]) => {
      const last = releases.at(-1)?.data;
      if (last === undefined || present.has(unit)) return [];
      const { kubernetes, version: release, endOfLife = "-", addons = {} } = last;
      return [{ unit, kubernetes, release, support: "retired", endOfLife, addons }];
    }),
  );
}

function listBuilt(workspace: Workspace, flags: ListFlags, format: OutputFormat): void {
  const out = resolve(workspace.root, typeof flags.built === "string" ? flags.built : ".release");
  const releases = builtReleases(
    out,
    workspace.units.map((unit) => unit.id),
    workspace.repository,
  );
  printData(format, { out, releases }, () => {
    const rows = releases.map((release) => [
      release.release,
      release.state,
      `v${release.kubernetes}`,
      formatBytes(release.bytes),
      release.contentHash.slice(0, 12),
    ]);
    const [first] = releases;
    const install =
      first === undefined
        ? ""
        : `\nInstall one: kubectl apply --server-side -f ${out}/${first.release}/class.yaml, or give clusterstack.yaml to the operator; its README.md says how.\n`;
    return `${textTable(["RELEASE", "STATE", "KUBERNETES", "SIZE", "CONTENT"], rows)}${install}`;
  });
}
