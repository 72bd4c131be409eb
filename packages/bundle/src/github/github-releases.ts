import { setTimeout as delay } from "node:timers/promises";
import { RegistryError } from "../oci/registry-error.ts";
import { type BundleFiles, sha256 } from "../unit/checksums.ts";

/** A repository at GitHub whose releases get the files of ours. */
export interface GithubTarget {
  /** `owner/name` */
  repository: string;
  token: string;
  /** Address of the API; https://api.github.com unless told. */
  api?: string;
  /** Attempts of one request and milliseconds before the second one; 5 and 250 unless told. */
  attempts?: number;
  backoff?: number;
}

interface GithubRelease {
  id: number;
  tag_name: string;
  draft: boolean;
  upload_url: string;
  assets: { id: number; name: string; size: number; state: string; digest?: string | null }[];
}

/** What was sent for one release; all zero where it was there. */
export interface GithubSent {
  assets: number;
  bytes: number;
}

/**
 * Publishes the files of a release as assets of a GitHub release whose name and tag are both the release's, as csctl and the operator look for it
 * (csctl 66dc97a and cluster-stack-operator b3680fb, pkg/assetsclient/github: listing by name, download by tag). It is a draft, which nobody sees, until all assets are
 * there: whoever is interrupted leaves nothing half, and the next run goes on. Published assets are never replaced.
 * @throws RegistryError CS6020 where GitHub refuses or cannot be reached, CS6021 where an asset has another content
 */
export async function publishGithubRelease(target: GithubTarget, release: string, commit: string, files: BundleFiles): Promise<GithubSent> {
  const existing = await findRelease(target, release);
  const found = existing ?? (await createDraft(target, release, commit));
  const sent: GithubSent = { assets: 0, bytes: 0 };
  for (const [name, content] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const bytes = typeof content === "string" ? Buffer.from(content) : content;
    if (await isThere(target, found, name, bytes)) continue;
    if (!found.draft) throw differs(target, release, name, "is not among the assets");
    const address = new URL(found.upload_url.replace(/\{.*$/, ""));
    address.searchParams.set("name", name);
    await request(target, "POST", address.href, bytes);
    sent.assets++;
    sent.bytes += bytes.length;
  }
  // The newest of all units would otherwise be the "latest release" of the repository, which means nothing here.
  if (found.draft) await request(target, "PATCH", `${releasesOf(target)}/${found.id}`, { draft: false, make_latest: "false" });
  return sent;
}

/** Whether a release is published at GitHub; a draft is not. */
export async function hasGithubRelease(target: GithubTarget, release: string): Promise<boolean> {
  return (await request(target, "GET", `${releasesOf(target)}/tags/${release}`, undefined, [404])) !== undefined;
}

/** Files that can be assets: GitHub's names have no folders. */
export function githubAssets(files: BundleFiles): BundleFiles {
  return new Map([...files].filter(([name]) => !name.includes("/")));
}

/** Drafts have no tag yet, so they are looked for in the list; a published one is found by its tag, however old it is. */
async function findRelease(target: GithubTarget, release: string): Promise<GithubRelease | undefined> {
  const published = await request(target, "GET", `${releasesOf(target)}/tags/${release}`, undefined, [404]);
  if (published !== undefined) return published as GithubRelease;
  for (let page = 1; ; page++) {
    const listed = (await request(target, "GET", `${releasesOf(target)}?per_page=100&page=${page}`)) as GithubRelease[];
    const draft = listed.find(({ draft: isDraft, tag_name: tag }) => isDraft && tag === release);
    if (draft !== undefined || listed.length < 100) return draft;
  }
}

async function createDraft(target: GithubTarget, release: string, commit: string): Promise<GithubRelease> {
  const body = { tag_name: release, name: release, target_commitish: commit, draft: true, prerelease: false };
  return (await request(target, "POST", releasesOf(target), body)) as GithubRelease;
}

/** An upload that broke off leaves an asset that is not complete; of a draft it is taken away and sent again. */
async function isThere(target: GithubTarget, release: GithubRelease, name: string, bytes: Uint8Array): Promise<boolean> {
  const asset = release.assets.find((one) => one.name === name);
  if (asset === undefined) return false;
  const isSame =
    asset.size === bytes.length && (asset.digest === undefined || asset.digest === null || asset.digest === `sha256:${sha256(bytes)}`);
  if (asset.state === "uploaded" && isSame) return true;
  if (!release.draft) throw differs(target, release.tag_name, name, "has another content");
  await request(target, "DELETE", `${releasesOf(target)}/assets/${asset.id}`);
  return false;
}

function differs({ repository }: GithubTarget, release: string, name: string, words: string): RegistryError {
  return new RegistryError(
    "CS6021",
    `https://github.com/${repository}/releases/tag/${release}`,
    `${name} ${words}, and the release is published.`,
  );
}

function releasesOf({ api = "https://api.github.com", repository }: GithubTarget): string {
  return `${api}/repos/${repository}/releases`;
}

/** One request to the API, tried again where GitHub is busy or broken. Undefined for an expected answer without content. */
async function request(
  target: GithubTarget,
  method: string,
  url: string,
  body?: Uint8Array | object,
  expected: readonly number[] = [],
): Promise<unknown> {
  const { attempts = 5, backoff = 250 } = target;
  for (let attempt = 1; ; attempt++) {
    const { answer, failure } = await send(target, method, url, body);
    if (answer?.ok === true) return answer.status === 204 ? undefined : answer.json();
    if (answer !== undefined && expected.includes(answer.status)) return undefined;
    const isTransient = answer === undefined || answer.status === 429 || answer.status >= 500;
    if (!isTransient || attempt >= attempts) {
      const { message = "" } = ((await answer?.json().catch(() => ({}))) ?? {}) as { message?: string };
      const reason = answer === undefined ? failure : `${answer.status} ${message}`.trim();
      throw new RegistryError("CS6020", new URL(url).host, `${method} ${new URL(url).pathname}: ${reason}.`, answer?.status);
    }
    await delay(backoff * 2 ** (attempt - 1));
  }
}

async function send(
  { token }: GithubTarget,
  method: string,
  url: string,
  body: Uint8Array | object | undefined,
): Promise<{ answer?: Response; failure?: string }> {
  const isFile = body instanceof Uint8Array;
  const headers = {
    accept: "application/vnd.github+json",
    "x-github-api-version": "2022-11-28",
    authorization: `Bearer ${token}`,
    "user-agent": "cstack",
    ...(body === undefined ? {} : { "content-type": isFile ? "application/octet-stream" : "application/json" }),
  };
  const content = body === undefined ? {} : { body: isFile ? body : JSON.stringify(body) };
  try {
    return { answer: await fetch(url, { method, headers, ...content, signal: AbortSignal.timeout(60_000) }) };
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) };
  }
}
