import { type Call, runProgram } from "../process/run-program.ts";

/** What all calls of a wrapper share: where the program is, the log of the step, and what cancels it. */
export interface ProgramScope {
  program: string;
  log?: string | undefined;
  signal?: AbortSignal | undefined;
  secrets?: readonly string[];
  /** See {@link Call}. */
  remember?: string | undefined;
}

export type CallOptions = Pick<Call, "input" | "environment" | "folder" | "timeout">;

/** Runs a program in its scope. */
export function runIn(scope: ProgramScope, args: readonly string[], options: CallOptions): Promise<string> {
  return runProgram({ ...scope, args, ...options });
}
