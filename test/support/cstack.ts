import { type ChildProcess, fork, spawnSync } from "node:child_process";
import { join } from "node:path";
import { root } from "./repository.ts";

/** How a command ended and what it printed. */
export interface CommandRun {
  status: number | null;
  stdout: string;
  stderr: string;
}

export interface CommandOptions {
  /** Where it is called; the repository unless told. */
  cwd?: string;
  /** Variables beside those of this process. */
  env?: Record<string, string>;
}

const program = join(root, "packages/cli/bin/cstack.mjs");

/**
 * Runs cstack as a process of its own: for what is about processes, such as standard input, exit codes, time zones and interruptions.
 * @param umask as the shell takes it
 */
export function cstackProcess(
  args: readonly string[],
  { cwd = root, env = {}, input = "", umask }: CommandOptions & { input?: string; umask?: string } = {},
): CommandRun {
  const command = [process.execPath, program, ...args];
  const [file = "", ...rest] = umask === undefined ? command : ["sh", "-c", `umask ${umask}; exec "$@"`, "sh", ...command];
  const { status, stdout, stderr } = spawnSync(file, rest, {
    cwd,
    input,
    encoding: "utf8",
    timeout: 60_000,
    maxBuffer: 64 * 1024 * 1024,
    env: environment(env),
  });
  return { status, stdout, stderr };
}

/** Runs cstack as it was built, in a process that stays: starting one costs more than most commands do. */
export function cstack(args: readonly string[], { cwd = root, env = {} }: CommandOptions = {}): Promise<CommandRun> {
  return new Promise((resolve, reject) => {
    const id = ++asked;
    waiting.set(id, { resolve, reject });
    server().send({ id, args, cwd, env: environment(env) });
  });
}

function environment(env: Record<string, string>): NodeJS.ProcessEnv {
  return { ...process.env, NO_COLOR: "1", FORCE_COLOR: undefined, ...env };
}

let asked = 0;
let running: ChildProcess | undefined;
const waiting = new Map<number, { resolve: (run: CommandRun) => void; reject: (error: Error) => void }>();

/** The process for all tests of this thread; it ends with the thread, which closes its channel. */
function server(): ChildProcess {
  if (running !== undefined) return running;
  const started = fork(join(root, "test/support/command-server.mjs"), { execArgv: [], stdio: ["ignore", "inherit", "inherit", "ipc"] });
  started.on("message", ({ id, ...run }: CommandRun & { id: number }) => {
    waiting.get(id)?.resolve(run);
    waiting.delete(id);
  });
  started.on("exit", (code) => {
    running = undefined;
    for (const { reject } of waiting.values()) reject(new Error(`the process for commands ended with ${code}`));
    waiting.clear();
  });
  started.unref();
  started.channel?.unref();
  running = started;
  return started;
}
