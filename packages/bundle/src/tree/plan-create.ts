import { type Diagnostic, hasErrors, type Result, sortDiagnostics } from "@cstack/model";
import { releaseName } from "@cstack/release";
import type { ReleaseChanges } from "./release-changes.ts";
import { type CreateMode, chooseVersions } from "./release-versions.ts";
import { renderRelease } from "./render-release.ts";
import { readConfig } from "./stack-config.ts";
import type { ReleaseVersions } from "./template-tags.ts";
import type { Tree } from "./tree.ts";

export type CreateOptions = CreateMode & {
  /** csctl hands it to the provider's program; the built-in method `get` has no use for it and says so. */
  readonly nodeImageRegistry?: string;
};

/** A release that is decided but not written. */
export interface CreatePlan {
  /** Name of the release and of its directory, version in dash form: `docker-ferrol-1-27-v0-sha-zceco7o`. */
  readonly name: string;
  /** In dot form. */
  readonly versions: ReleaseVersions;
  /** Since the last stable release; absent in other modes and for the first one. */
  readonly changes?: ReleaseChanges;
  /** Everything in the release directory, by file name. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/**
 * Decides what `csctl create` (v0.0.5) would make of a tree: same names, versions, hashes and contents, without the defects that make
 * releases the operator cannot use. Pure: the same tree and options give the same bytes. Notes and warnings come with the plan; with an
 * error there is no plan.
 */
export function planCreate(tree: Tree, options: CreateOptions): Result<CreatePlan> {
  const { value: config, diagnostics } = readConfig(tree);
  if (!config) return { diagnostics };
  const chosen = chooseVersions(tree, config, options);
  if (!chosen.value) return { diagnostics: sortDiagnostics(chosen.diagnostics) };
  const { versions, changes } = chosen.value;
  const rendered = renderRelease(tree, config, versions);
  const found = sortDiagnostics([...rendered.diagnostics, ...registryNote(options)]);
  if (!rendered.value || hasErrors(found)) return { diagnostics: found };
  const name = releaseName(config.unit, versions.clusterStack);
  return { value: { name, versions, ...(changes && { changes }), files: rendered.value }, diagnostics: found };
}

function registryNote({ nodeImageRegistry }: CreateOptions): Diagnostic[] {
  if (!nodeImageRegistry) return [];
  const message = "The registry of node images is not used: images are not built here.";
  return [{ code: "CS5107", severity: "info", file: nodeImageRegistry, message, repair: "Leave the option out." }];
}
