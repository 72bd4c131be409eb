import { createHash } from "node:crypto";

/** Files of a bundle by name. */
export type BundleFiles = Map<string, Uint8Array | string>;

export function sha256(content: Uint8Array | string): string {
  return createHash("sha256").update(content).digest("hex");
}

/** The sha256 of every file by name, names in bytewise order. */
export function checksumsOf(files: BundleFiles): Map<string, string> {
  return new Map([...files.keys()].sort().map((name) => [name, sha256(files.get(name) ?? "")]));
}

/** SHA256SUMS in the form of sha256sum. */
export function checksumFile(checksums: ReadonlyMap<string, string>): string {
  return [...checksums].map(([name, sum]) => `${sum}  ${name}\n`).join("");
}

export function byteLength(content: Uint8Array | string): number {
  return typeof content === "string" ? Buffer.byteLength(content) : content.byteLength;
}
