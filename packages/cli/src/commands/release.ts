import { planRelease, type ReleasePlan } from "@cstack/release";
import { Command } from "commander";
import { findingsFailure, reportDiagnostics } from "../failure.ts";
import { parseFormat, printData } from "../output.ts";
import { releasePlanMarkdown, releasePlanText } from "../release/plan-report.ts";
import { currentUnits, readBaselines, readChangesets, readStackPackages } from "../release/read-release.ts";
import { openWorkspace } from "../workspace.ts";

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
    .addCommand(planCommand());
}

function planCommand(): Command {
  return new Command("plan")
    .summary("every unit beside its last release, and what changesets declare")
    .description(
      `Compares every unit with its last release: what is refused, what rolls in the Clusters stored with that release, variables, addons,
Kubernetes, node image. With --check it fails where a changeset declares less than that, is missing, or changes nothing.`,
    )
    .option("--check", "exit 1 where changesets do not fit the content")
    .option("--date <date>", "day to judge ends of life by", today())
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

/** Findings that only a check is about: somebody who plans may still write the changeset. */
const changesetCodes: ReadonlySet<string> = new Set(["CS6010", "CS6011", "CS6012"]);

/** The day in UTC: `2026-11-21`. */
function today(): string {
  return new Date().toISOString().slice(0, 10);
}
