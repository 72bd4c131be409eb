import { type Diagnostic, problem, type Result } from "@cstack/model";
import { type Download, download } from "../network/download.ts";
import type { Network } from "../network/network.ts";
import { bytesText } from "../sources/answer.ts";
import { RegistryReader } from "../sources/registry-reader.ts";
import { appVersionIn, blobUrl, chartDigest, configDigest, manifestType, manifestUrl } from "./oci.ts";
import { type ChartReference, chartName } from "./references.ts";
import { findInIndex, type ListedVersion, versionsInIndex } from "./repository-index.ts";

/** Where the archive of a chart is, and the digest that its repository names. */
export interface LocatedChart {
  url: string;
  headers: Readonly<Record<string, string>>;
  /** Undefined where the repository does not say. */
  digest: string | undefined;
}

/** An index of a large repository has tens of megabytes. */
const indexLimit = 128 * 1024 * 1024;

/** Repositories and registries of charts. What serves several charts, an index or a token, is asked for once. */
export class ChartSources {
  readonly #network: Network;
  readonly #indexes = new Map<string, Promise<Download>>();
  readonly #registries: RegistryReader;

  constructor(network: Network) {
    this.#network = network;
    this.#registries = new RegistryReader(network);
  }

  /** Asks the repository of a chart for it. Nothing of the archive is fetched. */
  locate(reference: ChartReference): Promise<Result<LocatedChart>> {
    return reference.repository.startsWith("oci://") ? this.#inRegistry(reference) : this.#inRepository(reference);
  }

  /** Versions of a chart that its repository lists; registries say no more than the tags. */
  async versions(reference: ChartReference): Promise<Result<ListedVersion[]>> {
    const { chart, repository, place } = reference;
    if (repository.startsWith("oci://")) return this.#tagged(reference);
    const { address, answer } = await this.#index(repository);
    if (!answer.ok) return { diagnostics: [unreachable(reference, answer)] };
    const listed = versionsInIndex(bytesText(answer.bytes), chart);
    if (listed === undefined) return { diagnostics: [problem("CS8005", place, `${address}: it cannot be read as an index of charts.`)] };
    return { value: listed, diagnostics: [] };
  }

  /** Digest and version of the software of one chart in a registry: what the index of a repository says of each. */
  async describe(reference: ChartReference): Promise<Result<ListedVersion>> {
    const repository = this.#registries.repository(reference.repository, reference.chart);
    const url = manifestUrl(repository, reference.version);
    const { answer } = await this.#registries.get(url, manifestType);
    if (!answer.ok) return { diagnostics: [unreachable(reference, answer)] };
    const [layer, config] = [chartDigest(bytesText(answer.bytes)), configDigest(bytesText(answer.bytes))];
    if ("fault" in layer) return { diagnostics: [problem("CS8005", reference.place, `${url}: ${layer.fault}.`)] };
    const metadata = config === undefined ? undefined : await this.#registries.get(blobUrl(repository, config), "*/*");
    const app = metadata?.answer.ok === true ? appVersionIn(bytesText(metadata.answer.bytes)) : undefined;
    return { value: { version: reference.version, digest: layer.digest, app }, diagnostics: [] };
  }

  async #tagged(reference: ChartReference): Promise<Result<ListedVersion[]>> {
    const listed = await this.#registries.tags(this.#registries.repository(reference.repository, reference.chart));
    if (!("tags" in listed)) return { diagnostics: [unreachable(reference, listed.failed)] };
    // Helm writes the plus of a version as an underscore.
    const versions = listed.tags.map((tag) => ({ version: tag.replaceAll("_", "+"), digest: undefined, app: undefined }));
    return { value: versions, diagnostics: [] };
  }

  async #index(repository: string): Promise<{ address: string; answer: Download }> {
    const address = `${repository.replace(/\/$/, "")}/index.yaml`;
    const index = this.#indexes.get(address) ?? download({ url: address, limit: indexLimit }, this.#network);
    this.#indexes.set(address, index);
    return { address, answer: await index };
  }

  async #inRepository(reference: ChartReference): Promise<Result<LocatedChart>> {
    const { chart, version, repository, place } = reference;
    const { address, answer } = await this.#index(repository);
    if (!answer.ok) return { diagnostics: [unreachable(reference, answer)] };
    const found = findInIndex(bytesText(answer.bytes), chart, version, repository);
    if ("fault" in found) return { diagnostics: [problem("CS8005", place, `${address}: ${found.fault}.`)] };
    if ("versions" in found) return { diagnostics: [missing(reference, found.versions)] };
    return { value: { ...found.entry, headers: {} }, diagnostics: [] };
  }

  async #inRegistry(reference: ChartReference): Promise<Result<LocatedChart>> {
    const { chart, version, place } = reference;
    const repository = this.#registries.repository(reference.repository, chart);
    const url = manifestUrl(repository, version);
    const { answer, headers } = await this.#registries.get(url, manifestType);
    if (!answer.ok) return { diagnostics: [answer.status === 404 ? missing(reference, []) : unreachable(reference, answer)] };
    const layer = chartDigest(bytesText(answer.bytes));
    if ("fault" in layer) return { diagnostics: [problem("CS8005", place, `${url}: ${layer.fault}.`)] };
    const { authorization } = headers;
    const token = authorization === undefined ? {} : { authorization };
    return { value: { url: blobUrl(repository, layer.digest), headers: token, digest: layer.digest }, diagnostics: [] };
  }
}

/** Servers that say no to a chart have not got it; every other failure is about the way to them. */
export function unreachable(reference: ChartReference, answer: Exclude<Download, { ok: true }>): Diagnostic {
  const text = `${chartName(reference)}: ${answer.url}: ${answer.reason}.`;
  const gone = answer.status === 404 || answer.status === 410;
  return problem(gone ? "CS8001" : "CS8004", reference.place, text);
}

function missing(reference: ChartReference, versions: readonly string[]): Diagnostic {
  const { chart, version, repository, place } = reference;
  const known = versions.length === 0 ? "" : ` It has ${versions.slice(0, 5).join(", ")}${versions.length > 5 ? " and older ones" : ""}.`;
  return problem("CS8001", place, `${repository} has no ${chart} ${version}.${known}`);
}
