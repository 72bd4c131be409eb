import { spawnSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "./repository.ts";

/** A checkout in an empty folder of its own, with a history that has nothing of the machine or the time in it. */
export class GitCheckout {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
    this.write(".gitignore", "node_modules\n.cstack\n");
    this.git("init", "--quiet", "--initial-branch=main");
  }

  write(path: string, text: string): void {
    const file = join(this.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  /** Commits everything. */
  commit(message: string): void {
    this.git("add", "--all");
    this.git("commit", "--quiet", "--message", message);
  }

  git(...args: string[]): string {
    const person = {
      GIT_AUTHOR_NAME: "a",
      GIT_AUTHOR_EMAIL: "a@example.com",
      GIT_COMMITTER_NAME: "a",
      GIT_COMMITTER_EMAIL: "a@example.com",
    };
    const moment = { GIT_AUTHOR_DATE: "2026-11-21T00:00:00Z", GIT_COMMITTER_DATE: "2026-11-21T00:00:00Z", GIT_CONFIG_GLOBAL: "/dev/null" };
    const { status, stdout, stderr } = spawnSync("git", args, {
      cwd: this.folder,
      encoding: "utf8",
      env: { ...process.env, ...person, ...moment },
    });
    if (status !== 0) throw new Error(`git ${args.join(" ")}: ${stderr}`);
    return stdout;
  }
}
