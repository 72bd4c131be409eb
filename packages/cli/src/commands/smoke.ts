import { basename, join, resolve } from "node:path";
import { isClaimed, lastReport, type RunReport, rememberedRun, runFolders, runKindLane } from "@cstack/smoke";
import { Command } from "commander";
import { CommandFailure, exitCodes, usageFailure } from "../failure.ts";
import { parseFormat, printData, textTable } from "../output.ts";
import { cleanUpRuns } from "../smoke/clean-up.ts";
import { lanePrograms } from "../smoke/lane-programs.ts";
import { type SubjectOptions, smokeSubject } from "../smoke/subject.ts";
import { findRoot, openWorkspace, selectOneUnit } from "../workspace.ts";

interface SmokeFlags {
  cluster?: string;
  nodeImage?: string;
  machines?: string;
  vendorCharts?: boolean;
  charts?: string;
  keep?: boolean;
  resume?: boolean;
  cleanup?: boolean;
  output: string;
  root?: string;
}

export function smokeCommand(): Command {
  return new Command("smoke")
    .summary("a real cluster of a unit, looked at, changed, and taken down again")
    .description(
      "Makes a management cluster with kind, installs a unit's bundle as a CSP would, creates a Cluster whose machines are containers of this machine's " +
        "Docker, delivers addons in stages, looks at what a cluster must do, adds a worker, upgrades it to the next minor, deletes it, and takes everything " +
        "down. What cannot be tried here (an image that cannot be had, say) is skipped with the reason. Logs, report.json and junit.xml are in " +
        ".cstack/runs/. Uses the network only to pull images that this machine's Docker does not have.",
    )
    .argument("[unit]", "unit id; --resume and --cleanup need none")
    .option("--cluster <file>", "the Cluster to make, instead of the bundle's sample; its name and class are set")
    .option("--node-image <image>", "one image for all machines, instead of that of the version")
    .option("--machines <numbers>", "machines of the control plane and workers, as 3+2; from 3 on, one is lost and replaced")
    .option("--vendor-charts", "deliver addons of other people's charts, too; `cstack charts vendor` fetches them before")
    .option("--charts <dir>", "folder with those charts (default: .cstack/charts in the checkout)")
    .option("--keep", "leave the cluster to you in the end, until --resume or --cleanup; its controllers come back with --resume")
    .option("--resume", "go on with the last run, which was interrupted or kept")
    .option("--cleanup", "stop and remove all that runs in this checkout have left behind")
    .option("-o, --output <format>", "text, json or yaml", "text")
    .option("--root <dir>", "checkout to read (default: the one around the current directory)")
    .addHelpText("after", "\nExamples:\n  cstack smoke docker-scs-1-36\n  cstack smoke docker-scs-1-36 --keep\n  cstack smoke --cleanup")
    .action(run);
}

async function run(name: string | undefined, flags: SmokeFlags): Promise<void> {
  const format = parseFormat(flags.output);
  const runs = join(flags.root === undefined ? findRoot(process.cwd()) : findRoot(flags.root), ".cstack", "runs");
  if (flags.cleanup === true) return cleanUpRuns(runs, format);
  const folder = flags.resume === true ? lastRun(runs, name) : undefined;
  const unit = name ?? (folder === undefined ? undefined : rememberedRun(folder)?.subject);
  if (unit === undefined) throw usageFailure("Name a unit, as in cstack smoke docker-scs-1-36.");
  const report = await smoke(unit, folder ?? newRun(runs, unit), flags);
  printData(format, report, () => reportText(report));
  if (report.status === "failed") throw new CommandFailure(exitCodes.findings, "A step failed; the first line of the report says why.");
  if (report.status === "skipped") throw new CommandFailure(exitCodes.environment, `SKIPPED kind: ${report.diagnosis}`);
}

async function smoke(unit: string, folder: string, flags: SmokeFlags): Promise<RunReport> {
  const workspace = openWorkspace(flags.root);
  const key = selectOneUnit(workspace, unit);
  const subject = await smokeSubject(workspace, key, folder, subjectOptions(flags));
  const programs = await lanePrograms(subject.managers);
  process.stderr.write(`run: ${folder}\n`);
  const { keep = false, resume = false } = flags;
  const onProgress = (line: string): void => void process.stderr.write(`${line}\n`);
  return runKindLane(subject, { folder, programs, keep, resume, signal: interruption(), onProgress });
}

function subjectOptions({ cluster, nodeImage, machines, vendorCharts, charts }: SmokeFlags): SubjectOptions {
  return {
    ...(machines === undefined ? {} : { machines: machinesOf(machines) }),
    ...(cluster === undefined ? {} : { cluster: resolve(cluster) }),
    ...(nodeImage === undefined ? {} : { nodeImage }),
    ...(vendorCharts === true || charts !== undefined ? { charts: charts ?? true } : {}),
  };
}

function machinesOf(text: string): { controlPlane: number; workers: number } {
  const [, controlPlane, workers] = /^([1-9]\d?)\+(\d\d?)$/.exec(text) ?? [];
  if (controlPlane === undefined || Number(controlPlane) % 2 === 0)
    throw usageFailure(`"${text}" is no number of machines; write 1+1 or 3+2, with an odd number for the control plane.`);
  return { controlPlane: Number(controlPlane), workers: Number(workers) };
}

/** Runs of this command, beside those of tests. */
const ownRun = /^\d{8}T\d{6}-/;

/** The newest run that can be gone on with. */
function lastRun(runs: string, unit: string | undefined): string {
  const folder = runFolders(runs).findLast((each) => {
    const names = rememberedRun(each);
    return names !== undefined && ownRun.test(basename(each)) && (unit === undefined || names.subject === unit);
  });
  if (folder === undefined) throw usageFailure("There is no run to go on with.");
  if (isClaimed(folder)) throw usageFailure(`The run ${folder} is still going on.`);
  const { steps = [] } = lastReport(folder) ?? {};
  if (steps.at(-1)?.id === "down") throw usageFailure(`The run ${folder} is over, and all that it made was taken down.`);
  return folder;
}

/** A folder whose name sorts after those of earlier runs. */
function newRun(runs: string, unit: string): string {
  const time = new Date().toISOString().replace(/[-:]|\..*$/g, "");
  return join(runs, `${time}-${unit}`);
}

function reportText({ steps, seconds, status, diagnosis }: RunReport): string {
  const rows = steps.map((step) => [step.title, step.status, `${step.seconds}`, (step.detail ?? "").split("\n")[0] ?? ""]);
  const why = diagnosis === undefined ? "" : `: ${diagnosis.replaceAll("\n", " ")}`;
  return `${status} after ${Math.round(seconds)} s${why}\n\n${textTable(["STEP", "RESULT", "SECONDS", ""], rows)}`;
}

/**
 * Aborted by the first Ctrl-C: what was made is taken down then, whatever comes later. Listeners stay, since execa ends a process that nobody listens in any
 * more at once (signal-exit 4.1.0, dist/mjs/index.js).
 */
function interruption(): AbortSignal {
  const controller = new AbortController();
  const interrupt = (): void => {
    if (controller.signal.aborted) return;
    process.stderr.write("interrupted: taking everything down …\n");
    controller.abort();
    process.exitCode = 130;
  };
  process.on("SIGINT", interrupt).on("SIGTERM", interrupt);
  return controller.signal;
}
