import { isLoopback } from "@cstack/bundle";

/** Media types of a chart in a registry. Source: helm v4.3.1, pkg/registry/constants.go. */
const chartConfig = "application/vnd.cncf.helm.config.v1+json";
const chartLayer = "application/vnd.cncf.helm.chart.content.v1.tar+gzip";
export const manifestType = "application/vnd.oci.image.manifest.v1+json";

/** A repository in a registry. */
export interface OciRepository {
  /** https://ghcr.io: scheme and host of the registry's API. */
  origin: string;
  /** stackitcloud/charts/yawol-controller */
  path: string;
}

/** The repository of a chart below an oci:// address. Registries on the loopback interface speak plain HTTP, as for every container tool. */
export function ociRepository(address: string, chart: string): OciRepository {
  const [, host = "", above = ""] = /^oci:\/\/([^/]+)\/?(.*?)\/*$/.exec(address) ?? [];
  const scheme = isLoopback(host) ? "http" : "https";
  // The name that images are called by is not where Docker Hub's API answers.
  const server = host === "docker.io" ? "registry-1.docker.io" : host;
  return { origin: `${scheme}://${server}`, path: above === "" ? chart : `${above}/${chart}` };
}

/** Helm writes a plus of a version as an underscore, because tags have none. */
export function manifestUrl({ origin, path }: OciRepository, version: string): string {
  return `${origin}/v2/${path}/manifests/${version.replaceAll("+", "_")}`;
}

export function blobUrl({ origin, path }: OciRepository, digest: string): string {
  return `${origin}/v2/${path}/blobs/${digest}`;
}

interface Manifest {
  config?: { mediaType?: unknown; digest?: unknown };
  layers?: { mediaType?: unknown; digest?: unknown }[];
}

/** The digest of the archive in a chart's manifest, or why the manifest is of no chart. */
export function chartDigest(text: string): { digest: string } | { fault: string } {
  const manifest = parsed(text);
  if (manifest === undefined) return { fault: "the manifest is no JSON object" };
  if (manifest.config?.mediaType !== chartConfig) return { fault: `it is no Helm chart but ${String(manifest.config?.mediaType)}` };
  const layers = (Array.isArray(manifest.layers) ? manifest.layers : []).filter(({ mediaType }) => mediaType === chartLayer);
  const [layer] = layers;
  if (layer === undefined || layers.length > 1) return { fault: `the manifest has ${layers.length} archives of charts` };
  const { digest } = layer;
  if (typeof digest !== "string" || !/^sha256:[0-9a-f]{64}$/.test(digest)) return { fault: `the archive has the digest ${String(digest)}` };
  return { digest };
}

/** The digest of the configuration in a chart's manifest, which is its Chart.yaml as JSON. */
export function configDigest(text: string): string | undefined {
  const digest = parsed(text)?.config?.digest;
  return typeof digest === "string" ? digest : undefined;
}

/** The version of the software in a chart, from its configuration. */
export function appVersionIn(config: string): string | undefined {
  const { appVersion } = (parsed(config) ?? {}) as { appVersion?: unknown };
  return typeof appVersion === "string" ? appVersion : undefined;
}

function parsed(text: string): Manifest | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The address that gives a token for a repository, by the challenge of a registry, or undefined where the challenge is another one.
 * Source: distribution, docs/content/spec/auth/token.md.
 */
export function tokenUrl(challenge: string | null): string | undefined {
  if (challenge === null || !/^bearer /i.test(challenge)) return undefined;
  const parameters = new Map(
    [...challenge.matchAll(/([a-z_]+)="([^"]*)"/gi)].map(([, name = "", value = ""]) => [name.toLowerCase(), value]),
  );
  const realm = parameters.get("realm");
  if (realm === undefined || !URL.canParse(realm)) return undefined;
  const url = new URL(realm);
  for (const name of ["service", "scope"]) {
    const value = parameters.get(name);
    if (value !== undefined) url.searchParams.set(name, value);
  }
  return url.href;
}
