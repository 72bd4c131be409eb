import { basename } from "node:path";
import { execa } from "execa";
import { guardianOf } from "./guardian.ts";
import { LogFile } from "./log-file.ts";
import { forgetProcess, recordProcess } from "./process-record.ts";
import { ProgramFailure } from "./program-failure.ts";
import { redact } from "./redact.ts";

/** One call of a program: never a line for a shell. */
export interface Call {
  program: string;
  args: readonly string[];
  /** What it reads. */
  input?: string;
  environment?: Readonly<Record<string, string>>;
  folder?: string;
  /** In milliseconds; then it is ended, and killed if it does not end. */
  timeout: number;
  /** Ends it in the same way. */
  signal?: AbortSignal | undefined;
  /** A file to which the call and all that it prints are appended while it runs. */
  log?: string | undefined;
  /** A run folder that remembers it while it runs: where its caller is killed, it is ended as services are. For what goes on making things by itself. */
  remember?: string | undefined;
  /** Values that no log and no message shows, beside those that look like secrets. */
  secrets?: readonly string[];
}

/** From the request to end until the program is killed. */
const grace = 5_000;
const largestOutput = 256 * 1024 * 1024;

/** Runs a program and returns what it prints; rejects with a {@link ProgramFailure} where it ends otherwise than with 0. */
export async function runProgram(call: Call): Promise<string> {
  const { program, args, input, environment, folder, timeout, signal, log, remember, secrets = [] } = call;
  const cancellation = new AbortController();
  const running = execa(program, args, {
    ...(input === undefined ? { stdin: "ignore" as const } : { input }),
    ...(environment === undefined ? {} : { env: environment }),
    ...(folder === undefined ? {} : { cwd: folder }),
    cancelSignal: cancellation.signal,
    timeout,
    forceKillAfterDelay: grace,
    maxBuffer: largestOutput,
    reject: false,
    stripFinalNewline: false,
  });
  const cancel = (): void => cancellation.abort();
  // Of a program that could not be started Node knows the number 0, which as the target of a signal is everybody in this process's own group.
  if (running.pid !== undefined) {
    signal?.addEventListener("abort", cancel);
    if (signal?.aborted === true) cancel();
  }
  const forget = remembered(remember, basename(program), running.pid);
  const file = log === undefined ? undefined : new LogFile(log, secrets);
  file?.write(`$ ${[basename(program), ...args].join(" ")}\n`);
  for (const stream of [running.stdout, running.stderr]) stream?.on("data", (data: Buffer) => file?.write(data.toString()));
  const result = await running;
  signal?.removeEventListener("abort", cancel);
  file?.end();
  forget();
  if (!result.failed) return result.stdout;
  throw new ProgramFailure({
    program: basename(program),
    args: args.map((arg) => redact(arg, secrets)),
    exitCode: result.exitCode,
    ending: endingOf(result),
    said: redact((result.stderr || result.stdout || result.shortMessage || "").trim(), secrets),
  });
}

/** Lets a folder remember a process until what is returned is called. */
function remembered(folder: string | undefined, name: string, pid: number | undefined): () => void {
  if (folder === undefined || pid === undefined) return () => {};
  guardianOf(folder);
  const recorded = recordProcess(folder, name, pid);
  return () => forgetProcess(folder, recorded);
}

function endingOf({
  timedOut,
  isCanceled,
  exitCode,
}: {
  timedOut: boolean;
  isCanceled: boolean;
  exitCode?: number;
}): ProgramFailure["ending"] {
  if (isCanceled) return "cancelled";
  if (timedOut) return "timeout";
  return exitCode === undefined ? "not started or killed" : "exit code";
}
