import { basename, join } from "node:path";
import { isClaimed, lastReport, type RunReport, type RunRequest, rememberedRun, runFolders, runKindLane } from "@cstack/smoke";
import { Command } from "commander";
import { CommandFailure, exitCodes, usageFailure } from "../failure.ts";
import { parseFormat, printData, textTable } from "../output.ts";
import { cleanUpRuns } from "../smoke/clean-up.ts";
import { lanePrograms } from "../smoke/lane-programs.ts";
import { type RequestFlags, requestOf, resumedRequest } from "../smoke/run-request.ts";
import { smokeSubject } from "../smoke/subject.ts";
import { findRoot, openWorkspace, selectOneUnit } from "../workspace.ts";

interface SmokeFlags extends RequestFlags {
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
    .option("--resume", "go on with the last run, which was interrupted or kept, with the options it was started with")
    .option("--cleanup", "stop and remove all that runs in this checkout have left behind")
    .option("-o, --output <format>", "text, json or yaml", "text")
    .option("--root <dir>", "checkout to read (default: the one around the current directory)")
    .addHelpText("after", "\nExamples:\n  cstack smoke docker-scs-1-36\n  cstack smoke docker-scs-1-36 --keep\n  cstack smoke --cleanup")
    .action(run);
}

async function run(name: string | undefined, flags: SmokeFlags): Promise<void> {
  const format = parseFormat(flags.output);
  const root = findRoot(flags.root ?? process.cwd());
  const runs = join(root, ".cstack", "runs");
  if (flags.cleanup === true) return cleanUpRuns(runs, format);
  const given = requestOf(root, flags);
  const planned = flags.resume === true ? lastRun(runs, name, given) : newRun(runs, name, given);
  const report = await smoke(planned, flags);
  printData(format, report, () => reportText(report));
  if (report.status === "failed") throw new CommandFailure(exitCodes.findings, "A step failed; the first line of the report says why.");
  if (report.status === "skipped") throw new CommandFailure(exitCodes.environment, `SKIPPED kind: ${report.diagnosis}`);
}

/** A run before it starts, or starts again. */
interface PlannedRun {
  unit: string;
  folder: string;
  request: RunRequest;
}

async function smoke({ unit, folder, request }: PlannedRun, flags: SmokeFlags): Promise<RunReport> {
  const workspace = openWorkspace(flags.root);
  const key = selectOneUnit(workspace, unit);
  const subject = await smokeSubject(workspace, key, folder, request);
  const programs = await lanePrograms(subject.managers);
  process.stderr.write(`run: ${folder}\n`);
  const { keep = false, resume = false } = flags;
  const onProgress = (line: string): void => void process.stderr.write(`${line}\n`);
  return runKindLane(subject, { folder, programs, keep, resume, signal: interruption(), onProgress });
}

/** Runs of this command, beside those of tests. */
const ownRun = /^\d{8}T\d{6}-/;

/** The newest run that can be gone on with. */
function lastRun(runs: string, unit: string | undefined, given: RunRequest): PlannedRun {
  const remembered = runFolders(runs).flatMap((folder) => {
    const names = ownRun.test(basename(folder)) ? rememberedRun(folder) : undefined;
    return names === undefined || (unit !== undefined && names.subject !== unit) ? [] : [{ folder, names }];
  });
  const last = remembered.at(-1);
  if (last === undefined) throw usageFailure("There is no run to go on with.");
  const { folder, names } = last;
  if (isClaimed(folder)) throw usageFailure(`The run ${folder} is still going on.`);
  const { steps = [] } = lastReport(folder) ?? {};
  if (steps.at(-1)?.id === "down") throw usageFailure(`The run ${folder} is over, and all that it made was taken down.`);
  return { unit: names.subject, folder, request: resumedRequest(names, given) };
}

/** A run in a folder whose name sorts after those of earlier ones. */
function newRun(runs: string, unit: string | undefined, request: RunRequest): PlannedRun {
  if (unit === undefined) throw usageFailure("Name a unit, as in cstack smoke docker-scs-1-36.");
  const time = new Date().toISOString().replace(/[-:]|\..*$/g, "");
  return { unit, folder: join(runs, `${time}-${unit}`), request };
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
