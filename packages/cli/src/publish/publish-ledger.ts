import {
  type ArtifactName,
  type BundleFiles,
  billOfMaterials,
  billType,
  buildUnit,
  type GithubTarget,
  githubAssets,
  hasGithubRelease,
  mapLimited,
  missingTags,
  type OciArtifact,
  type Provenance,
  type PublishTarget,
  provenanceOf,
  provenanceType,
  publishGithubRelease,
  pushArtifacts,
  RegistryError,
  type ReleaseArtifacts,
  type ReleaseParameters,
  releaseArtifacts,
  type Sent,
  type Statement,
  semverOf,
  statementOf,
  type TrustCheck,
} from "@cstack/bundle";
import { listUnits, resolveUnit, type Source, type Unit } from "@cstack/generator";
import { type Diagnostic, problem, type ReleaseFile } from "@cstack/model";
import { dashForm, judgeLedger, parseVersion } from "@cstack/release";
import { judgeClass } from "../judge.ts";
import type { Workspace } from "../workspace.ts";
import { CommittedSources } from "./committed-sources.ts";
import { attachStatements, attestationName, type Signing, signedBefore } from "./sign-release.ts";

/** Releases of the ledger that have artifacts, oldest first in each unit. */
export type PublishedEntry = Source<ReleaseFile> & { data: { artifacts: NonNullable<ReleaseFile["artifacts"]> } };

/** What became of one release. */
export interface PublishResult extends Sent {
  release: string;
  state: "published" | "unchanged" | "failed";
}

export interface PublishOptions {
  root: string;
  /** Attaches a signed provenance to every release; without it nothing is attached. */
  signing?: Signing;
  /** Gets the files of every release as assets, too. */
  github?: GithubTarget;
  /** Releases that are asked about and pushed at a time. */
  jobs: number;
  /** Called when a release is done. */
  progress: (done: number, all: number, result: PublishResult) => void;
}

/**
 * Publishes the releases of a ledger that a registry lacks: each is built from the sources of the commit that added its entry, must have the
 * digests that the entry has, and gets its tags when everything is there. One that fails keeps no other from being published.
 */
export async function publishLedger(
  entries: readonly PublishedEntry[],
  target: PublishTarget,
  { root, jobs, progress, ...places }: PublishOptions,
): Promise<{ results: PublishResult[]; diagnostics: Diagnostic[] }> {
  const diagnostics: Diagnostic[] = [];
  const sources = new CommittedSources(root);
  let done = 0;
  const results = await mapLimited(entries, jobs, async (entry) => {
    const result = await publishEntry(entry, target, sources, places, diagnostics);
    progress(++done, entries.length, result);
    return result;
  });
  return { results, diagnostics };
}

const nothing: Sent = { blobs: 0, manifests: 0, tags: 0, bytes: 0 };

async function publishEntry(
  entry: PublishedEntry,
  target: PublishTarget,
  sources: CommittedSources,
  { signing, github }: Pick<PublishOptions, "signing" | "github">,
  diagnostics: Diagnostic[],
): Promise<PublishResult> {
  const names = artifactNames(entry.data);
  const release = names[2]!.tag;
  try {
    const isThere = (await missingTags(target, names)).length === 0;
    const isAtGithub = github === undefined || (await hasGithubRelease(github, release));
    if (isThere && isAtGithub && (await isSigned(target, names[2]!, signing))) return { release, state: "unchanged", ...nothing };
    const { unit, artifacts, files, diagnostics: problems } = buildEntry(entry, sources);
    diagnostics.push(...problems);
    if (artifacts === undefined || unit === undefined || files === undefined) return { release, state: "failed", ...nothing };
    const sign = async (sent: Sent): Promise<void> => {
      if (signing === undefined) return;
      const parameters = parametersOf(entry.data);
      const provenance = provenanceOf(artifacts, parameters, { ...signing, commit: sources.commitOf(entry.path)! });
      const bill = statementOf(artifacts, billType, JSON.parse(await billOfMaterials(unit, parameters, sources.ejs)));
      await attachStatements(target, artifacts, [provenance, bill], signing, sent);
    };
    const sent = await pushArtifacts(target, inOrder(artifacts), sign);
    if (!isAtGithub) await publishGithubRelease(github, release, sources.commitOf(entry.path)!, githubAssets(files));
    return { release, state: "published", ...sent };
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error;
    diagnostics.push(error.diagnostic);
    return { release, state: "failed", ...nothing };
  }
}

async function isSigned(target: PublishTarget, operator: ArtifactName, signing: Signing | undefined): Promise<boolean> {
  if (signing === undefined) return true;
  const bundles = await signedBefore(target, operator, signing.trusted);
  for (const [type, bundle] of bundles) signing.keep?.(attestationName(operator.tag, type), bundle);
  return [provenanceType, billType].every((type) => bundles.has(type));
}

