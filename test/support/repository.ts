import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type BuildOptions, buildUnit, type UnitBundle } from "@cstack/bundle";
import {
  EjsRenderer,
  listUnits,
  parseRepository,
  type RenderedUnit,
  type Repository,
  readSourceTree,
  renderUnit,
  resolveUnit,
  type Unit,
} from "@cstack/generator";
import { formatDiagnostic } from "@cstack/model";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

let sources: Repository | undefined;

/** The sources of this checkout, read once a process and changed by nobody; tests that use it fail where a source file has a finding. */
export function checkout(): Repository {
  sources ??= readCheckout();
  return sources;
}

function readCheckout(): Repository {
  const { tree, diagnostics } = readSourceTree(root);
  const parsed = parseRepository(tree);
  const findings = [...diagnostics, ...parsed.diagnostics];
  if (findings.length > 0) throw new Error(findings.map(({ message }) => message).join("\n"));
  return parsed.repository;
}

const resolved = new WeakMap<Repository, Unit[]>();

/** Every unit of the sources, resolved once a process and changed by nobody. */
export function allUnits(repository: Repository = checkout()): Unit[] {
  const known = resolved.get(repository);
  if (known !== undefined) return known;
  const units = listUnits(repository).map((key) => {
    const { unit, diagnostics } = resolveUnit(repository, key);
    if (unit === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
    return unit;
  });
  resolved.set(repository, units);
  return units;
}

/** The unit of the newest minor of each provider. */
export function newestUnits(): Unit[] {
  return [...new Map(allUnits().map((unit) => [unit.provider.data.id, unit])).values()];
}

/** Templates of units, compiled once for all tests of a process. */
export const ejs = new EjsRenderer();

const rendered = new WeakMap<Unit, RenderedUnit>();

/**
 * A unit as release v1, rendered once a process and changed by nobody: what the engine prepares for its class, it then knows in every test.
 * Throws where it cannot be rendered.
 */
export function renderedUnit(unit: Unit): RenderedUnit {
  const known = rendered.get(unit) ?? renderedNow(unit);
  rendered.set(unit, known);
  return known;
}

function renderedNow(unit: Unit): RenderedUnit {
  const result = renderUnit(unit, { version: "v1", ejs });
  if (result.rendered === undefined) throw new Error(result.diagnostics.map(formatDiagnostic).join("\n"));
  return result.rendered;
}

/** A unit of the checkout by its id. */
export function unitOf(id: string): Unit {
  const unit = allUnits().find((candidate) => candidate.id === id);
  if (unit === undefined) throw new Error(`${id} is no unit of the checkout`);
  return unit;
}

const bundles = new WeakMap<Unit, UnitBundle>();

/** A unit built in memory as its candidate version, once a process and changed by nobody; with options of its own it is built anew. */
export function bundleOf(unit: Unit, options?: Partial<BuildOptions>): UnitBundle {
  if (options !== undefined) return builtNow(unit, options);
  const known = bundles.get(unit) ?? builtNow(unit, {});
  bundles.set(unit, known);
  return known;
}

function builtNow(unit: Unit, options: Partial<BuildOptions>): UnitBundle {
  const { bundle, diagnostics } = buildUnit(unit, { mode: "stable", next: true, ejs, ...options });
  if (bundle === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return bundle;
}

export function textOf(content: Uint8Array | string | undefined): string {
  if (content === undefined) throw new Error("the file is missing");
  return typeof content === "string" ? content : Buffer.from(content).toString("utf8");
}
