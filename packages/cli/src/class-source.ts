import { statSync } from "node:fs";
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
import { bundleInDirectory, classOfBundle } from "./bundle-class.ts";
import { usageFailure } from "./failure.ts";
import { type FetchedBundles, isInRegistry } from "./fetched-bundles.ts";
import { type Manifests, readManifests, sortDocuments } from "./manifests.ts";
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
  /** What `fetchBundles` has fetched of the names; other places in registries are refused. */
  fetched?: FetchedBundles | undefined;
}

/**
 * Reads a class from where it is: a directory is a bundle, as is what was fetched from a registry, a file holds a ClusterClass with its templates, `-` is
 * standard input, and everything else is a unit of the checkout.
 */
export function readClassSource(name: string, options: ClassSourceOptions): ClassSource {
  const fetched = options.fetched?.get(name);
  if (fetched !== undefined) return classOfBundle(fetched);
  if (isInRegistry(name))
    throw usageFailure(`${name}: this command reads no class from a registry; name a unit, a bundle directory or a file.`);
  if (/^[a-z]+:\/\//.test(name)) throw usageFailure(`${name}: classes are read from registries (oci://), not from other addresses.`);
  if (name === "-") return readManifests(name);
  const stat = statSync(name, { throwIfNoEntry: false });
  if (stat?.isDirectory() === true) return classOfBundle(bundleInDirectory(name));
  if (stat !== undefined) return readManifests(name);
  return renderSource(name, options);
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
