import type { GoModule } from "@cstack/generator";
import { moduleFolder, ProgramFailure } from "@cstack/smoke";

/** Brings modules into the cache of Go; else why the first of them cannot be had. */
export async function modulesProblem(go: string, modules: readonly GoModule[]): Promise<string | undefined> {
  try {
    for (const module of modules) await moduleFolder(go, module);
    return undefined;
  } catch (error) {
    if (error instanceof ProgramFailure) return error.said;
    throw error;
  }
}
