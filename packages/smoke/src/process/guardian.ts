import { type ChildProcess, spawn } from "node:child_process";
import { claim, recordFile } from "./process-record.ts";

/**
 * Ends the processes of a run folder when whoever started them is gone, however that came: its input ends with the one who holds the other end. It is
 * a program of its own, so that nothing that happens to this process happens to it.
 */
const program = `
const fs = require("node:fs");
const [file, grace] = process.argv.slice(1);
const startOf = (pid) => {
  try {
    const stat = fs.readFileSync("/proc/" + pid + "/stat", "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
  } catch {}
};
const kill = (processes, signal) => {
  for (const { pid, started } of processes) {
    if (started !== undefined && startOf(pid) !== started) continue;
    try { process.kill(pid, signal); } catch {}
  }
};
process.on("SIGINT", () => {}).on("SIGTERM", () => {});
process.stdin.resume().on("close", () => {
  // Whoever goes on in the folder adds processes of his own: they are none of those.
  const processes = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, "utf8")).reverse() : [];
  kill(processes, "SIGTERM");
  setTimeout(() => kill(processes, "SIGKILL"), Number(grace));
});
`;

/** From the request to end until processes are killed, in milliseconds. */
const defaultGrace = 10_000;

const guardians = new Map<string, ChildProcess>();

/** Lets nothing that the folder remembers outlive this process. */
export function guardianOf(folder: string, grace = defaultGrace): ChildProcess {
  const known = guardians.get(folder);
  if (known?.exitCode === null) return known;
  claim(folder);
  const child = spawn(process.execPath, ["--eval", program, recordFile(folder), String(grace)], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
  });
  child.unref();
  // Waiting for the guardian would keep this process from its end.
  (child.stdin as unknown as { unref(): void }).unref();
  guardians.set(folder, child);
  return child;
}
