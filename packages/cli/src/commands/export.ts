import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { exportTree } from "@cstack/bundle";
import { versionToken } from "@cstack/release";
import { Command } from "commander";
import { usageFailure } from "../failure.ts";
import { openWorkspace, renderOrFail, resolveOrFail, selectOneUnit } from "../workspace.ts";

export function exportCommand(): Command {
  return new Command("export")
    .summary("a unit as an upstream-style tree")
    .description("Writes a unit as a tree with csctl.yaml, for people who keep such trees. The directory must not exist.")
    .argument("<unit>", "unit id")
    .requiredOption("--tree <dir>", "directory to write")
    .option("--root <dir>", "checkout to read (default: the one around the current directory)")
    .addHelpText("after", "\nExample:\n  cstack export docker-scs-1-36 --tree /tmp/docker-scs && cstack create /tmp/docker-scs -m hash")
    .action(run);
}

function run(name: string, flags: { tree: string; root?: string }): void {
  const workspace = openWorkspace(flags.root);
  const unit = resolveOrFail(workspace, selectOneUnit(workspace, name));
  const target = resolve(flags.tree);
  if (existsSync(target)) throw usageFailure(`${flags.tree} exists; name a new directory.`);
  writeTree(target, exportTree(renderOrFail(unit, { version: versionToken })));
  process.stdout.write(`${target}\n`);
}

/** All files or none: the tree is written beside the target and takes its name at the end. */
function writeTree(target: string, files: ReadonlyMap<string, string>): void {
  mkdirSync(dirname(target), { recursive: true });
  const staging = mkdtempSync(`${target}-`);
  try {
    for (const [path, text] of files) {
      mkdirSync(dirname(join(staging, path)), { recursive: true });
      writeFileSync(join(staging, path), text);
    }
    renameSync(staging, target);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}
