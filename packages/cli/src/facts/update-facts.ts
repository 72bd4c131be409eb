import { type FactChange, type FactPlan, updatedFiles } from "@cstack/facts";
import { listUnits, parseRepository } from "@cstack/generator";
import { hasErrors } from "@cstack/model";
import { type Bump, bumpOf, type ChangedUnit, changesetText, severityOfChange, worst } from "@cstack/release";
import { findingsFailure, reportDiagnostics } from "../failure.ts";
import { currentUnits, readChangesets, readStackPackages } from "../release/read-release.ts";
import type { Workspace } from "../workspace.ts";

/** What an update of facts would write, and what it means for Clusters. */
export interface FactsUpdate {
  /** New texts by path: the changeset first, because it is made of what still differs. */
  files: Map<string, string>;
  units: ChangedUnit[];
  changeset: string | null;
}

const changesetFile = ".changeset/facts-update.md";
const title = "Newer facts:";

/** Computes the files of an update, in memory; sources that would no longer be right end the command before anything is written. */
export function computeUpdate(workspace: Workspace, plan: FactPlan): FactsUpdate {
  const edited = updatedFiles(workspace.repository, plan);
  if (edited.size === 0) return { files: new Map(), units: [], changeset: null };
  const { repository, diagnostics } = parseRepository({ files: new Map([...workspace.repository.files, ...edited]) });
  if (hasErrors(diagnostics)) throw findingsFailure(reportDiagnostics(diagnostics));
  const after = { ...workspace, repository, units: listUnits(repository) };
  const { units, diagnostics: found } = severityOfChange(currentUnits(workspace), currentUnits(after));
  if (hasErrors(found)) throw findingsFailure(reportDiagnostics(found));
  const changeset = changesetOf(workspace, plan.changes, units);
  const files = new Map([...(changeset === undefined ? [] : [[changesetFile, changeset] as const]), ...edited]);
  return { files, units, changeset: changeset === undefined ? null : changesetFile };
}

/** A changeset for the stacks whose units change; none where only facts beside them do. */
function changesetOf({ root, repository }: Workspace, changes: readonly FactChange[], units: readonly ChangedUnit[]): string | undefined {
  const bumps = new Map(
    readStackPackages(root, repository).flatMap(({ id, package: name }): [string, Bump][] => {
      const own = units.filter(({ stack }) => stack === id);
      return own.length === 0 ? [] : [[name, bumpOf(worst(own.map(({ severity }) => severity)))]];
    }),
  );
  if (bumps.size === 0) return undefined;
  const existing = readChangesets(root).find(({ file }) => file === changesetFile);
  return changesetText(title, bumps, changes.map(changeLine), existing);
}

/** One change in a line: what, from what to what, and where that was read. */
export function changeLine({ subject, from, to, source, notes }: FactChange): string {
  return `${subject}: ${from} → ${to} (${source})${notes.length === 0 ? "" : `; ${notes.join("; ")}`}`;
}
