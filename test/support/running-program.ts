import { execa } from "execa";

/** A program that runs beside a test. */
export interface RunningProgram {
  /** What it has written so far, to both outputs. */
  log: () => string;
  stop: () => Promise<unknown>;
}

/** Starts a program that ends when it is stopped, when this process ends, or after two minutes, whatever is first. */
export function startProgram(program: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): RunningProgram {
  const running = execa(program, args, { env, reject: false, all: true, buffer: false, timeout: 120_000, forceKillAfterDelay: 2_000 });
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
