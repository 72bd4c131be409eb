import { problem, type Result } from "@cstack/model";
import { stableNumber } from "@cstack/release";
import { ArchiveError, readTarGzFiles } from "../archive/index.ts";
import type { PreviousRelease } from "./previous-release.ts";
import { classArchiveName, renderRelease } from "./render-release.ts";
import { ADDON_FILE, hashTree, type SourceHashes } from "./source-hashes.ts";
import type { StackConfig } from "./stack-config.ts";
import type { ReleaseVersions } from "./template-tags.ts";
import type { Tree } from "./tree.ts";
import { isMapping, type Mapping, parseYaml, toSortedYaml } from "./yaml-text.ts";

/** What differs between a tree and the last release made of it. */
export interface ReleaseChanges {
  readonly kubernetes: boolean;
  readonly class: boolean;
  readonly addon: boolean;
  readonly nodeImage: boolean;
}

/** The versions of the last release and what has changed since. */
export interface Comparison {
  readonly versions: ReleaseVersions;
  readonly changes: ReleaseChanges;
}

/**
 * Compares everything of a release that a consumer can see: the tree is rendered with the last release's versions, so that a version alone
 * is no change. csctl compares addons, values and node-image/ only, so that a corrected class or another Kubernetes patch cannot be released.
 * A last release that cannot be read is an error (CS5111).
 */
export function compareWithPrevious(tree: Tree, config: StackConfig, previous: PreviousRelease): Result<Comparison> {
  const last = readLast(previous);
  if (!last.value) return { diagnostics: last.diagnostics };
  const { versions, kubernetes, hashes } = last.value;
  const rendered = renderRelease(tree, config, versions);
  if (!rendered.value) return { diagnostics: rendered.diagnostics };
  const now = hashTree(tree);
  const differs = (name: string) => !sameBytes(rendered.value?.get(name), previous.files.get(name));
  const archive = classArchiveName(config, versions.clusterStack);
  const sameClass = isSameChart(rendered.value.get(archive), previous.files.get(archive));
  if (sameClass === undefined) return unreadable(previous, archive, "The class chart is missing or cannot be read.");
  const addonHash = now.clusterAddonDir !== hashes.clusterAddonDir || now.clusterAddonValues !== hashes.clusterAddonValues;
  const changes: ReleaseChanges = {
    kubernetes: config.kubernetesVersion !== kubernetes,
    // csctl and Helm rewrite Chart.yaml in their own form; over the same tree that is no change.
    class: !sameClass && now.clusterStack !== hashes.clusterStack,
    addon: addonHash || differs(ADDON_FILE),
    nodeImage: now.nodeImageDir !== hashes.nodeImageDir || differs("node-images.yaml"),
  };
  return { value: { versions, changes }, diagnostics: [] };
}

interface LastRelease {
  readonly versions: ReleaseVersions;
  readonly kubernetes: unknown;
  readonly hashes: Partial<Record<keyof SourceHashes, unknown>>;
}

function readLast(previous: PreviousRelease): Result<LastRelease> {
  const metadata = mappingOf(previous, "metadata.yaml");
  const hashes = mappingOf(previous, "hashes.json");
  if (!metadata || !hashes) return unreadable(previous, metadata ? "hashes.json" : "metadata.yaml", "The file is missing or no mapping.");
  const versions = isMapping(metadata["versions"]) ? metadata["versions"] : {};
  const components = isMapping(versions["components"]) ? versions["components"] : {};
  const clusterStack = stable(versions["clusterStack"]);
  const clusterAddon = stable(components["clusterAddon"]);
  const nodeImage = stable(components["nodeImage"]);
  if (!clusterStack || !clusterAddon || !nodeImage)
    return unreadable(previous, "metadata.yaml", "A version of this stable release is not v1, v2, ...");
  return { value: { versions: { clusterStack, clusterAddon, nodeImage }, kubernetes: versions["kubernetes"], hashes }, diagnostics: [] };
}

function mappingOf(previous: PreviousRelease, name: string): Mapping | undefined {
  const content = previous.files.get(name);
  const value = content && parseYaml(name, content).value?.value;
  return isMapping(value) ? value : undefined;
}

function stable(version: unknown): string | undefined {
  return typeof version === "string" && stableNumber(version) !== undefined ? version : undefined;
}

function unreadable(previous: PreviousRelease, name: string, message: string): { diagnostics: Result<never>["diagnostics"] } {
  return { diagnostics: [problem("CS5111", { file: `${previous.name}/${name}` }, message)] };
}

/** Undefined when one of the two cannot be read. Chart.yaml counts by what it says: csctl writes it in another form than Helm. */
function isSameChart(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean | undefined {
  const left = a && chartFiles(a);
  const right = b && chartFiles(b);
  if (!left || !right) return undefined;
  return left.size === right.size && [...left].every(([path, content]) => content === right.get(path));
}

function chartFiles(archive: Uint8Array): Map<string, string> | undefined {
  try {
    return new Map([...readTarGzFiles(archive)].map(([path, content]) => [path, comparable(path, content)]));
  } catch (error) {
    if (error instanceof ArchiveError) return undefined;
    throw error;
  }
}

function comparable(path: string, content: Uint8Array): string {
  const chart = /^[^/]+\/Chart\.yaml$/.test(path) ? parseYaml(path, content).value : undefined;
  return chart ? toSortedYaml(chart.value) : Buffer.from(content).toString("latin1");
}

function sameBytes(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  if (!a || !b) return a === b;
  return Buffer.compare(a, b) === 0;
}
