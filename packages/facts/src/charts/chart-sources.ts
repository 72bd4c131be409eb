import { type Diagnostic, problem, type Result } from "@cstack/model";
import { type Download, download } from "../network/download.ts";
import { mirrored } from "../network/mirror.ts";
import type { Network } from "../network/network.ts";
import { blobUrl, chartDigest, manifestType, manifestUrl, ociRepository, tokenUrl } from "./oci.ts";
import { type ChartReference, chartName } from "./references.ts";
import { findInIndex } from "./repository-index.ts";

/** Where the archive of a chart is, and the digest that its repository names. */
export interface LocatedChart {
  url: string;
  headers: Readonly<Record<string, string>>;
  /** Undefined where the repository does not say. */
  digest: string | undefined;
}

/** An index of a large repository has tens of megabytes. */
const indexLimit = 128 * 1024 * 1024;
const answerLimit = 4 * 1024 * 1024;

/** Repositories and registries of charts. What serves several charts, an index or a token, is asked for once. */
export class ChartSources {
  readonly #network: Network;
  readonly #indexes = new Map<string, Promise<Download>>();
  readonly #tokens = new Map<string, Promise<string | undefined>>();

  constructor(network: Network) {
    this.#network = network;
  }

  /** Asks the repository of a chart for it. Nothing of the archive is fetched. */
  locate(reference: ChartReference): Promise<Result<LocatedChart>> {
    return reference.repository.startsWith("oci://") ? this.#inRegistry(reference) : this.#inRepository(reference);
  }

  async #inRepository(reference: ChartReference): Promise<Result<LocatedChart>> {
    const { chart, version, repository, place } = reference;
    const address = `${repository.replace(/\/$/, "")}/index.yaml`;
    const index = this.#indexes.get(address) ?? download({ url: address, limit: indexLimit }, this.#network);
    this.#indexes.set(address, index);
    const answer = await index;
    if (!answer.ok) return { diagnostics: [unreachable(reference, answer)] };
    const found = findInIndex(textOf(answer.bytes), chart, version, repository);
    if ("fault" in found) return { diagnostics: [problem("CS8005", place, `${address}: ${found.fault}.`)] };
    if ("versions" in found) return { diagnostics: [missing(reference, found.versions)] };
    return { value: { ...found.entry, headers: {} }, diagnostics: [] };
  }

  async #inRegistry(reference: ChartReference): Promise<Result<LocatedChart>> {
    const { chart, version, place } = reference;
    const repository = ociRepository(mirrored(`${reference.repository}/`, this.#network.mirrors), chart);
    const url = manifestUrl(repository, version);
    const { answer, headers } = await this.#authorized(url, { accept: manifestType });
    if (!answer.ok) return { diagnostics: [answer.status === 404 ? missing(reference, []) : unreachable(reference, answer)] };
    const layer = chartDigest(textOf(answer.bytes));
    if ("fault" in layer) return { diagnostics: [problem("CS8005", place, `${url}: ${layer.fault}.`)] };
    const { authorization } = headers;
    const token = authorization === undefined ? {} : { authorization };
    return { value: { url: blobUrl(repository, layer.digest), headers: token, digest: layer.digest }, diagnostics: [] };
  }

  /** Asks a registry, with a token of nobody in particular where it wants one: charts are public. */
  async #authorized(url: string, headers: Record<string, string>): Promise<{ answer: Download; headers: Record<string, string> }> {
    const answer = await download({ url, headers, limit: answerLimit }, this.#network);
    if (answer.ok || answer.status !== 401) return { answer, headers };
    const realm = tokenUrl(answer.headers?.get("www-authenticate") ?? null);
    if (realm === undefined) return { answer, headers };
    const pending = this.#tokens.get(realm) ?? this.#token(realm);
    this.#tokens.set(realm, pending);
    const token = await pending;
    if (token === undefined) return { answer, headers };
    const withToken = { ...headers, authorization: `Bearer ${token}` };
    return { answer: await download({ url, headers: withToken, limit: answerLimit }, this.#network), headers: withToken };
  }

  async #token(realm: string): Promise<string | undefined> {
    const answer = await download({ url: realm, limit: answerLimit }, this.#network);
    if (!answer.ok) return undefined;
    try {
      const { token, access_token } = JSON.parse(textOf(answer.bytes)) as { token?: unknown; access_token?: unknown };
      const given = token ?? access_token;
      return typeof given === "string" ? given : undefined;
    } catch {
      return undefined;
    }
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

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("utf8");
}
