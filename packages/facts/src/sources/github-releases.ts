import { download } from "../network/download.ts";
import type { Network } from "../network/network.ts";
import { bytesText, parsedJson } from "./answer.ts";
import type { Asked } from "./kubernetes-releases.ts";

const answerLimit = 16 * 1024 * 1024;

/** Where GitHub lists the newest hundred releases of a repository (`https://github.com/owner/name`). */
export function releasesAddress(repository: string): string {
  return `${repository.replace(/^https:\/\/github\.com\//, "https://api.github.com/repos/").replace(/\/$/, "")}/releases?per_page=100`;
}

/**
 * Tags of the releases of a repository, without drafts and pre-releases. A token raises the number of requests that GitHub answers.
 * Source: docs.github.com, REST API, "List releases".
 */
export async function githubReleases(repository: string, network: Network, token?: string): Promise<Asked<string[]>> {
  const url = releasesAddress(repository);
  const headers = { accept: "application/vnd.github+json", ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) };
  const answer = await download({ url, headers, limit: answerLimit }, network);
  if (!answer.ok) return { failed: answer };
  const releases = parsedJson(bytesText(answer.bytes));
  if (!Array.isArray(releases)) return { failed: { url, reason: "the answer is no list of releases" } };
  const listed = releases as { tag_name?: unknown; draft?: unknown; prerelease?: unknown }[];
  const published = listed.filter(({ draft, prerelease }) => draft !== true && prerelease !== true);
  return { value: published.flatMap(({ tag_name: tag }) => (typeof tag === "string" ? [tag] : [])) };
}
