import { download } from "../network/download.ts";
import type { Network } from "../network/network.ts";
import { bytesText } from "./answer.ts";
import type { Asked } from "./kubernetes-releases.ts";

/**
 * The sha256 of a file from the list that its publisher keeps: lines of `<hash>  <name>` as sha256sum writes them, `SHA256 (<name>) = <hash>` as BSD
 * does, or the hash alone.
 */
export async function publishedChecksum(url: string, file: string, network: Network): Promise<Asked<string>> {
  const answer = await download({ url, limit: 1024 * 1024 }, network);
  if (!answer.ok) return { failed: answer };
  const digest = checksumIn(bytesText(answer.bytes), file.slice(file.lastIndexOf("/") + 1));
  return digest === undefined ? { failed: { url, reason: `it has no sha256 of ${file}` } } : { value: digest };
}

/** `sha256:…` of a file in a list of checksums. */
export function checksumIn(text: string, name: string): string | undefined {
  for (const line of text.split(/\r?\n/)) {
    const [, hash, first] = /^([0-9a-fA-F]{64})(?:\s+\*?(\S+))?\s*$/.exec(line) ?? [];
    const [, second, bsd] = /^SHA256 \((.+)\) = ([0-9a-fA-F]{64})\s*$/.exec(line) ?? [];
    const found = hash ?? bsd;
    const about = first ?? second;
    if (found === undefined) continue;
    if (about === undefined || about.slice(about.lastIndexOf("/") + 1) === name) return `sha256:${found.toLowerCase()}`;
  }
  return undefined;
}
