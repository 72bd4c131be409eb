import { toYaml } from "@cstack/model";
import { dashForm, parseVersion, type ReleaseVersion } from "@cstack/release";
import { packChart, packTarGz, readTarGzFiles } from "../archive/index.ts";
import type { BundleFiles } from "../unit/checksums.ts";
import { artifactOf, blobOf, emptyConfig, type OciArtifact } from "./manifest.ts";

/** What of a release goes into its artifacts. */
export interface ReleaseContent {
  /** `openstack-scs-1-36` */
  unit: string;
  /** In dot form. */
  version: string;
  kubernetes: string;
  contentHash: string;
  /** Day of the release, `2026-11-21`; left out for builds that are no releases. */
  date?: string;
  files: BundleFiles;
}

/** One release for three kinds of clients: no artifact can serve all, because each reads other layers and tags. */
export interface ReleaseArtifacts {
  /** All files, for the Cluster Stack Operator, at the tag that it builds from the release's name. */
  operator: OciArtifact;
  /** The class as a chart, for `helm pull`. */
  chart: OciArtifact;
  /** The class as manifests, for Flux. */
  manifests: OciArtifact;
}

/** The artifacts of a release. Pure: the ledger has their digests before anything is pushed. */
export function releaseArtifacts(content: ReleaseContent): ReleaseArtifacts {
  const version = parseVersion(content.version);
  if (version === undefined) throw new RangeError(`${content.version} is no version of a release`);
  return {
    operator: operatorArtifact(content, version),
    chart: chartArtifact(content, version),
    manifests: manifestsArtifact(content, version),
  };
}

/** The version for clients that want semver: `3.0.0` for `v3`, `3.0.0-beta.1` for `v3-beta.1`. */
export function semverOf({ major, channel, patch }: ReleaseVersion): string {
  return patch === undefined ? `${major}.0.0` : `${major}.0.0-${channel}.${patch}`;
}

/**
 * Source: csctl 66dc97a, pkg/assetsclient/oci (media types, annotations; the odd ones are as there) and cluster-stack-operator b3680fb, which reads
 * titles and nothing else.
 */
function operatorArtifact({ unit, kubernetes, contentHash, date, files }: ReleaseContent, version: ReleaseVersion): OciArtifact {
  const layers = [...files.keys()]
    .sort()
    .map((name) => blobOf(files.get(name) ?? "", layerType(name), { "org.opencontainers.image.title": name }));
  return artifactOf({
    path: "",
    tag: `${unit}-${dashForm(version)}`,
    artifactType: "application/vnd.scs.cluster-stacks.v1",
    config: emptyConfig(),
    layers,
    annotations: { kubernetesVersion: `v${kubernetes}`, hash: contentHash.slice(0, 7), ...created(date) },
  });
}

function layerType(name: string): string {
  const byName: Record<string, string> = {
    "clusteraddon.yaml": "application/vnd.scs.cluster-addon.config.layer.v1+yaml",
    "metadata.yaml": "application/vnd.scs.metadata.layer.v1+yaml",
    "node-images.yaml": "application/vnd.scs.node-image.config.layer.v1+yaml",
    "hashes.json": "application/vnd.scs.hashes.layer.v1+yaml",
  };
  const known = byName[name];
  if (known !== undefined) return known;
  if (/cluster-addon.*\.tgz$/.test(name)) return "application/vnd.scs.cluster-addon.layer.v1.tar+gzip";
  if (/cluster-class.*\.tgz$/.test(name)) return "application/vnd.scs.cluster-class.v1.tar+gzip";
  return "application/vnd.oci.image.layer.v1.tar";
}

/** Helm finds versions by tags that are semver, and calls a chart by the last part of its repository. Source: Helm v3, pkg/registry. */
function chartArtifact({ unit, kubernetes, date, files, ...content }: ReleaseContent, version: ReleaseVersion): OciArtifact {
  const name = `${unit}-class`;
  const semver = semverOf(version);
  const metadata = {
    name,
    version: semver,
    description: `ClusterClass ${unit}-${content.version} for Kubernetes v${kubernetes}`,
    apiVersion: "v2",
    appVersion: content.version,
    type: "application",
  };
  const archive = packChart(
    name,
    new Map([["Chart.yaml", Buffer.from(toYaml(metadata))], ...classTemplates(unit, content.version, files)]),
  );
  return artifactOf({
    path: `charts/${name}`,
    tag: semver,
    config: blobOf(JSON.stringify(metadata), "application/vnd.cncf.helm.config.v1+json"),
    layers: [blobOf(archive, "application/vnd.cncf.helm.chart.content.v1.tar+gzip")],
    annotations: {
      "org.opencontainers.image.title": name,
      "org.opencontainers.image.version": semver,
      "org.opencontainers.image.description": metadata.description,
      ...created(date),
    },
  });
}

/** The templates of the class chart that the operator gets: the same objects under another chart name. */
function classTemplates(unit: string, version: string, files: BundleFiles): [string, Uint8Array][] {
  const name = `${unit}-cluster-class`;
  const archive = files.get(`${name}-${version}.tgz`);
  if (archive === undefined || typeof archive === "string") throw new RangeError(`the bundle of ${unit}-${version} has no class chart`);
  return [...readTarGzFiles(archive)]
    .map(([path, content]): [string, Uint8Array] => [path.slice(name.length + 1), content])
    .filter(([path]) => path.startsWith("templates/"));
}

/** Source: Flux source-controller, OCIRepository: the first layer is unpacked whatever its type, and tags are chosen by semver. */
function manifestsArtifact({ unit, date, files }: ReleaseContent, version: ReleaseVersion): OciArtifact {
  const archive = packTarGz([{ path: "class.yaml", content: files.get("class.yaml") ?? "" }]);
  return artifactOf({
    path: `manifests/${unit}`,
    tag: semverOf(version),
    config: blobOf("{}", "application/vnd.cncf.flux.config.v1+json"),
    layers: [blobOf(archive, "application/vnd.cncf.flux.content.v1.tar+gzip")],
    annotations: { "org.opencontainers.image.title": unit, "org.opencontainers.image.version": semverOf(version), ...created(date) },
  });
}

/** The day of the release, and never the time of a build: the same release has the same digest wherever it is built. */
function created(date: string | undefined): Record<string, string> {
  return date === undefined ? {} : { "org.opencontainers.image.created": `${date}T00:00:00Z` };
}
