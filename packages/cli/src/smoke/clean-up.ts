import { join } from "node:path";
import { findProgram, isClaimed, ProgramFailure, runFolders, takeDown } from "@cstack/smoke";
import { CommandFailure, exitCodes } from "../failure.ts";
import { type OutputFormat, printData } from "../output.ts";

/** Stops and removes what runs of a checkout have left behind, but for those that are still going on; says what that was. */
export async function cleanUpRuns(runs: string, format: OutputFormat): Promise<void> {
  const removed: { run: string; removed: string[] }[] = [];
  for (const folder of runFolders(runs)) {
    if (isClaimed(folder)) {
      process.stderr.write(`${folder} is still going on, and is left alone\n`);
      continue;
    }
    const programs = { docker: findProgram("docker") ?? "docker", kind: findProgram("kind") ?? "kind" };
    const context = { log: join(folder, "logs", "cleanup.log"), signal: AbortSignal.timeout(10 * 60_000) };
    removed.push({ run: folder, removed: await takeDown(folder, programs, context).catch(asFailure) });
  }
  printData(format, { runs: removed }, () => {
    const lines = removed.filter((each) => each.removed.length > 0).map((each) => `${each.run}: ${each.removed.join(", ")}\n`);
    return lines.length === 0 ? "Nothing was left behind.\n" : lines.join("");
  });
}

/** Docker or kind that do not answer are no defect of the command. */
function asFailure(error: unknown): never {
  throw error instanceof ProgramFailure ? new CommandFailure(exitCodes.environment, error.message) : error;
}
