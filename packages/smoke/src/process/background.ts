import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, closeSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pauseFor } from "node:timers/promises";
import { guardianOf } from "./guardian.ts";
import { isRunning, isWanted, type RecordedProcess, recordProcess } from "./process-record.ts";
import { redact } from "./redact.ts";

/** A program that runs until it is stopped. */
export interface Service {
  name: string;
  program: string;
  args: readonly string[];
  environment?: Readonly<Record<string, string>>;
  /** How often it is started again where it ends without being asked to, as kubelet would. */
  restarts?: number;
}

export interface RunningService {
  name: string;
  log: string;
  /** Rejects nothing: true while the process is there, or is being started again. */
  isRunning(): boolean;
  /** The last lines that it wrote, without secrets. */
  lastWords(): string;
}

const lastLines = 12;
/** Before a service is started again, in milliseconds; twice as long each time, as what it needs may take a while to come. */
const firstPause = 250;

/**
 * Starts a program that writes to `<folder>/logs/<name>.log` and is remembered in the folder; it runs until `stopRecorded` is
 * called for the folder, or this process ends in whatever way. Rejects where it cannot be started at all.
 */
export async function startService(folder: string, service: Service): Promise<RunningService> {
  const log = serviceLog(folder, service.name);
  mkdirSync(join(folder, "logs"), { recursive: true });
  guardianOf(folder);
  const kept = new KeptProcess(folder, service, log);
  await kept.start();
  return { name: service.name, log, isRunning: () => kept.isRunning(), lastWords: () => lastWords(log) };
}

/** The process of a service, and those that come after it where it ends by itself. */
class KeptProcess {
  readonly #folder: string;
  readonly #service: Service;
  readonly #log: string;
  #restarts: number;
  #recorded: RecordedProcess | undefined;
  #isStarting = false;

  constructor(folder: string, service: Service, log: string) {
    this.#folder = folder;
    this.#service = service;
    this.#log = log;
    this.#restarts = service.restarts ?? 0;
  }

  async start(): Promise<void> {
    const { name, program, args, environment = {} } = this.#service;
    this.#isStarting = true;
    const output = openSync(this.#log, "a");
    try {
      const child = spawn(program, args, { stdio: ["ignore", output, output], detached: true, env: { ...process.env, ...environment } });
      child.once("exit", (code, signal) => this.#ended(child.pid, signal ?? `code ${code}`));
      await once(child, "spawn");
      child.unref();
      this.#recorded = recordProcess(this.#folder, name, child.pid!);
    } finally {
      closeSync(output);
      this.#isStarting = false;
    }
  }

  /** A process may be gone a moment before this one is told so; then the next one will come. */
  isRunning(): boolean {
    const recorded = this.#recorded;
    if (this.#isStarting) return true;
    if (recorded === undefined) return false;
    if (isRunning(recorded)) return true;
    return this.#restarts > 0 && isWanted(this.#folder, recorded.pid);
  }

  async #ended(pid: number | undefined, how: string): Promise<void> {
    const { name, restarts = 0 } = this.#service;
    if (this.#restarts === 0 || !isWanted(this.#folder, pid)) return;
    appendFileSync(this.#log, `cstack: ${name} ended with ${how} and is started again\n`);
    this.#isStarting = true;
    await pauseFor(firstPause * 2 ** (restarts - this.#restarts));
    this.#restarts -= 1;
    try {
      if (isWanted(this.#folder, pid)) await this.start();
    } catch (error) {
      this.#restarts = 0;
      appendFileSync(this.#log, `cstack: ${(error as Error).message}\n`);
    } finally {
      this.#isStarting = false;
    }
  }
}

/** Where a service of a run folder writes. */
export function serviceLog(folder: string, name: string): string {
  return join(folder, "logs", `${name}.log`);
}

function lastWords(log: string): string {
  return redact(readFileSync(log, "utf8").trimEnd().split("\n").slice(-lastLines).join("\n"));
}
