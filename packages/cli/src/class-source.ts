import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { ArchiveError, classChartManifests } from "@cstack/bundle";
import {
  classReferenceOf,
  type Evaluation,
  type JudgeChanges,
  type Judgement,
  judgeChange,
  judgePlan,
  type KubernetesObject,
} from "@cstack/clusterclass";
import { kubernetesRows, type Unit } from "@cstack/generator";
import { CommandFailure, exitCodes, usageFailure } from "./failure.ts";
import { type Manifests, manifestsOf, readManifests, sortDocuments } from "./manifests.ts";
import { findRoot, openWorkspace, renderOrFail, resolveOrFail, selectOneUnit } from "./workspace.ts";

/**
 * Judges changes by what the provider of a unit lets change. Of classes from elsewhere no such facts are known here, so it is open whether the provider
 * accepts a change of what exists.
 */
export function judgeFor(...sources: readonly (ClassSource | undefined)[]): JudgeChanges {
  const provider = sources.find((source) => source?.unit !== undefined)?.unit?.provider;
  const facts = { mutability: provider?.data.mutability ?? [], schemas: provider?.schemas ?? [] };
  return (changes, states) => judgeChange(changes, facts, states);
}

/** Judges the objects of a plan by the schemas of the unit's provider and the facts about Kubernetes; undefined for a class from elsewhere. */
export function judgeObjectsFor({ unit }: Pick<ClassSource, "unit">): ((evaluation: Evaluation) => Judgement) | undefined {
  if (unit === undefined) return undefined;
  const facts = { schemas: unit.provider.schemas, kubernetes: kubernetesRows(unit.layers) };
  return (evaluation) => judgePlan(evaluation, facts);
}

/** A class as the user named it; `clusters` are those that come with it: the sample of a unit or bundle, or those of the same file. */
export interface ClassSource extends Manifests {
  /** The unit of the checkout behind it. */
  unit?: Unit;
}

export interface ClassSourceOptions {
  /** The checkout for unit ids. */
  root: string | undefined;
  /** The Clusters that use the class: a unit is rendered in the version that they name. */
  clusters: readonly KubernetesObject[];
  /** The version of a unit that no Cluster names, `v1` when left out. */
  version?: string;
}

/**
 * Reads a class from where it is: a directory is a bundle, a file holds a ClusterClass with its templates, `-` is standard input, and
 * everything else is a unit of the checkout.
 */
export function readClassSource(name: string, options: ClassSourceOptions): ClassSource {
  if (/^[a-z]+:\/\//.test(name)) throw remoteFailure(name);
  if (name === "-") return readManifests(name);
  const stat = statSync(name, { throwIfNoEntry: false });
  if (stat?.isDirectory() === true) return readBundle(name);
  if (stat !== undefined) return readManifests(name);
  return renderSource(name, options);
}

function remoteFailure(name: string): CommandFailure {
  return new CommandFailure(
    exitCodes.usage,
    `${name}: classes are not read from registries. Pull the artifact and name its directory (oras pull -o DIR REF), or name a unit or a file.`,
  );
}

function readBundle(directory: string): ClassSource {
  const path = join(directory, "class.yaml");
  const source = existsSync(path) ? readManifests(path) : readClassChart(directory);
  const sample = join(directory, "cluster.yaml");
  if (source.clusters.length > 0 || !existsSync(sample)) return source;
  const { clusters, errors } = readManifests(sample);
  return { ...source, clusters, errors: [...source.errors, ...errors] };
}

/** Releases that csctl made have the class as a chart only. */
function readClassChart(directory: string): ClassSource {
  const [archive, ...others] = readdirSync(directory).filter((name) => /-cluster-class-.+\.tgz$/.test(name));
  if (archive === undefined || others.length > 0)
    throw usageFailure(`${directory} is no bundle: it has no class.yaml, and ${others.length === 0 ? "no" : "more than one"} class chart.`);
  const path = join(directory, archive);
  try {
    const found = classChartManifests(readFileSync(path), { name: "cluster-class", namespace: "default" });
    if ("text" in found) return manifestsOf(path, found.text);
    throw new CommandFailure(exitCodes.findings, `${path}: ${found.fault}`);
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error;
    throw new CommandFailure(exitCodes.findings, `${path}: ${error.message}`);
  }
}

function renderSource(name: string, { root, clusters, version = "v1" }: ClassSourceOptions): ClassSource {
  if (root === undefined) requireCheckout(name);
  const workspace = openWorkspace(root);
  const key = selectOneUnit(workspace, name);
  const unit = resolveOrFail(workspace, key);
  const rendered = renderOrFail(unit, { version: versionNamedBy(clusters, key.id) ?? version });
  const documents = [rendered.clusterClass, ...rendered.templates, ...rendered.sample.slice(-1)] as unknown as KubernetesObject[];
  return { ...sortDocuments(name, documents), unit };
}

/** Outside of a checkout a name can only be that of a file. */
function requireCheckout(name: string): void {
  try {
    findRoot(process.cwd());
  } catch {
    throw usageFailure(`There is no file or directory ${name}, and no checkout around this directory whose unit it could be.`);
  }
}

function versionNamedBy(clusters: readonly KubernetesObject[], unit: string): string | undefined {
  const names = clusters.map((cluster) => classReferenceOf(cluster)?.name ?? "");
  return names.find((name) => name.startsWith(`${unit}-v`))?.slice(unit.length + 1);
}
