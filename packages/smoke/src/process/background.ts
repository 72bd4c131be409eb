import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { guardianOf } from "./guardian.ts";
import { isRunning, type RecordedProcess, recordProcess } from "./process-record.ts";
import { redact } from "./redact.ts";

/** A program that runs until it is stopped. */
export interface Service {
  name: string;
  program: string;
  args: readonly string[];
  environment?: Readonly<Record<string, string>>;
}

export interface RunningService {
  name: string;
  log: string;
  /** Rejects nothing: true while the process is there. */
  isRunning(): boolean;
  /** The last lines that it wrote, without secrets. */
  lastWords(): string;
}

const lastLines = 12;

/**
 * Starts a program that writes to `<folder>/logs/<name>.log` and is remembered in the folder; it runs until `stopRecorded` is
 * called for the folder, or this process ends in whatever way. Rejects where it cannot be started at all.
 */
export async function startService(folder: string, { name, program, args, environment = {} }: Service): Promise<RunningService> {
  const log = serviceLog(folder, name);
  mkdirSync(join(folder, "logs"), { recursive: true });
  guardianOf(folder);
  const output = openSync(log, "a");
  const child = spawn(program, args, { stdio: ["ignore", output, output], detached: true, env: { ...process.env, ...environment } });
  try {
    await once(child, "spawn");
  } finally {
    closeSync(output);
  }
  child.unref();
  const recorded: RecordedProcess = recordProcess(folder, name, child.pid!);
  return { name, log, isRunning: () => isRunning(recorded), lastWords: () => lastWords(log) };
}

/** Where a service of a run folder writes. */
export function serviceLog(folder: string, name: string): string {
  return join(folder, "logs", `${name}.log`);
}

function lastWords(log: string): string {
  return redact(readFileSync(log, "utf8").trimEnd().split("\n").slice(-lastLines).join("\n"));
}
