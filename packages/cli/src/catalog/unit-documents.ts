import { billType, clusterStackObject, provenanceType, type RepositoryReference, unitContent } from "@cstack/bundle";
import { listUnits, type RenderedUnit, type Repository, renderUnit, resolveUnit } from "@cstack/generator";
import type { ReleaseFile } from "@cstack/model";
import {
  attestationPath,
  type Baseline,
  type CurrentUnit,
  chooseVersion,
  clusterSchemaPath,
  type DocumentFiles,
  type DocumentInput,
  dashForm,
  documentOfBaseline,
  documentOfSources,
  dotForm,
  parseVersion,
  providerFactsPath,
  type UnitDocument,
  type UpgradeStep,
  versionToken,
} from "@cstack/release";
import { attestationName } from "../publish/sign-release.ts";
import { artifactLinks } from "./artifact-links.ts";

/** What the documents of a catalog are made of. */
export interface DocumentSources {
  repository: Repository;
  /** Every unit of the checkout, rendered with the version token. */
  units: readonly CurrentUnit[];
  /** Baselines by unit id. */
  baselines: ReadonlyMap<string, Baseline>;
  /** The sources that an entry of the ledger was made of; undefined where they are not looked for, or not known. */
  sourcesOf: (entryPath: string) => Repository | undefined;
  steps: readonly UpgradeStep[];
  /** Where releases were published to. */
  target?: RepositoryReference;
  /** Files of signed statements, by the name under which the publisher kept them. */
  attestations: ReadonlyMap<string, string>;
}

/**
 * The documents of all units: what the checkout makes now, as the newest release where the content is that of the ledger's head and else as a candidate;
 * and each release that can be rendered from the sources it was made of, or whose baseline the ledger still has. Pure.
 */
export function unitDocuments(sources: DocumentSources): UnitDocument[] {
  const current = sources.units.flatMap((unit) => currentDocument(unit, sources));
  const known = new Set(current.map(({ release }) => release));
  const released = [...sources.repository.stacks.values()]
    .flatMap((stack) => [...stack.releases.values()].flat())
    .flatMap(({ path, data }) => releasedDocument(path, data, sources));
  return [...current, ...released.filter(({ release }) => !known.has(release))];
}

function currentDocument({ rendered, contentHash }: CurrentUnit, sources: DocumentSources): UnitDocument[] {
  const { id, stack } = rendered.unit;
  const { chosen } = chooseVersion(id, contentHash, stack, { mode: "stable", next: true });
  if (chosen === undefined) return [];
  const version = dotForm(chosen.version);
  const entry = stack.releases.get(id)?.find(({ data }) => data.version === version)?.data;
  const clusterStack = clusterStackObject(rendered.unit, chosen.version);
  return [documentOfSources(rendered, { ...inputOf(id, version, entry, contentHash, sources), clusterStack })];
}

function releasedDocument(path: string, entry: ReleaseFile, sources: DocumentSources): UnitDocument[] {
  const { unit, version, contentHash } = entry;
  const input = inputOf(unit, version, entry, contentHash, sources);
  const rendered = renderedFrom(sources.sourcesOf(path), entry);
  if (rendered !== undefined) {
    const clusterStack = clusterStackObject(rendered.unit, parseVersion(version)!);
    return [documentOfSources(rendered, { ...input, clusterStack })];
  }
  const baseline = sources.baselines.get(unit);
  return baseline?.version === version ? [documentOfBaseline(baseline, input)] : [];
}

/** A released unit from the sources of its commit; undefined where this cstack makes something else of them than what was released. */
function renderedFrom(repository: Repository | undefined, { unit, contentHash }: ReleaseFile): RenderedUnit | undefined {
  const key = repository === undefined ? undefined : listUnits(repository).find(({ id }) => id === unit);
  if (repository === undefined || key === undefined) return undefined;
  const resolved = resolveUnit(repository, key).unit;
  const { rendered } = resolved === undefined ? {} : renderUnit(resolved, { version: versionToken });
  return rendered !== undefined && unitContent(rendered).hash === contentHash ? rendered : undefined;
}

/** What is said about a version that its sources do not know; `entry` is its release, if it has one. */
function inputOf(
  unit: string,
  version: string,
  entry: ReleaseFile | undefined,
  contentHash: string,
  { repository, units, steps, target, attestations }: DocumentSources,
): DocumentInput {
  const provider = units.map(({ rendered }) => rendered.unit.provider.data.id).find((id) => unit.startsWith(`${id}-`));
  return {
    repository,
    steps,
    version,
    state: entry === undefined ? "candidate" : "released",
    contentHash,
    artifacts: entry === undefined ? null : artifactLinks(entry, target),
    files: {
      clusterSchema: clusterSchemaPath({ unit, version }),
      ...(provider === undefined ? {} : { providerFacts: providerFactsPath(provider) }),
      ...(entry === undefined ? {} : statementFiles(unit, version, attestations)),
    },
  };
}

/** Signed statements about a release, as far as the publisher kept them. */
function statementFiles(
  unit: string,
  version: string,
  attestations: ReadonlyMap<string, string>,
): Pick<DocumentFiles, "provenance" | "bill"> {
  const release = `${unit}-${dashForm(parseVersion(version)!)}`;
  const [provenance, bill] = [provenanceType, billType].map((type) => attestationName(release, type));
  return {
    ...(attestations.has(provenance!) ? { provenance: attestationPath(provenance!) } : {}),
    ...(attestations.has(bill!) ? { bill: attestationPath(bill!) } : {}),
  };
}
