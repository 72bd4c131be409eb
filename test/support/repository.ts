import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type BuildOptions, buildUnit, type UnitBundle } from "@cstack/bundle";
import { EjsRenderer, listUnits, parseRepository, type Repository, readSourceTree, resolveUnit, type Unit } from "@cstack/generator";

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

/** Every unit of the checkout, resolved. */
export function allUnits(repository: Repository = checkout()): Unit[] {
  return listUnits(repository).map((key) => {
    const { unit, diagnostics } = resolveUnit(repository, key);
    if (unit === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
    return unit;
  });
}

/** The unit of the newest minor of each provider. */
export function newestUnits(): Unit[] {
  return [...new Map(allUnits().map((unit) => [unit.provider.data.id, unit])).values()];
}

const ejs = new EjsRenderer();

/** Builds a unit in memory; the candidate version unless told otherwise. */
export function bundleOf(unit: Unit, options: Partial<BuildOptions> = {}): UnitBundle {
  const { bundle, diagnostics } = buildUnit(unit, { mode: "stable", next: true, ejs, ...options });
  if (bundle === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return bundle;
}

export function textOf(content: Uint8Array | string | undefined): string {
  if (content === undefined) throw new Error("the file is missing");
  return typeof content === "string" ? content : Buffer.from(content).toString("utf8");
}
