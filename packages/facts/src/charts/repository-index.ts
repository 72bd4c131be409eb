import { parse } from "yaml";

/** What a Helm repository says of one version of a chart. */
export interface IndexEntry {
  /** Absolute address of the archive. */
  url: string;
  /** `sha256:…`; older repositories leave it out. */
  digest: string | undefined;
}

/** One version of a chart as its repository lists it. */
export interface ListedVersion {
  version: string;
  /** `sha256:…` of the archive, where the repository says. */
  digest: string | undefined;
  /** Version of the software in the chart. */
  app: string | undefined;
}

interface RawEntry {
  version?: unknown;
  appVersion?: unknown;
  urls?: unknown;
  digest?: unknown;
}

/**
 * Finds a version of a chart in the index.yaml of a repository; names the versions there are where it is not among them.
 * Addresses are relative to the repository. Source: helm v4.3.1, pkg/repo/v1/index.go (IndexFile, ChartVersion) and pkg/downloader.
 */
export function findInIndex(
  text: string,
  chart: string,
  version: string,
  repository: string,
): { entry: IndexEntry } | { versions: string[] } | { fault: string } {
  const entries = entriesOf(text, chart);
  if (entries === undefined) return { fault: "index.yaml cannot be read as an index of charts" };
  const known = entries.filter(isObject);
  const found = known.find((entry) => entry.version === version) ?? known.find((entry) => withoutV(entry.version) === withoutV(version));
  if (found === undefined) return { versions: known.map((entry) => String(entry.version)) };
  const [address] = Array.isArray(found.urls) ? (found.urls as unknown[]) : [];
  const base = repository.endsWith("/") ? repository : `${repository}/`;
  if (typeof address !== "string" || !URL.canParse(address, base)) return { fault: `index.yaml has no address of ${chart} ${version}` };
  return { entry: { url: new URL(address, base).href, digest: digestOf(found.digest) } };
}

/** All versions of a chart in the index.yaml of a repository, none where it has no such chart; undefined where it is no index. */
export function versionsInIndex(text: string, chart: string): ListedVersion[] | undefined {
  return entriesOf(text, chart)
    ?.filter(isObject)
    .map(({ version, digest, appVersion }) => ({
      version: String(version),
      digest: digestOf(digest),
      app: appVersion === undefined ? undefined : String(appVersion),
    }));
}

/** Helm writes the bare hash; others write it with the algorithm. */
function digestOf(digest: unknown): string | undefined {
  const hash = typeof digest === "string" ? digest.replace(/^sha256:/, "") : "";
  return /^[0-9a-f]{64}$/.test(hash) ? `sha256:${hash}` : undefined;
}

function withoutV(version: unknown): string {
  return String(version).replace(/^v/, "");
}

function isObject(value: unknown): value is RawEntry {
  return typeof value === "object" && value !== null;
}

/** The entries of one chart. Indexes grow to tens of megabytes, so only the chart's own lines are parsed where the usual layout shows them. */
function entriesOf(text: string, chart: string): unknown[] | undefined {
  return entriesIn(chartLines(text, chart), chart) ?? entriesIn(text, chart);
}

function entriesIn(text: string | undefined, chart: string): unknown[] | undefined {
  if (text === undefined) return undefined;
  try {
    const { entries } = (parse(text, { maxAliasCount: 0 }) ?? {}) as { entries?: Record<string, unknown> };
    if (typeof entries !== "object" || entries === null) return undefined;
    const list = Object.hasOwn(entries, chart) ? entries[chart] : [];
    return Array.isArray(list) ? (list as unknown[]) : undefined;
  } catch {
    return undefined;
  }
}

/** `entries:` with the block of one chart, as Helm writes it: two spaces before the chart, its items as deep or deeper. */
function chartLines(text: string, chart: string): string | undefined {
  const head = `\n  ${chart}:\n`;
  const start = text.indexOf(head, text.search(/^entries:/m));
  if (start === -1) return undefined;
  const rest = text.slice(start + head.length);
  const end = rest.search(/^(?! {3}| {2}- |\s*$)/m);
  return `entries:${head}${end === -1 ? rest : rest.slice(0, end)}`;
}
