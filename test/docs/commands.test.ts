import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { execa } from "execa";
import { afterAll, expect, test } from "vitest";
import { root } from "../support/repository.ts";
import { markdownFiles, trackedFiles } from "../support/tracked-files.ts";
import { notRun } from "./not-run.ts";
import { type ShellCommand, shellCommands, withoutComment } from "./shell-commands.ts";

/** Every command of the documentation is run as it stands there, page by page, in a copy of the checkout; or it stands on a list with the reason why not. */

const folder = mkdtempSync(join(tmpdir(), "cstack-docs-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const pages = markdownFiles().map((path) => [path, shellCommands(readFileSync(join(root, path), "utf8"))] as const);
const reasonAgainst = (shell: ShellCommand) => notRun.find(({ command }) => command.test(withoutComment(shell)));

/** What npx finds is known, and looking for it takes longer than most commands. */
const npx = 'npx() { "$@"; }';
const PATH = [join(root, "node_modules", ".bin"), process.env["PATH"]].join(delimiter);

/** A copy of the working tree, with the packages of this checkout. */
function copyCheckout(name: string): string {
  const copy = join(folder, name.replaceAll(/[^a-z0-9]+/gi, "-"));
  for (const path of trackedFiles()) {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    cpSync(join(root, path), join(copy, path));
  }
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
  cpSync(join(root, ".cstack", "sources.json"), join(copy, ".cstack", "sources.json"), { force: true });
  return copy;
}

const withCommands = pages
  .map(([path, commands]) => [path, commands.filter((command) => reasonAgainst(command) === undefined)] as const)
  .filter(([, commands]) => commands.length > 0);

test.concurrent.each(withCommands)("the commands of %s run", async (path, commands) => {
  const cwd = copyCheckout(path);
  const failures: string[] = [];
  for (const { line, text } of commands) {
    const { exitCode, all } = await execa("bash", ["-euo", "pipefail", "-c", `${npx}\n${text}`], {
      cwd,
      env: { PATH },
      all: true,
      reject: false,
    });
    if (exitCode !== 0) failures.push(`${path}:${line}: ${text}\nended with ${exitCode}:\n${all}`);
  }
  expect(failures.join("\n\n")).toBe("");
});

test("every entry of the list is about a command that there is", () => {
  const texts = pages.flatMap(([, commands]) => commands.map(withoutComment));
  expect(notRun.filter(({ command }) => !texts.some((text) => command.test(text)))).toEqual([]);
});
