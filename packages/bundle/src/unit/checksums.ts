import { createHash } from "node:crypto";

/** Files of a bundle by name. */
export type BundleFiles = Map<string, Uint8Array | string>;

export function sha256(content: Uint8Array | string): string {
  return createHash("sha256").update(content).digest("hex");
}

/** SHA256SUMS in the form of sha256sum, names in bytewise order. */
export function checksumFile(files: ReadonlyMap<string, Uint8Array | string>): string {
  return [...files.keys()]
    .sort()
    .map((name) => `${sha256(files.get(name) ?? "")}  ${name}\n`)
    .join("");
}

export function byteLength(content: Uint8Array | string): number {
  return typeof content === "string" ? Buffer.byteLength(content) : content.byteLength;
}
