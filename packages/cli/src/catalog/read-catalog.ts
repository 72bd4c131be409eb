import type { RepositoryReference } from "@cstack/bundle";
import { judgeLedger, upgradeGraph } from "@cstack/release";
import { findingsFailure, reportDiagnostics } from "../failure.ts";
import { CommittedSources } from "../publish/committed-sources.ts";
import { currentUnits, readBaselines } from "../release/read-release.ts";
import { openWorkspace } from "../workspace.ts";
import { catalogFiles } from "./catalog-files.ts";

/** What a catalog of a checkout has beside what the checkout makes now. */
export interface CatalogOptions {
  /** Every release from its commit. */
  history: boolean;
  /** Files of signed statements, by name. */
  attestations: ReadonlyMap<string, string>;
  /** Where releases were published to. */
  target?: RepositoryReference;
}

/** The files of the catalog of a checkout, by path; ends the command where the sources or the ledger have errors. */
export function readCatalog(root: string | undefined, { history, ...options }: CatalogOptions): Map<string, string> {
  const workspace = openWorkspace(root);
  const { repository } = workspace;
  const damaged = judgeLedger(repository);
  if (damaged.length > 0) throw findingsFailure(reportDiagnostics(damaged));
  const committed = history ? new CommittedSources(workspace.root) : undefined;
  return catalogFiles({
    repository,
    units: currentUnits(workspace),
    baselines: readBaselines(workspace.root, repository),
    sourcesOf: (entry) => committed?.of(entry),
    steps: upgradeGraph(repository),
    ...options,
  });
}
