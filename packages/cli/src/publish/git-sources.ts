import { spawnSync } from "node:child_process";
import { readTarGzFiles } from "@cstack/bundle";
import { isSourceFile, parseRepository, type Repository } from "@cstack/generator";
import { hasErrors } from "@cstack/model";
import { CommandFailure, exitCodes, findingsFailure, reportDiagnostics } from "../failure.ts";

/** The commit that added each file below stacks/, the newest first time it was added; paths from the folder that is the checkout. */
export function addedBy(root: string): Map<string, string> {
  const log = git(root, ["log", "--diff-filter=A", "--no-renames", "--name-only", "--relative", "--format=commit %H", "--", "stacks"]);
  const commits = new Map<string, string>();
  let commit = "";
  for (const line of log.toString("utf8").split("\n")) {
    if (line.startsWith("commit ")) commit = line.slice("commit ".length);
    else if (line !== "" && !commits.has(line)) commits.set(line, commit);
  }
  return commits;
}

/** The sources as a commit has them, read from git without a checkout of it: an interrupted run leaves nothing behind. */
export function sourcesOf(root: string, commit: string): Repository {
  const prefix = git(root, ["rev-parse", "--show-prefix"]).toString("utf8").trim();
  const present = git(root, ["ls-tree", "--name-only", `${commit}:${prefix}`])
    .toString("utf8")
    .split("\n");
  const folders = ["stacks", "providers", "addons"].filter((folder) => present.includes(folder));
  const archive = readTarGzFiles(git(root, ["archive", "--format=tar.gz", commit, "--", ...folders]), archiveLimits);
  const files = new Map<string, string>();
  for (const path of [...archive.keys()].sort()) if (isSourceFile(path)) files.set(path, Buffer.from(archive.get(path)!).toString("utf8"));
  const { repository, diagnostics } = parseRepository({ files });
  if (hasErrors(diagnostics)) throw findingsFailure(reportDiagnostics(diagnostics));
  return repository;
}

/** Baselines make the tree of a commit larger than any chart. */
const archiveLimits = { maxBytes: 512 * 1024 * 1024, maxEntries: 100_000 };

function git(root: string, args: readonly string[]): Buffer {
  const { status, stdout, stderr, error } = spawnSync("git", args, { cwd: root, maxBuffer: 512 * 1024 * 1024 });
  if (error !== undefined) throw new CommandFailure(exitCodes.environment, `git cannot be run: ${error.message}`);
  if (status !== 0) throw new CommandFailure(exitCodes.environment, `git ${args[0]} failed: ${stderr.toString("utf8").trim()}`);
  return stdout;
}
