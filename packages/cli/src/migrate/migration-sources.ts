import { classReferenceOf, type KubernetesObject, nameOf } from "@cstack/clusterclass";
import type { Source, Stack } from "@cstack/generator";
import { type MigrationFile, problem } from "@cstack/model";
import { findMigration, lastStable, originOf, parseReleaseName, type ReleaseUnit } from "@cstack/release";
import { type ClassSource, readClassSource } from "../class-source.ts";
import { findingsFailure, reportDiagnostics, usageFailure } from "../failure.ts";
import { findingsOf } from "../findings.ts";
import { readInputText } from "../input-text.ts";
import { type Manifests, manifestsOf } from "../manifests.ts";
import { openWorkspace, selectOneUnit } from "../workspace.ts";

/** What a migration is asked about, as the command line names it. */
export interface MigrationRequest {
  file: string;
  /** Unit or release. */
  to: string;
  /** The class that the Cluster has now. */
  from?: string;
  /** Id of a migration, where the name of the class does not say it. */
  using?: string;
  root?: string;
}

/** Everything that a migration is computed from. */
export interface MigrationSources {
  text: string;
  cluster: KubernetesObject;
  /** What else the file of the Cluster holds. */
  given: Manifests;
  className: string;
  origin: ReleaseUnit | undefined;
  migration: Source<MigrationFile> | undefined;
  before: ClassSource | undefined;
  after: ClassSource;
  target: ReleaseUnit;
  /** Minors that the stack of the target has. */
  minors: string[];
}

/** Reads the Cluster, the unit and the migration between them; what cannot be read ends the command. */
export function readMigrationSources(request: MigrationRequest): MigrationSources {
  const text = readInputText(request.file);
  const given = manifestsOf(request.file, text);
  if (given.errors.length > 0)
    throw findingsFailure(reportDiagnostics(findingsOf(given.errors, { class: request.file, cluster: request.file })));
  const cluster = onlyCluster(given);
  const className = classReferenceOf(cluster)?.name;
  if (className === undefined) throw withoutTopology(request.file);
  const { stack, unit, version } = targetOf(request);
  const after = readClassSource(unit.id, { root: request.root, clusters: [], version });
  const origin = originOf(className);
  const known = origin === undefined ? undefined : findMigration(stack, origin);
  return {
    text,
    cluster,
    given,
    className,
    origin: origin?.unit,
    migration: request.using === undefined ? known : namedMigration(stack, request.using),
    before: request.from === undefined ? undefined : readClassSource(request.from, { root: request.root, clusters: [cluster] }),
    after,
    target: { provider: unit.provider, stack: unit.stack, minor: unit.minor },
    minors: stack.data.kubernetes,
  };
}

function onlyCluster({ clusters, file }: Manifests): KubernetesObject {
  const [cluster, ...others] = clusters;
  if (cluster === undefined || others.length > 0)
    throw usageFailure(`${file} holds ${clusters.length} Clusters; one is migrated at a time.`);
  return cluster;
}

function withoutTopology(file: string): Error {
  const message =
    "The Cluster has no topology: it was made without a class, and is made anew. docs/kaas-v1.md says what replaces settings of KaaS v1.";
  return findingsFailure(reportDiagnostics([problem("CS7107", { file }, message)]));
}

/** The unit and the version to move to: a release by its name, or the newest of a unit, or what would be released next. */
function targetOf({ to, root }: MigrationRequest) {
  const workspace = openWorkspace(root);
  const release = parseReleaseName(to);
  const unit = selectOneUnit(workspace, release === undefined ? to : to.slice(0, to.length - release.version.length - 1));
  const stack = workspace.repository.stacks.get(unit.stack)!;
  return { stack, unit, version: release?.version ?? lastStable(stack, unit.id)?.data.version ?? "v1" };
}

function namedMigration({ migrations, folder }: Stack, id: string): Source<MigrationFile> {
  const found = migrations.find(({ data }) => data.id === id);
  if (found !== undefined) return found;
  const known = migrations.map(({ data }) => data.id).join(", ") || "none";
  throw usageFailure(`${folder}/migrations has no "${id}". Known: ${known}.`);
}

/** The name of the class of a source. */
export function classNameOf({ classes }: Pick<Manifests, "classes">): string {
  return classes[0] === undefined ? "" : nameOf(classes[0]);
}
