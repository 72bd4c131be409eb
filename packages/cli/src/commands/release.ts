import { judgeLedger, planRelease, type ReleasePlan, withdrawRelease } from "@cstack/release";
import { Command } from "commander";
import { findingsFailure, reportDiagnostics } from "../failure.ts";
import { parseFormat, printData } from "../output.ts";
import { preparedText, releasePlanMarkdown, releasePlanText } from "../release/plan-report.ts";
import { planLedger } from "../release/prepare.ts";
import { currentUnits, readBaselines, readChangesets, readStackPackages } from "../release/read-release.ts";
import { dateOption } from "../today.ts";
import { openWorkspace } from "../workspace.ts";
import { writeFiles } from "../write-files.ts";

interface PlanFlags {
  check?: boolean;
  date: string;
  output: string;
  root?: string;
}

export function releaseCommand(): Command {
  return new Command("release")
    .summary("what a release changes for existing Clusters, and the ledger")
    .description("Compares units with their last releases by content, and writes the ledger. Offline.")
    .addHelpText("after", "\nExamples:\n  cstack release plan\n  cstack release plan --check -o markdown")
    .addCommand(planCommand())
    .addCommand(prepareCommand())
    .addCommand(withdrawCommand());
}

function planCommand(): Command {
  return new Command("plan")
    .summary("every unit beside its last release, and what changesets declare")
    .description(
      `Compares every unit with its last release: what is refused, what rolls in the Clusters stored with that release, variables, addons,
Kubernetes, node image. With --check it fails where a changeset declares less than that, is missing, or changes nothing.`,
    )
    .option("--check", "exit 1 where changesets do not fit the content")
    .addOption(dateOption("day to judge ends of life by"))
    .option("-o, --output <format>", "text, json, yaml or markdown", "text")
    .option("--root <dir>", "checkout to read (default: the one around the current directory)")
    .action(runPlan);
}

function runPlan(flags: PlanFlags): void {
  const markdown = flags.output === "markdown";
  const format = parseFormat(markdown ? "text" : flags.output);
  const workspace = openWorkspace(flags.root);
  const { plan, diagnostics } = planRelease({
    repository: workspace.repository,
    units: currentUnits(workspace),
    baselines: readBaselines(workspace.root, workspace.repository),
    stacks: readStackPackages(workspace.root, workspace.repository),
    changesets: readChangesets(workspace.root),
    today: flags.date,
  });
  printData(format, plan satisfies ReleasePlan, () => (markdown ? releasePlanMarkdown(plan) : releasePlanText(plan)));
  const judged = flags.check === true ? diagnostics : diagnostics.filter(({ code }) => !changesetCodes.has(code));
  const errors = reportDiagnostics(judged);
  if (errors > 0) throw findingsFailure(errors);
}

interface PrepareFlags {
  beta?: boolean;
  dryRun?: boolean;
  date: string;
  output: string;
  root?: string;
}

function prepareCommand(): Command {
  return new Command("prepare")
    .summary("the next entry of the ledger for every unit that changed")
    .description(
      `Run after changeset version. Writes, for every unit whose content changed, the next entry of the ledger with the digests of its artifacts, the
baseline that the release after it is compared with, and the unit's changelog; and a notice for every unit that is not made any more. Entries are
only added. Offline; a run that was interrupted is finished by the next one.`,
    )
    .option("--beta", "pre-releases, vN-beta.M: compared with the last stable release, without a baseline")
    .option("--dry-run", "say what would be written, and write nothing")
    .addOption(dateOption("day of the release"))
    .option("-o, --output <format>", "text, json or yaml", "text")
    .option("--root <dir>", "checkout to write to (default: the one around the current directory)")
    .addHelpText("after", "\nExample:\n  npx changeset version && npx cstack release prepare")
    .action(runPrepare);
}

function runPrepare(flags: PrepareFlags): void {
  const format = parseFormat(flags.output);
  const workspace = openWorkspace(flags.root);
  const { prepared, diagnostics } = planLedger(workspace, { date: flags.date, channel: flags.beta === true ? "beta" : "stable" });
  const errors = reportDiagnostics(diagnostics);
  if (prepared === undefined || errors > 0) throw findingsFailure(errors);
  const { files, releases, retired } = prepared;
  if (flags.dryRun !== true) writeFiles(workspace.root, files);
  printData(format, { releases, retired, files: [...files.keys()] }, () => preparedText(prepared));
}

interface WithdrawFlags {
  reason: string;
  instead?: string;
  date: string;
  root?: string;
}

function withdrawCommand(): Command {
  return new Command("withdraw")
    .summary("say of a release that it should not be used any more")
    .description(
      `Adds a notice beside the entry of a release, with what to use instead. The entry and its artifacts stay, because Clusters run with them; the
catalog and the unit's changelog say it, and no upgrade leads there any more. Offline.`,
    )
    .argument("<release>", "its name, e.g. openstack-scs-1-36-v3")
    .requiredOption("--reason <text>", "what is wrong with it, for those who use it")
    .option("--instead <version>", "what to use (default: the unit's newest release after it)")
    .addOption(dateOption("day of the notice"))
    .option("--root <dir>", "checkout to write to (default: the one around the current directory)")
    .addHelpText("after", '\nExample:\n  cstack release withdraw openstack-scs-1-36-v3 --reason "Nodes do not join behind a proxy."')
    .action(runWithdraw);
}

function runWithdraw(release: string, { root, ...flags }: WithdrawFlags): void {
  const workspace = openWorkspace(root);
  const damaged = judgeLedger(workspace.repository);
  const { value: files, diagnostics } = withdrawRelease(workspace.repository, { release, ...flags });
  const errors = reportDiagnostics([...damaged, ...diagnostics]);
  if (files === undefined || errors > 0) throw findingsFailure(errors);
  writeFiles(workspace.root, files);
  process.stdout.write(`${[...files.keys()].join("\n")}\n`);
}

/** Findings that only a check is about: somebody who plans may still write the changeset. */
const changesetCodes: ReadonlySet<string> = new Set(["CS6010", "CS6011", "CS6012"]);
