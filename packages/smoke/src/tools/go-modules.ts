import type { GoModule } from "@cstack/generator";
import { runProgram } from "../process/run-program.ts";

const patience = 10 * 60_000;

/** How `go` is called: with no workspace around, and for programs that need no C library. */
export const goEnvironment = { GOWORK: "off", CGO_ENABLED: "0" } as const;

/** The folder with the files of a module, from Go's cache or its proxy; nobody may change them. */
export async function moduleFolder(go: string, { module, version }: GoModule, signal?: AbortSignal): Promise<string> {
  const args = ["mod", "download", "-json", `${module}@${version}`];
  const { Dir } = JSON.parse(await runProgram({ program: go, args, environment: goEnvironment, timeout: patience, signal })) as {
    Dir?: string;
  };
  if (Dir === undefined) throw new Error(`Go has no folder for ${module}@${version}`);
  return Dir;
}
