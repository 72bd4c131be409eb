export { findProgram as findTool } from "@cstack/smoke";

/** Says on standard error that a part of a lane cannot run, in the one form of all lanes. */
export function skipped(lane: string, missing: string, how: string): void {
  process.stderr.write(`SKIPPED ${lane}: ${missing}, ${how}\n`);
}
