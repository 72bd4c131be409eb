import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { root } from "./repository.ts";

let known: string[] | undefined;

/** Files of the working tree that git knows or would add, without those that were removed; paths from the root. */
export function trackedFiles(): string[] {
  known ??= listed();
  return known;
}

function listed(): string[] {
  const { status, stdout, stderr } = spawnSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(`git ls-files: ${stderr}`);
  return stdout.split("\0").filter((path) => path !== "" && existsSync(join(root, path)));
}

/** Pages for people: Markdown, without changesets and what the ledger writes. */
export function markdownFiles(): string[] {
  return trackedFiles().filter((path) => path.endsWith(".md") && !path.startsWith(".changeset/") && !path.startsWith("stacks/"));
}
