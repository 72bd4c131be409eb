import { run } from "./run.ts";

/** As the shell says it of a program that SIGPIPE ended; Node ignores that signal. */
const endedByPipe = 141;
let readerIsGone = false;

/** Whoever reads has seen enough, as `head` has: commands that take something down when they are interrupted do so, others end. */
function onOutputError(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
  if (process.listenerCount("SIGINT") === 0) process.exit(endedByPipe);
  if (!readerIsGone) process.emit("SIGINT");
  readerIsGone = true;
}

process.stdout.on("error", onOutputError);
process.stderr.on("error", onOutputError);
const exitCode = await run(process.argv.slice(2));
// A command that was interrupted has said so already.
process.exitCode ??= exitCode;
