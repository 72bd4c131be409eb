import { execa } from "execa";

/** A program that runs beside a test. */
export interface RunningProgram {
  /** What it has written so far, to both outputs. */
  log: () => string;
  stop: () => Promise<unknown>;
}

export interface ProgramOptions {
  env?: Readonly<Record<string, string>>;
  /** Milliseconds after which it ends by itself; two minutes unless told. */
  lifetime?: number;
}

/** Starts a program that ends when it is stopped, when this process ends, or after its lifetime, whatever is first. */
export function startProgram(
  program: string,
  args: readonly string[],
  { env = {}, lifetime = 120_000 }: ProgramOptions = {},
): RunningProgram {
  const running = execa(program, args, { env, reject: false, all: true, buffer: false, timeout: lifetime, forceKillAfterDelay: 2_000 });
  let text = "";
  running.all.on("data", (chunk: Buffer) => {
    text += chunk.toString("utf8");
  });
  return {
    log: () => text,
    stop: () => {
      running.kill();
      return running;
    },
  };
}
