import {
  type ContainerMachines,
  type Diagnostic,
  type ManagerProgram,
  type ManagersFile,
  type ModuleProgram,
  problem,
  unknownName,
} from "@cstack/model";
import type { Provider, Repository, Source } from "../load/repository.ts";
import { providerLayers } from "./layers.ts";

/** A Go module at a version. */
export interface GoModule {
  module: string;
  version: string;
}

/** A program that Go builds of a module. */
export interface GoProgram extends GoModule {
  program: string;
  /** Folder of its package in the module; `.` is the root. */
  package: string;
  linkedValues?: Readonly<Record<string, string>>;
}

/** A controller manager, with what its module says about its kinds and webhooks. */
export interface Manager extends GoProgram {
  config: string;
  crds: readonly (GoModule & { folder: string })[];
  arguments: readonly string[];
  ports: readonly number[];
}

/** What lanes run and build for providers. */
export interface ManagerSet {
  /** Those of included providers first, each once. */
  managers: Manager[];
  /** The other programs of their modules. */
  programs: GoProgram[];
  /** Where machines are containers. */
  containers: ContainerMachines | undefined;
}

/** The managers of providers, and what else their `managers.yaml` and those of the providers that they include say. */
export function managersOf(
  repository: Repository,
  providers: Iterable<Provider> = repository.providers.values(),
): ManagerSet & { diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const layers = new Set([...providers].flatMap((provider) => providerLayers(provider, repository, diagnostics)));
  const files = [...layers].flatMap(({ managers }) => managers ?? []);
  return {
    managers: files.flatMap((file) =>
      file.data.managers.flatMap((entry, index) => managerOf(file, entry, ["managers", index], diagnostics)),
    ),
    programs: files.flatMap((file) =>
      (file.data.programs ?? []).flatMap((entry, index) => programOf(file, entry, ["programs", index], diagnostics)),
    ),
    containers: files.findLast(({ data }) => data.containers !== undefined)?.data.containers,
    diagnostics,
  };
}

type Path = readonly (string | number)[];

function managerOf(file: Source<ManagersFile>, entry: ManagerProgram, path: Path, diagnostics: Diagnostic[]): Manager[] {
  const { config, crds = [], arguments: args = [], ports = [] } = entry;
  const others = crds.flatMap(({ module, folder }, index) =>
    versionOf(file, module, [...path, "crds", index, "module"], diagnostics).map((version) => ({ module, version, folder })),
  );
  return programOf(file, entry, path, diagnostics).map((program) => ({ ...program, config, crds: others, arguments: args, ports }));
}

function programOf(file: Source<ManagersFile>, entry: ModuleProgram, path: Path, diagnostics: Diagnostic[]): GoProgram[] {
  const { program, module, package: folder, linkedValues } = entry;
  const linked = linkedValues === undefined ? {} : { linkedValues };
  return versionOf(file, module, [...path, "module"], diagnostics).map((version) => ({
    program,
    module,
    version,
    package: folder,
    ...linked,
  }));
}

function versionOf({ data, document }: Source<ManagersFile>, module: string, path: Path, diagnostics: Diagnostic[]): string[] {
  const version = data.modules[module];
  if (version !== undefined) return [version];
  diagnostics.push(problem("CS1202", document.place(path), unknownName("module", module, Object.keys(data.modules))));
  return [];
}
