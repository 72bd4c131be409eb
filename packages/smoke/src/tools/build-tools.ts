import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runProgram } from "../process/run-program.ts";
import { goEnvironment, moduleFolder } from "./go-modules.ts";
import { buildArguments, type GoProgram, wrapperModule } from "./go-program.ts";

export interface BuildTools {
  /** Path of `go`. */
  go: string;
  /** Where the programs go; `versions.json` there says what they were built of. */
  folder: string;
  signal?: AbortSignal;
  onProgress?: (line: string) => void;
}

const patience = 30 * 60_000;

/** Builds those programs that the folder does not have at their version; the names of what was built. */
export async function buildTools(
  programs: readonly GoProgram[],
  { go, folder, signal, onProgress = () => {} }: BuildTools,
): Promise<string[]> {
  mkdirSync(folder, { recursive: true });
  const built: string[] = [];
  for (const program of programs.filter((each) => !isBuilt(folder, each))) {
    const start = Date.now();
    onProgress(`${program.program} of ${program.module} ${program.version} …`);
    await buildProgram(program, { go, folder, ...(signal === undefined ? {} : { signal }) });
    onProgress(`${program.program} built in ${Math.round((Date.now() - start) / 1000)} s`);
    built.push(program.program);
  }
  return built;
}

async function buildProgram(program: GoProgram, { go, folder, signal }: BuildTools): Promise<void> {
  const source = await moduleFolder(go, program, signal);
  const workspace = mkdtempSync(join(tmpdir(), "cstack-tools-"));
  try {
    writeFileSync(join(workspace, "go.mod"), wrapperModule(program, readFileSync(join(source, "go.mod"), "utf8")));
    const sums = join(source, "go.sum");
    if (existsSync(sums)) {
      copyFileSync(sums, join(workspace, "go.sum"));
    }
    const out = join(workspace, program.program);
    await runProgram({
      program: go,
      args: buildArguments(program, out),
      environment: goEnvironment,
      folder: workspace,
      timeout: patience,
      signal,
    });
    copyFileSync(out, join(folder, `${program.program}.new`));
    renameSync(join(folder, `${program.program}.new`), join(folder, program.program));
    remember(folder, program);
  } finally {
    rmSync(workspace, { recursive: true, force: true });
  }
}

function isBuilt(folder: string, program: GoProgram): boolean {
  return versionsIn(folder)[program.program] === originOf(program) && existsSync(join(folder, program.program));
}

function originOf({ module, version }: GoProgram): string {
  return `${module}@${version}`;
}

function versionsIn(folder: string): Record<string, string> {
  const path = join(folder, "versions.json");
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Record<string, string>) : {};
}

function remember(folder: string, program: GoProgram): void {
  const versions = { ...versionsIn(folder), [program.program]: originOf(program) };
  const sorted = Object.fromEntries(Object.entries(versions).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(join(folder, "versions.json"), `${JSON.stringify(sorted, undefined, 2)}\n`);
}
