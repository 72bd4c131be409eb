import { setMaxListeners } from "node:events";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { redact } from "../process/redact.ts";
import { junitReport } from "./junit.ts";
import type { RunReport, Step, StepContext, StepRecord, StepResult } from "./step.ts";

export interface RunOptions {
  subject: string;
  lane: string;
  /** Where logs and reports are kept; it exists afterwards. */
  folder: string;
  /** Steps that passed in the folder's former run are not run again, unless they repeat. */
  resume?: boolean;
  /** Ends the step that runs; steps that take something down still run. */
  signal?: AbortSignal;
  onProgress?: (line: string) => void;
  /** Looks at what failed before anything is taken down, and says in one sentence why; the error's own message where it knows nothing. */
  onFailure?: (step: Step, error: Error) => Promise<string | undefined>;
}

/**
 * Runs steps in order. After the first failure, and where a step ends the run, only steps that take something down run; the others are skipped. Nothing is thrown: the report says it
 * all, in memory and as `report.json` and `junit.xml` in the folder.
 */
export async function runSteps(steps: readonly Step[], options: RunOptions): Promise<RunReport> {
  const { folder, subject, lane, signal, onProgress = () => {} } = options;
  mkdirSync(join(folder, "logs"), { recursive: true });
  const before = options.resume ? passedBefore(folder) : new Map<string, StepRecord>();
  const start = Date.now();
  const report: RunReport = { subject, lane, status: "running", seconds: 0, steps: [] };
  let ended: string | undefined;
  for (const step of steps) {
    const earlier = before.get(step.id);
    if (earlier !== undefined && !step.repeats && !step.always) report.steps.push(earlier);
    else if (ended !== undefined && !step.always) report.steps.push({ ...recordOf(step, "skipped", Date.now()), detail: `after ${ended}` });
    else {
      onProgress(`${step.title} …`);
      const { record, ends, error } = await runStep(step, {
        log: join(folder, "logs", `${step.id}.log`),
        signal: step.always ? undefined : signal,
      });
      report.steps.push(record);
      onProgress(`${record.status} after ${record.seconds} s: ${step.title}${record.detail === undefined ? "" : ` (${record.detail})`}`);
      if (error !== undefined && report.status !== "failed") {
        report.status = "failed";
        report.diagnosis = await diagnose(options, step, error);
      } else if (ends && report.status === "running") {
        report.status = "skipped";
        report.diagnosis = `${step.title}: ${record.detail}`;
      }
      if (error !== undefined || ends) ended ??= step.id;
    }
    report.seconds = secondsSince(start);
    save(report, folder);
  }
  if (report.status === "running") report.status = "passed";
  save(report, folder);
  return report;
}

/** The report of the last run in a folder. */
export function lastReport(folder: string): RunReport | undefined {
  const path = join(folder, "report.json");
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as RunReport) : undefined;
}

function passedBefore(folder: string): Map<string, StepRecord> {
  const steps = lastReport(folder)?.steps ?? [];
  return new Map(steps.filter(({ status }) => status === "passed").map((step) => [step.id, step]));
}

async function runStep(
  step: Step,
  { log, signal }: { log: string; signal: AbortSignal | undefined },
): Promise<{ record: StepRecord; ends?: boolean; error?: Error }> {
  const start = Date.now();
  const timeUp = AbortSignal.timeout(step.timeout);
  const context: StepContext = { log, signal: signal === undefined ? timeUp : AbortSignal.any([signal, timeUp]) };
  // A step waits for many things at a time.
  setMaxListeners(0, context.signal);
  try {
    const { status = "passed", detail, ends = false }: StepResult = (await step.run(context)) ?? {};
    return { ends, record: { ...recordOf(step, status, start), ...(detail === undefined ? {} : { detail }) } };
  } catch (thrown) {
    const error = endingOf(thrown, { signal, timeUp, step });
    return { record: { ...recordOf(step, "failed", start), detail: redact(error.message) }, error };
  }
}

/** The error of a step; where it was cut off, that says more than what its programs said to it. */
function endingOf(thrown: unknown, { signal, timeUp, step }: { signal: AbortSignal | undefined; timeUp: AbortSignal; step: Step }): Error {
  if (signal?.aborted) return new Error("interrupted");
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  return timeUp.aborted ? new Error(`not done after ${step.timeout / 1000} s: ${error.message}`) : error;
}

async function diagnose({ onFailure, signal }: RunOptions, step: Step, error: Error): Promise<string> {
  if (signal?.aborted) return `${step.title}: ${error.message}`;
  const found = await onFailure?.(step, error).catch(
    (reason: unknown) => `${error.message} (nothing more could be collected: ${String(reason)})`,
  );
  return redact(`${step.title}: ${found ?? error.message}`);
}

function recordOf({ id, title }: Step, status: StepRecord["status"], start: number): StepRecord {
  return { id, title, status, seconds: secondsSince(start) };
}

function secondsSince(start: number): number {
  return Math.round((Date.now() - start) / 100) / 10;
}

function save(report: RunReport, folder: string): void {
  const files = { "report.json": `${JSON.stringify(report, undefined, 2)}\n`, "junit.xml": junitReport(report) };
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(folder, `${name}.new`), text);
    renameSync(join(folder, `${name}.new`), join(folder, name));
  }
}
