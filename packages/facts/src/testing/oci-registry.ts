import { createHash } from "node:crypto";
import type { ChartServer } from "./chart-server.ts";

const types = {
  manifest: "application/vnd.oci.image.manifest.v1+json",
  config: "application/vnd.cncf.helm.config.v1+json",
  chart: "application/vnd.cncf.helm.chart.content.v1.tar+gzip",
} as const;

export function sha256Of(bytes: Uint8Array | string): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}

/** The manifest of a chart as `helm push` writes it (helm v4.3.1, pkg/registry/client.go). */
export function chartManifest(chart: Uint8Array, changes: { config?: string; layer?: string } = {}): string {
  const config = "{}";
  return JSON.stringify({
    schemaVersion: 2,
    mediaType: types.manifest,
    config: { mediaType: changes.config ?? types.config, digest: sha256Of(config), size: config.length },
    layers: [{ mediaType: changes.layer ?? types.chart, digest: sha256Of(chart), size: chart.byteLength }],
  });
}

/** Serves a chart as a registry without tokens does. */
export function serveChart(server: ChartServer, repository: string, tag: string, chart: Uint8Array, manifest = chartManifest(chart)): void {
  server.on(`/v2/${repository}/manifests/${tag}`, { headers: { "content-type": types.manifest }, body: manifest });
  server.on(`/v2/${repository}/blobs/${sha256Of(chart)}`, { body: chart });
}

/** The answers of a registry that wants a token even from readers, as ghcr.io does: first the challenge, then the thing. */
export function askForToken(server: ChartServer, repository: string, tag: string, chart: Uint8Array): void {
  const scope = `repository:${repository}:pull`;
  const challenge = `Bearer realm="${server.url}/token",service="registry.test",scope="${scope}"`;
  serveChart(server, repository, tag, chart);
  server.on(
    `/v2/${repository}/manifests/${tag}`,
    { status: 401, headers: { "www-authenticate": challenge } },
    { headers: { "content-type": types.manifest }, body: chartManifest(chart) },
  );
  server.on(`/token?service=registry.test&scope=${encodeURIComponent(scope)}`, { body: JSON.stringify({ token: "for-readers" }) });
}