/** What a release was built with, as the ledger has it. */
function parametersOf({ unit, version, date, kubernetes, contentHash }: PublishedEntry["data"]): ReleaseParameters {
  return { unit, version, date, kubernetes, contentHash };
}

/**
 * Builds a release again from the commit that added its entry to the ledger of a checkout, and compares the digests with those that were signed. What
 * the provenance says of the commit must fit, too.
 */
export function rebuildCheck({ root, repository }: Workspace, provenance: Provenance, { subject }: Statement): TrustCheck {
  const failed = (detail: string): TrustCheck => ({ check: "rebuild", state: "failed", detail });
  const { unit, version } = provenance.buildDefinition.externalParameters;
  const [damage] = judgeLedger(repository);
  if (damage !== undefined) return failed(`the ledger is damaged: ${damage.message}`);
  const entries = [...repository.stacks.values()].flatMap((stack) => stack.releases.get(unit) ?? []);
  const entry = entries.find(({ data }) => data.version === version) as PublishedEntry | undefined;
  if (entry?.data.artifacts === undefined) return failed(`the ledger has no ${unit} ${version}`);
  const sources = new CommittedSources(root);
  const commit = sources.commitOf(entry.path);
  const signed = provenance.buildDefinition.resolvedDependencies[0]?.digest.gitCommit;
  if (commit !== signed) return failed(`the entry was added by ${commit ?? "no commit"}, and the release says ${signed}`);
  if (sources.of(entry.path)?.files.get(entry.path) !== repository.files.get(entry.path))
    return failed(`${entry.path} is not as ${commit} added it`);
  const { artifacts, diagnostics } = buildEntry(entry, sources);
  if (artifacts === undefined) return failed(diagnostics.map(({ message }) => message).join("; "));
  const digests = new Set(subject.map(({ digest }) => `sha256:${digest.sha256}`));
  const different = Object.values(artifacts).filter(({ digest }: OciArtifact) => !digests.has(digest));
  if (different.length > 0) return failed("what was signed is not what the commit makes");
  return { check: "rebuild", state: "passed", detail: `${commit} makes the same bytes` };
}

/** The operator looks at its tag only, so that tag comes last: a release that it finds is there for all clients. */
function inOrder({ chart, manifests, operator }: ReleaseArtifacts): OciArtifact[] {
  return [chart, manifests, operator];
}

/** Tags and digests of an entry's artifacts, in the order in which they are set. */
export function artifactNames({ unit, version, artifacts }: PublishedEntry["data"]): ArtifactName[] {
  const parsed = parseVersion(version)!;
  return [
    { path: `charts/${unit}-class`, tag: semverOf(parsed), digest: artifacts.chart },
    { path: `manifests/${unit}`, tag: semverOf(parsed), digest: artifacts.manifests },
    { path: "", tag: `${unit}-${dashForm(parsed)}`, digest: artifacts.operator },
  ];
}

function buildEntry(
  { path, data }: PublishedEntry,
  sources: CommittedSources,
): { unit?: Unit; artifacts?: ReleaseArtifacts; files?: BundleFiles; diagnostics: Diagnostic[] } {
  const repository = sources.of(path);
  if (repository === undefined) return { diagnostics: [problem("CS6023", { file: path }, "No commit has added the entry.")] };
  const key = listUnits(repository).find(({ id }) => id === data.unit);
  const resolved = key === undefined ? { diagnostics: [] } : resolveUnit(repository, key);
  if (!("unit" in resolved) || resolved.unit === undefined) {
    const missing = problem("CS6022", { file: path }, `The commit that added the entry does not make ${data.unit}.`);
    return { diagnostics: [...resolved.diagnostics, missing] };
  }
  const { bundle, diagnostics } = buildUnit(resolved.unit, {
    mode: "custom",
    custom: data.version,
    ejs: sources.ejs,
    validate: judgeClass,
  });
  if (bundle === undefined) return { diagnostics };
  const { unit, version, date, kubernetes } = data;
  const artifacts = releaseArtifacts({ unit, version, kubernetes, date, contentHash: bundle.contentHash, files: bundle.files });
  const different = (["operator", "chart", "manifests"] as const).filter((kind) => artifacts[kind].digest !== data.artifacts[kind]);
  if (different.length === 0) return { unit: resolved.unit, artifacts, files: bundle.files, diagnostics };
  const message = `This cstack builds ${different.join(", ")} of ${unit} ${version} with other digests than the ledger has.`;
  return { diagnostics: [...diagnostics, problem("CS6022", { file: path }, message)] };
}
