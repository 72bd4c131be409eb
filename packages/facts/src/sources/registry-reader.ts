import { digestOf } from "../charts/chart-archive.ts";
import { type OciRepository, ociRepository, tokenUrl } from "../charts/oci.ts";
import { type Download, download } from "../network/download.ts";
import { mirrored } from "../network/mirror.ts";
import type { Network } from "../network/network.ts";
import { bytesText, parsedJson } from "./answer.ts";

const answerLimit = 4 * 1024 * 1024;
/** Registries list tags in pages; one that never comes to an end is not read to the end. */
const mostPages = 100;
const manifestTypes = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.docker.distribution.manifest.v2+json",
].join(", ");

type Failed = Exclude<Download, { ok: true }>;

/** Reads from registries, with a token of nobody in particular where one wants it: charts and images are public. Source: OCI Distribution 1.1. */
export class RegistryReader {
  readonly #network: Network;
  readonly #tokens = new Map<string, Promise<string | undefined>>();

  constructor(network: Network) {
    this.#network = network;
  }

  /** A repository below an oci:// address, at the place where it is to be asked for. */
  repository(above: string, name: string): OciRepository {
    return ociRepository(mirrored(`${above.replace(/\/+$/, "")}/`, this.#network.mirrors), name);
  }

  /** Asks for an address of a registry; `headers` are those that worked, for what is asked next. */
  async get(url: string, accept: string): Promise<{ answer: Download; headers: Record<string, string> }> {
    const headers = { accept };
    const answer = await download({ url, headers, limit: answerLimit }, this.#network);
    if (answer.ok || answer.status !== 401) return { answer, headers };
    const realm = tokenUrl(answer.headers?.get("www-authenticate") ?? null);
    const token = realm === undefined ? undefined : await this.#tokenOf(realm);
    if (token === undefined) return { answer, headers };
    const withToken = { ...headers, authorization: `Bearer ${token}` };
    return { answer: await download({ url, headers: withToken, limit: answerLimit }, this.#network), headers: withToken };
  }

  /** All tags of a repository, page by page. */
  async tags({ origin, path }: OciRepository): Promise<{ tags: string[] } | { failed: Failed }> {
    const found: string[] = [];
    let url: string | undefined = `${origin}/v2/${path}/tags/list?n=1000`;
    for (let page = 0; url !== undefined && page < mostPages; page++) {
      const { answer }: { answer: Download } = await this.get(url, "application/json");
      if (!answer.ok) return { failed: answer };
      const { tags } = (parsedJson(bytesText(answer.bytes)) ?? {}) as { tags?: unknown };
      if (!Array.isArray(tags)) return { failed: { ok: false, url, reason: "the answer is no list of tags" } };
      found.push(...tags.map(String));
      url = nextPage(answer.headers.get("link"), url);
    }
    return { tags: found };
  }

  /** The digest that the tag of an image (`registry/path:tag`) stands for: of the index where there is one, as container runtimes pin it. */
  async digest(image: string): Promise<{ digest: string } | { failed: Failed }> {
    const [, above = "", name = "", tag = ""] = /^(.+)\/([^/:]+):([^:/]+)$/.exec(image) ?? [];
    const { origin, path } = this.repository(`oci://${above}`, name);
    const { answer } = await this.get(`${origin}/v2/${path}/manifests/${tag}`, manifestTypes);
    if (!answer.ok) return { failed: answer };
    return { digest: digestOf(answer.bytes) };
  }

  #tokenOf(realm: string): Promise<string | undefined> {
    const pending = this.#tokens.get(realm) ?? this.#token(realm);
    this.#tokens.set(realm, pending);
    return pending;
  }

  async #token(realm: string): Promise<string | undefined> {
    const answer = await download({ url: realm, limit: answerLimit }, this.#network);
    const { token, access_token } = (answer.ok ? (parsedJson(bytesText(answer.bytes)) ?? {}) : {}) as {
      token?: unknown;
      access_token?: unknown;
    };
    const given = token ?? access_token;
    return typeof given === "string" ? given : undefined;
  }
}

/** `Link: </v2/…?last=x>; rel="next"` (RFC 8288). */
function nextPage(link: string | null, url: string): string | undefined {
  const [, target] = /<([^>]+)>\s*;\s*rel="?next"?/.exec(link ?? "") ?? [];
  return target === undefined || !URL.canParse(target, url) ? undefined : new URL(target, url).href;
}
