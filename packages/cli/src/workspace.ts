import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import {
  listUnits,
  parseRepository,
  type RenderedUnit,
  type RenderOptions,
  type Repository,
  readSourceTree,
  renderUnit,
  resolveUnit,
  type Unit,
  type UnitKey,
} from "@cstack/generator";
import { type Diagnostic, hasErrors, nearestFirst } from "@cstack/model";
import { CommandFailure, exitCodes, findingsFailure, reportDiagnostics, usageFailure } from "./failure.ts";
import { SourceCache } from "./source-cache.ts";

/** A checkout with its parsed sources. */
export interface Workspace {
  root: string;
  repository: Repository;
  units: UnitKey[];
  diagnostics: Diagnostic[];
}

/** The nearest folder at or above `from` that holds stacks/ and providers/, if there is one. */
export function enclosingCheckout(from: string): string | undefined {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    if (existsSync(join(folder, "stacks")) && existsSync(join(folder, "providers"))) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}

/** As `enclosingCheckout`; to be outside of one ends the command. */
export function findRoot(from: string): string {
  const folder = enclosingCheckout(from);
  if (folder !== undefined) return folder;
  throw new CommandFailure(
    exitCodes.usage,
    `No checkout of cluster stacks at or above ${from}: it has the folders stacks and providers. Name one with --root.`,
  );
}

/** Reads and parses the sources; errors in files end the command, because what is built of half a source would mislead. */
export function openWorkspace(root: string | undefined): Workspace {
  const workspace = readWorkspace(root);
  if (hasErrors(workspace.diagnostics)) throw findingsFailure(reportDiagnostics(workspace.diagnostics));
  return workspace;
}

/** Reads and parses the sources and leaves the findings to the caller. */
export function readWorkspace(root: string | undefined): Workspace {
  const folder = root === undefined ? findRoot(process.cwd()) : findRoot(root);
  const { tree, diagnostics } = readSourceTree(folder);
  const cache = new SourceCache(join(folder, ".cstack", "sources.json"));
  const parsed = parseRepository(tree, cache);
  cache.save();
  return {
    root: folder,
    repository: parsed.repository,
    units: listUnits(parsed.repository),
    diagnostics: [...diagnostics, ...parsed.diagnostics],
  };
}

/** Units by id, or all; a stack id stands for all its units. */
export function selectUnits(workspace: Workspace, names: readonly string[]): UnitKey[] {
  if (names.length === 0) return workspace.units;
  return names.flatMap((name) => {
    const found = workspace.units.filter((unit) => unit.id === name || unit.stack === name);
    if (found.length > 0) return found;
    const known = nearestFirst(
      name,
      workspace.units.map((unit) => unit.id),
    );
    throw usageFailure(`Unknown unit "${name}". Known: ${known.join(", ")}.`);
  });
}

/** The one unit of a name; a stack of several units is refused. */
export function selectOneUnit(workspace: Workspace, name: string): UnitKey {
  const [key, ...others] = selectUnits(workspace, [name]);
  if (key === undefined || others.length > 0) throw usageFailure(`"${name}" stands for several units; name one.`);
  return key;
}

/** Resolves one unit or ends the command with what is wrong with it. */
export function resolveOrFail(workspace: Workspace, key: UnitKey): Unit {
  const { unit, diagnostics } = resolveUnit(workspace.repository, key);
  const errors = reportDiagnostics(diagnostics);
  if (unit === undefined) throw findingsFailure(errors);
  return unit;
}

/** Renders a unit or ends the command with what is wrong with it. */
export function renderOrFail(unit: Unit, options: RenderOptions): RenderedUnit {
  const { rendered, diagnostics } = renderUnit(unit, options);
  const errors = reportDiagnostics(diagnostics);
  if (rendered === undefined) throw findingsFailure(errors);
  return rendered;
}
