import type { GoProgram as ProgramOfModule } from "@cstack/generator";

/** What Go builds of a module, with what only the building needs. */
export interface GoProgram extends ProgramOfModule {
  /** Version of the modules that the module's go.mod replaces by folders beside it, where that is not its own version. */
  siblings?: string;
}

/**
 * go.mod of a module that only builds programs of another one. `go install` refuses modules whose go.mod replaces others; in a module that depends on
 * them those lines count for nothing, so that they are repeated here: folders beside the module are modules of the same release.
 */
export function wrapperModule({ module, version, siblings = version }: Omit<GoProgram, "program" | "package">, goMod: string): string {
  const needed = new Set([...goMod.matchAll(/^\s*(?:require\s+)?(\S+) v\S+/gm)].map(([, path]) => path));
  const replaced = [...goMod.matchAll(/^\s*(?:replace\s+)?(\S+)(?: v\S+)? => (\S+)(?: (v\S+))?/gm)];
  const lines = replaced.flatMap(([, path = "", by = "", at]) => {
    if (!/^\.\.?\//.test(by)) return [`replace ${path} => ${by} ${at}`];
    return needed.has(path) ? [`replace ${path} => ${path} ${siblings}`] : [];
  });
  const go = /^go (\S+)$/m.exec(goMod)?.[1] ?? "1.24";
  return ["module cstack.invalid/tools", `go ${go}`, `require ${module} ${version}`, ...lines, ""].join("\n");
}

/** Arguments of `go` that build a program into a file. */
export function buildArguments({ module, package: folder, linkedValues = {} }: GoProgram, out: string): string[] {
  const linked = Object.entries(linkedValues).map(([name, value]) => `-X ${name}=${value}`);
  const path = folder === "." ? module : `${module}/${folder}`;
  return ["build", "-mod=mod", "-trimpath", "-buildvcs=false", "-ldflags", ["-s", "-w", ...linked].join(" "), "-o", out, path];
}
