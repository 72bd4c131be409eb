import { billType, clusterStackObject, deliverableUnit, provenanceType, type RepositoryReference, unitContent } from "@cstack/bundle";
import type { DeliverableUnit } from "@cstack/delivery";
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
  deliveryPath,
  documentOfBaseline,
  documentOfSources,
  dotForm,
  parseVersion,
  providerFactsPath,
  type UnitDocument,
  type UpgradeStep,
  versionToken,
  withVersion,
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

/** One version of a unit in the catalog. */
export interface CatalogVersion {
  document: UnitDocument;
  /** What the delivery of its addons is made of; missing where the sources are not known. */
  delivery?: DeliverableUnit;
}

/**
 * The versions of all units: what the checkout makes now, as the newest release where the content is that of the ledger's head and else as a candidate;
 * and each release that can be rendered from the sources it was made of, or whose baseline the ledger still has. Pure.
 */
export function catalogVersions(sources: DocumentSources): CatalogVersion[] {
  const current = sources.units.flatMap((unit) => currentVersion(unit, sources));
  const known = new Set(current.map(({ document }) => document.release));
  const released = [...sources.repository.stacks.values()]
    .flatMap((stack) => [...stack.releases.values()].flat())
    .flatMap(({ path, data }) => releasedVersion(path, data, sources));
  return [...current, ...released.filter(({ document }) => !known.has(document.release))];
}

function currentVersion({ rendered, contentHash }: CurrentUnit, sources: DocumentSources): CatalogVersion[] {
  const { id, stack } = rendered.unit;
  const { chosen } = chooseVersion(id, contentHash, stack, { mode: "stable", next: true });
  if (chosen === undefined) return [];
  const version = dotForm(chosen.version);
  const entry = stack.releases.get(id)?.find(({ data }) => data.version === version)?.data;
  return [versionOfSources(rendered, inputOf(id, version, entry, contentHash, sources))];
}

function releasedVersion(path: string, entry: ReleaseFile, sources: DocumentSources): CatalogVersion[] {
  const { unit, version, contentHash } = entry;
  const input = inputOf(unit, version, entry, contentHash, sources);
  const rendered = renderedFrom(sources.sourcesOf(path), entry);
  if (rendered !== undefined) return [versionOfSources(rendered, input)];
  const baseline = sources.baselines.get(unit);
  return baseline?.version === version ? [{ document: documentOfBaseline(baseline, input) }] : [];
}

function versionOfSources(rendered: RenderedUnit, input: DocumentInput): CatalogVersion {
  const { version } = input;
  const files = { ...input.files, delivery: deliveryPath({ unit: rendered.unit.id, version }) };
  const clusterStack = clusterStackObject(rendered.unit, parseVersion(version)!);
  return {
    document: documentOfSources(rendered, { ...input, files, clusterStack }),
    delivery: withVersion(deliverableUnit(rendered), version),
  };
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
