import type { Mirror } from "../network/mirror.ts";
import type { ChartServer } from "./chart-server.ts";
import { chartManifest } from "./oci-registry.ts";

/** The addresses that facts are read from, all of them at one server of a test. */
export function upstreamMirrors(server: ChartServer): Mirror[] {
  const hosts = ["dl.k8s.io", "raw.githubusercontent.com", "api.github.com", "charts.example.com", "disks.example.com"];
  return [
    ...hosts.map((host) => ({ from: `https://${host}/`, to: `${server.url}/${host}/` })),
    { from: "oci://images.example.com/", to: `${server.url.replace("http", "oci")}/` },
  ];
}

/** A day of the schedule that kubernetes.io is made of, in its shape: versions unquoted, days as words. Recorded from data/releases/schedule.yaml. */
interface ScheduledMinor {
  minor: string;
  released: string;
  endOfLife: string;
  patches: [version: string, day: string][];
}

/** Serves what upstream says of minors; the first patch of each is the newest. */
export function serveKubernetes(server: ChartServer, minors: readonly ScheduledMinor[]): void {
  const schedules = minors.map(({ minor, released, endOfLife, patches }) => {
    const previous = patches.map(([version, day]) => `    - release: ${version}\n      cherryPickDeadline: ""\n      targetDate: ${day}\n`);
    const next = `  next:\n    release: ${minor}.99\n    cherryPickDeadline: 2027-01-01\n    targetDate: 2027-01-10\n`;
    return `- release: ${minor}\n  releaseDate: ${released}\n  maintenanceModeStartDate: ${endOfLife}\n  endOfLifeDate: ${endOfLife}\n${next}  previousPatches:\n${previous.join("")}`;
  });
  server.on("/raw.githubusercontent.com/kubernetes/website/main/data/releases/schedule.yaml", {
    body: `---\n# Parsed to find out the latest patch version.\nschedules:\n${schedules.join("")}`,
  });
  for (const { minor, patches } of minors) server.on(`/dl.k8s.io/release/stable-${minor}.txt`, { body: `v${patches[0]?.[0]}` });
}

/** The constants of kubeadm of one version, in the shape of cmd/kubeadm/app/constants/constants.go. */
export function serveConstants(server: ChartServer, version: string, images: { etcd: string; coredns: string; pause: string }): void {
  server.on(`/raw.githubusercontent.com/kubernetes/kubernetes/v${version}/cmd/kubeadm/app/constants/constants.go`, {
    body: `package constants\n\nconst (\n\t// PauseVersion indicates the default pause image version for kubeadm\n\tPauseVersion = "${images.pause}"\n\n\t// DefaultEtcdVersion indicates the default etcd version that kubeadm uses\n\tDefaultEtcdVersion = "${images.etcd}"\n\n\t// CoreDNSVersion is the version of CoreDNS to be deployed if it is used\n\tCoreDNSVersion = "${images.coredns}"\n)\n`,
  });
}

/** A tag of an image; gives what stands behind it, whose hash is the digest. */
export function serveImage(
  server: ChartServer,
  path: string,
  tag: string,
  content = `{"schemaVersion":2,"annotations":{"of":"${path}:${tag}"}}`,
): string {
  server.on(`/v2/${path}/manifests/${tag}`, { headers: { "content-type": "application/vnd.oci.image.index.v1+json" }, body: content });
  return content;
}

/** A chart in a registry with its list of tags, in two pages as registries give it, and its configuration. */
export function serveTaggedChart(server: ChartServer, repository: string, tags: readonly string[], chart: Uint8Array, app: string): void {
  const [first, ...rest] = tags;
  const list = (some: readonly (string | undefined)[]): string => JSON.stringify({ name: repository, tags: some });
  const link = `</v2/${repository}/tags/list?n=1000&last=${first}>; rel="next"`;
  server.on(`/v2/${repository}/tags/list?n=1000`, { headers: { link }, body: list([first]) });
  server.on(`/v2/${repository}/tags/list?n=1000&last=${first}`, { body: list(rest) });
  for (const tag of tags) server.on(`/v2/${repository}/manifests/${tag}`, { body: chartManifest(chart) });
  const { config } = JSON.parse(chartManifest(chart)) as { config: { digest: string } };
  server.on(`/v2/${repository}/blobs/${config.digest}`, { body: JSON.stringify({ name: "net-chart", appVersion: app }) });
}

/** Releases of a repository as GitHub's API lists them. */
export function serveReleases(
  server: ChartServer,
  repository: string,
  tags: readonly { tag: string; prerelease?: boolean; draft?: boolean }[],
): void {
  const releases = tags.map(({ tag, prerelease = false, draft = false }) => ({ tag_name: tag, name: tag, prerelease, draft, assets: [] }));
  server.on(`/api.github.com/repos/${repository}/releases?per_page=100`, { body: JSON.stringify(releases) });
}
