import { ArchiveError, readTarGzFiles } from "../archive/index.ts";
import { directoryHash, shortHash } from "../hash/index.ts";
import { isMapping, type Mapping, parseYaml } from "../tree/yaml-text.ts";
import type { BundleFiles } from "../unit/checksums.ts";
import { fileChecks, layerChecks, type ReceivedRelease, type TrustCheck } from "./verify-release.ts";

/**
 * What can be said of a release without trusting anybody, as of those that csctl makes and nobody signs: whether its files fit together. Who made it, and of what, stays open,
 * and is said to be open. Needs no network.
 */
export function inspectUnsigned(received: ReceivedRelease): TrustCheck[] {
  const { attestations, files } = received;
  const signature =
    attestations.length === 0 ? "nothing is signed: anybody can have made it" : "it is signed, and nobody is named to be trusted";
  return [
    { check: "signature", state: "not checked", detail: signature },
    { check: "provenance", state: "not checked", detail: "nothing that counts says of what it was made" },
    ...layerChecks(received),
    ...(files?.has("SHA256SUMS") === true ? fileChecks(received) : [noChecksums]),
    ...(files === undefined ? [] : [contractCheck(files), sourcesCheck(files)]),
  ];
}

const noChecksums: TrustCheck = {
  check: "checksums",
  state: "not checked",
  detail: "it has no SHA256SUMS: a changed file cannot be told from the one that was made",
};

/** Whether the operator can read it. Source: cluster-stack-operator b3680fb, pkg/release/release.go; csctl v0.0.5, pkg/clusterstack/metadata.go. */
function contractCheck(files: BundleFiles): TrustCheck {
  const versions = versionsIn(files);
  if (versions === undefined) return { check: "contract", state: "failed", detail: "metadata.yaml is missing, or has no versions" };
  const { clusterStack, clusterAddon, nodeImage, kubernetes } = versions;
  const empty = Object.entries({ clusterStack, kubernetes, clusterAddon, nodeImage }).filter(([, version]) => version === "");
  const faults = [
    ...empty.map(([name]) => `metadata.yaml says no version of ${name}`),
    ...chartFaults(files, `-cluster-class-${clusterStack}.tgz`, clusterStack),
    ...archiveFaults(files, `-cluster-addon-${clusterAddon}.tgz`),
    ...(files.has("clusteraddon.yaml") || files.has("cluster-addon-values.yaml") ? [] : ["neither clusteraddon.yaml nor values of addons"]),
  ];
  if (faults.length > 0) return { check: "contract", state: "failed", detail: faults.join("; ") };
  return {
    check: "contract",
    state: "passed",
    detail: `metadata.yaml and both archives fit: ${clusterStack} for Kubernetes ${kubernetes}`,
  };
}

/**
 * hashes.json is about the sources, which do not come with a release. Where charts of addons were packaged as they stood in the sources, their hash is still theirs, and a version
 * that is made of the content has its beginning.
 */
function sourcesCheck(files: BundleFiles): TrustCheck {
  const hashes = mappingIn(files, "hashes.json");
  if (hashes === undefined) return { check: "sources", state: "not checked", detail: "there is no hashes.json" };
  const versions = versionsIn(files);
  const [, short] = /^v0-sha\.(.+)$/.exec(versions?.clusterStack ?? "") ?? [];
  const whole = String(hashes["clusterStack"] ?? "");
  if (short !== undefined && short !== shortHash(whole))
    return {
      check: "sources",
      state: "failed",
      detail: `the version is of sources that begin with ${short}, and hashes.json says ${shortHash(whole)}`,
    };
  const name = fileEndingIn(files, `-cluster-addon-${versions?.clusterAddon ?? ""}.tgz`);
  const charts = name === undefined ? undefined : archived(files, name);
  const isAsHashed = charts !== undefined && directoryHash(charts) === hashes["clusterAddonDir"];
  if (isAsHashed)
    return { check: "sources", state: "passed", detail: `the charts in ${name} have the hash in hashes.json; the class has none` };
  return { check: "sources", state: "not checked", detail: "hashes.json is about sources, and nothing here stands as it did there" };
}

interface MetadataVersions {
  clusterStack: string;
  clusterAddon: string;
  nodeImage: string;
  kubernetes: string;
}

/** What metadata.yaml says; empty for what it does not. */
function versionsIn(files: BundleFiles): MetadataVersions | undefined {
  const versions = mappingIn(files, "metadata.yaml")?.["versions"];
  if (!isMapping(versions)) return undefined;
  const components = isMapping(versions["components"]) ? versions["components"] : {};
  const text = (value: unknown): string => (typeof value === "string" ? value : "");
  return {
    clusterStack: text(versions["clusterStack"]),
    kubernetes: text(versions["kubernetes"]),
    clusterAddon: text(components["clusterAddon"]),
    nodeImage: text(components["nodeImage"]),
  };
}

function mappingIn(files: BundleFiles, name: string): Mapping | undefined {
  const content = files.get(name);
  const value = content === undefined ? undefined : parseYaml(name, Buffer.from(content)).value?.value;
  return isMapping(value) ? value : undefined;
}

function chartFaults(files: BundleFiles, ending: string, version: string): string[] {
  const faults = archiveFaults(files, ending);
  const name = fileEndingIn(files, ending);
  if (faults.length > 0 || name === undefined) return faults;
  const entries = archived(files, name) ?? new Map<string, Uint8Array>();
  const path = [...entries.keys()].find((each) => /^[^/]+\/Chart\.yaml$/.test(each));
  const chart = path === undefined ? undefined : mappingIn(entries, path);
  return chart?.["version"] === version ? [] : [`the chart in ${name} is of version ${String(chart?.["version"])}`];
}

function archiveFaults(files: BundleFiles, ending: string): string[] {
  const name = fileEndingIn(files, ending);
  if (name === undefined) return [`no file is called ...${ending}`];
  return archived(files, name) === undefined ? [`${name} is no archive`] : [];
}

function fileEndingIn(files: BundleFiles, ending: string): string | undefined {
  return [...files.keys()].find((name) => name.endsWith(ending));
}

/** The files of an archive; undefined where it is none. */
function archived(files: BundleFiles, name: string): Map<string, Uint8Array> | undefined {
  try {
    return readTarGzFiles(Buffer.from(files.get(name) ?? ""));
  } catch (error) {
    if (error instanceof ArchiveError) return undefined;
    throw error;
  }
}
