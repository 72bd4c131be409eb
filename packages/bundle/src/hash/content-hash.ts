import { createHash } from "node:crypto";

/** Files by path relative to the hashed directory, with forward slashes. Text counts as UTF-8. */
export type HashedFiles = ReadonlyMap<string, Uint8Array | string>;

const SHORT_LENGTH = 7;

/**
 * The `h1:` hash of a directory, as Go's module checksums have it (golang.org/x/mod, sumdb/dirhash, Hash1): the SHA-256 of one line
 * a file, `<hex sha256>  <path>\n`, in bytewise order of the paths. Modes, times and empty directories do not count.
 * @throws RangeError when a path contains a newline, which would make two trees hash alike
 */
export function dirhash(files: HashedFiles): string {
  const paths = [...files.keys()].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  const summary = createHash("sha256");
  for (const path of paths) {
    if (path.includes("\n")) throw new RangeError(`the file name ${JSON.stringify(path)} contains a newline and cannot be hashed`);
    summary.update(`${createHash("sha256").update(files.get(path)!).digest("hex")}  ${path}\n`);
  }
  return `h1:${summary.digest("base64")}`;
}

/**
 * The directory hash in the form of hashes.json (csctl v0.0.5, pkg/cshash/hash.go): lower case letters and digits, at most 43.
 * @throws RangeError as dirhash
 */
export function directoryHash(files: HashedFiles): string {
  return clean(dirhash(files).slice("h1:".length));
}

/** The hash of a single file in the form of hashes.json (`clusterAddonValues`): its SHA-256, without the framing of a directory. */
export function fileHash(content: Uint8Array | string): string {
  return clean(createHash("sha256").update(content).digest("base64"));
}

/** The part of a hash that stands in a version: `v0-sha.<shortHash>`. */
export function shortHash(hash: string): string {
  return hash.slice(0, SHORT_LENGTH);
}

function clean(base64: string): string {
  return base64.replace(/[/=+]/g, "").toLowerCase();
}
