import { existsSync } from "node:fs";
import { join } from "node:path";
import {
  type BuildRecord,
  BuildRecords,
  type BundleFiles,
  buildKey,
  buildUnit,
  byteLength,
  sha256,
  type UnitBundle,
  writeRelease,
} from "@cstack/bundle";
import { ChartCache, unitCharts, vendoredCharts } from "@cstack/facts";
import { EjsRenderer, resolveUnit, type UnitKey, unitSources } from "@cstack/generator";
import { type Diagnostic, formatDiagnostic, hasErrors, problem } from "@cstack/model";
import { type BuildMode, dotForm } from "@cstack/release";
import { engineId } from "./engine-id.ts";
import { judgeClass } from "./judge.ts";
import type { Workspace } from "./workspace.ts";

export interface BuildRequest {
  mode: BuildMode;
  next: boolean;
  version?: string;
  out: string;
  infrastructureApi?: string;
  kubernetes?: string;
  /** Folder with archives of charts, where they go into the bundles. */
  charts?: string;
}

/** One built unit; `cached` where nothing had to be done. */
export interface BuiltUnit extends BuildRecord {
  cached: boolean;
}

/** Built units in the order they were asked for, and the findings of all. */
export interface BuildResult {
  built: BuiltUnit[];
  diagnostics: Diagnostic[];
}

/** Bundles that are written while the next units are rendered. */
const writesAtATime = 4;

/**
 * Builds units one after the other; each is written as soon as it is complete, while the next ones are rendered. Findings of one unit do not keep
 * others from being built. With `signal` aborted no further unit is begun, and what was begun is finished.
 */
export async function buildUnits(workspace: Workspace, keys: UnitKey[], request: BuildRequest, signal?: AbortSignal): Promise<BuildResult> {
  const records = new BuildRecords(join(workspace.root, ".cstack", "units"), request.out);
  const hashes = new FileHashes(workspace.repository.files);
  const engine = engineId();
  const ejs = new EjsRenderer();
  const results: Promise<UnitResult>[] = [];
  const { out, ...options } = request;
  for (const [index, key] of keys.entries()) {
    // Waiting for an earlier unit bounds the memory, and lets signals be served.
    await (results[index - writesAtATime] ?? signalsServed());
    if (signal?.aborted === true) break;
    const id = buildKey(
      engine,
      options,
      unitSources(workspace.repository, key).map((path) => [path, hashes.of(path)]),
    );
    const record = records.find(key.id, id);
    if (record !== undefined) {
      results.push(Promise.resolve({ built: { ...record, cached: true }, diagnostics: [] }));
      continue;
    }
    const { bundle, diagnostics } = buildOne(workspace, key, request, ejs);
    results.push(bundle === undefined ? Promise.resolve({ diagnostics }) : writeAndRecord(out, id, bundle, diagnostics, records));
  }
  const finished = await Promise.all(results);
  return { built: finished.flatMap(({ built }) => built ?? []), diagnostics: finished.flatMap(({ diagnostics }) => diagnostics) };
}

interface UnitResult {
  built?: BuiltUnit;
  diagnostics: Diagnostic[];
}

async function writeAndRecord(
  out: string,
  key: string,
  bundle: UnitBundle,
  diagnostics: Diagnostic[],
  records: BuildRecords,
): Promise<UnitResult> {
  const problems = await writeUnit(out, bundle);
  if (hasErrors(problems)) return { diagnostics: [...diagnostics, ...problems] };
  const record = recordOf(key, bundle, diagnostics);
  records.save(record);
  return { built: { ...record, cached: false }, diagnostics: [...diagnostics, ...problems] };
}

function signalsServed(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** A directory that is not a bundle is never replaced: it may hold somebody's work. */
async function writeUnit(out: string, { release, files }: UnitBundle): Promise<Diagnostic[]> {
  const target = join(out, release);
  if (existsSync(target) && !existsSync(join(target, "SHA256SUMS"))) {
    return [problem("CS5202", { file: target }, "The directory exists and is not a bundle.")];
  }
  return (await writeRelease({ name: release, files: asBytes(files) }, out, { replace: true })).diagnostics;
}

function asBytes(files: BundleFiles): Map<string, Uint8Array> {
  return new Map([...files].map(([name, content]) => [name, typeof content === "string" ? Buffer.from(content) : content]));
}

function buildOne(
  workspace: Workspace,
  key: UnitKey,
  request: BuildRequest,
  ejs: EjsRenderer,
): { bundle?: UnitBundle; diagnostics: Diagnostic[] } {
  const resolved = resolveUnit(workspace.repository, key, request.kubernetes === undefined ? {} : { kubernetes: request.kubernetes });
  if (resolved.unit === undefined) return { diagnostics: resolved.diagnostics };
  const vendored =
    request.charts === undefined ? undefined : vendoredCharts(unitCharts(resolved.unit.addons), new ChartCache(request.charts));
  if (vendored !== undefined && hasErrors(vendored.diagnostics)) return { diagnostics: [...resolved.diagnostics, ...vendored.diagnostics] };
  const { bundle, diagnostics } = buildUnit(resolved.unit, {
    mode: request.mode,
    next: request.next,
    ...(request.version === undefined ? {} : { custom: request.version }),
    ...(request.infrastructureApi === undefined ? {} : { infrastructureApi: request.infrastructureApi }),
    ...(vendored === undefined ? {} : { vendored: vendored.archives }),
    ejs,
    validate: judgeClass,
  });
  return { ...(bundle === undefined ? {} : { bundle }), diagnostics: [...resolved.diagnostics, ...diagnostics] };
}

function recordOf(key: string, bundle: UnitBundle, diagnostics: Diagnostic[]): BuildRecord {
  return {
    key,
    unit: bundle.unit.id,
    release: bundle.release,
    version: dotForm(bundle.chosen.version),
    state: bundle.chosen.state,
    kubernetes: bundle.unit.kubernetes.version,
    contentHash: bundle.contentHash,
    bytes: [...bundle.files.values()].reduce((sum, content) => sum + byteLength(content), 0),
    files: Object.fromEntries(bundle.checksums),
    warnings: diagnostics.map(formatDiagnostic),
  };
}

/** Hashes of source files, each computed once. */
class FileHashes {
  readonly #files: ReadonlyMap<string, string>;
  readonly #known = new Map<string, string>();

  constructor(files: ReadonlyMap<string, string>) {
    this.#files = files;
  }

  of(path: string): string {
    const known = this.#known.get(path) ?? sha256(this.#files.get(path) ?? "");
    this.#known.set(path, known);
    return known;
  }
}
