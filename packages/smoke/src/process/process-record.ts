import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pauseFor } from "node:timers/promises";

/** A process that this package started, told from others that got its number later. */
export interface RecordedProcess {
  name: string;
  pid: number;
  /** When the kernel started it, in ticks since boot; absent where the system does not tell. */
  started?: string;
}

const ownerFile = "owner.json";
/** From the request to end until the process is killed, in milliseconds. */
const grace = 10_000;

/** Where a run folder remembers its processes. */
export function recordFile(folder: string): string {
  return join(folder, "processes.json");
}

/** The processes that a run folder remembers, in the order of their start. */
export function recordedProcesses(folder: string): RecordedProcess[] {
  const path = recordFile(folder);
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as RecordedProcess[]) : [];
}

/** Adds a process that runs to those that the folder remembers, so that whoever comes after a crash can stop it. */
export function recordProcess(folder: string, name: string, pid: number): RecordedProcess {
  const started = startOf(pid);
  const process: RecordedProcess = { name, pid, ...(started === undefined ? {} : { started }) };
  save(folder, [...recordedProcesses(folder), process]);
  return process;
}

/** Takes a process that has ended from what the folder remembers. */
export function forgetProcess(folder: string, { pid }: RecordedProcess): void {
  save(
    folder,
    recordedProcesses(folder).filter((process) => process.pid !== pid),
  );
}

/** Folders whose processes are being ended by this one. */
const stopping = new Set<string>();

/** Ends all processes that the folder remembers and that are still the ones it means, the last started first; their names. */
export async function stopRecorded(folder: string): Promise<string[]> {
  stopping.add(folder);
  try {
    const running = recordedProcesses(folder).filter(isRunning).toReversed();
    for (const process of running) await stopProcess(process);
    if (existsSync(recordFile(folder))) save(folder, []);
    return running.map(({ name }) => name);
  } finally {
    stopping.delete(folder);
  }
}

/** Whether a process that has ended was to run on: the folder remembers it, and nobody is ending what it remembers. */
export function isWanted(folder: string, pid: number | undefined): boolean {
  return !stopping.has(folder) && recordedProcesses(folder).some((process) => process.pid === pid);
}

/** Says that this process is at work in the folder; nobody else should stop what it made. */
export function claim(folder: string): void {
  const started = startOf(process.pid);
  const owner: RecordedProcess = { name: "runner", pid: process.pid, ...(started === undefined ? {} : { started }) };
  writeFileSync(join(folder, ownerFile), `${JSON.stringify(owner)}\n`);
}

/** Whether another process is at work in the folder. */
export function isClaimed(folder: string): boolean {
  const path = join(folder, ownerFile);
  if (!existsSync(path)) return false;
  const owner = JSON.parse(readFileSync(path, "utf8")) as RecordedProcess;
  return owner.pid !== process.pid && isRunning(owner);
}

/** Whether the process itself, not another of its number, is there and no zombie. */
export function isRunning({ pid, started }: RecordedProcess): boolean {
  if (started !== undefined) return startOf(pid) === started;
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Ends a process, and kills it if it does not end in time. */
export async function stopProcess(recorded: RecordedProcess): Promise<void> {
  if (!isRunning(recorded)) return;
  signal(recorded, "SIGTERM");
  const deadline = Date.now() + grace;
  while (isRunning(recorded) && Date.now() < deadline) await pauseFor(50);
  if (isRunning(recorded)) signal(recorded, "SIGKILL");
}

function signal({ pid }: RecordedProcess, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    // It has just ended by itself.
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** Start time of a process on Linux; undefined on other systems, for zombies, and where there is none. Source: proc(5), fields 3 and 22 of /proc/PID/stat. */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name in brackets may hold spaces and brackets.
    const [state, ...fields] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return state === "Z" ? undefined : fields[18];
  } catch {
    return undefined;
  }
}

/** In one step, so that a crash leaves the old or the new list. */
function save(folder: string, processes: readonly RecordedProcess[]): void {
  const path = recordFile(folder);
  writeFileSync(`${path}.new`, `${JSON.stringify(processes, undefined, 2)}\n`);
  renameSync(`${path}.new`, path);
}
