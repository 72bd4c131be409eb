import { gunzipSync } from "node:zlib";
import { Parser, type ReadEntry } from "tar";
import { ArchiveError } from "./archive-error.ts";
import { assertDistinct, assertSafePath, type DirectoryEntry } from "./entry.ts";

/** What an archive may hold at most. Charts have a few hundred files; the limits only stop archives made to exhaust memory. */
export interface ReadLimits {
  /** Unpacked size of the whole archive, headers included, in bytes. */
  readonly maxBytes: number;
  readonly maxEntries: number;
}

export const DEFAULT_READ_LIMITS: ReadLimits = { maxBytes: 64 * 1024 * 1024, maxEntries: 10_000 };

/** An entry as read: content is always bytes. */
export type ReadArchiveEntry = { readonly path: string; readonly content: Uint8Array } | DirectoryEntry;

/**
 * Reads a gzipped tar archive (ustar, pax or GNU long names) into memory, in its own order.
 * @throws ArchiveError CS5001 (path that leaves the directory), CS5002 (path twice), CS5005 (no readable archive), CS5006 (over a limit),
 * CS5007 (link, device or other special entry)
 */
export function readTarGz(bytes: Uint8Array, limits: ReadLimits = DEFAULT_READ_LIMITS): ReadArchiveEntry[] {
  const tar = gunzip(bytes, limits.maxBytes);
  const entries = parseTar(tar, limits.maxEntries).map(toArchiveEntry);
  for (const entry of entries) assertSafePath(entry.path);
  assertDistinct(entries);
  return entries;
}

/** The regular files of an archive by path. Throws as readTarGz. */
export function readTarGzFiles(bytes: Uint8Array, limits: ReadLimits = DEFAULT_READ_LIMITS): Map<string, Uint8Array> {
  const files = readTarGz(bytes, limits).filter((entry) => "content" in entry);
  return new Map(files.map((entry) => [entry.path, entry.content]));
}

function gunzip(bytes: Uint8Array, maxBytes: number): Buffer {
  try {
    return gunzipSync(bytes, { maxOutputLength: maxBytes });
  } catch (error) {
    if (isCode(error, "ERR_BUFFER_TOO_LARGE")) throw new ArchiveError("CS5006", "archive", `it unpacks to more than ${maxBytes} bytes`);
    throw new ArchiveError("CS5005", "archive", `it is not a readable gzip file (${reasonOf(error)})`);
  }
}

/** RFC 8878, section 3.1.1. */
const ZSTD_MAGIC = 0xfd2fb528;

interface RawEntry {
  readonly entry: ReadEntry;
  readonly chunks: Buffer[];
}

/** node-tar's parser works synchronously on plain tar bytes: every event has fired when `end` returns. */
function parseTar(tar: Buffer, maxEntries: number): RawEntry[] {
  // The parser takes an archive without entries for a damaged one.
  if (tar.every((byte) => byte === 0)) return [];
  // It would also unpack a second layer of compression by itself, outside the size limit, so what is not plain tar never reaches it.
  if (!isTar(tar)) throw new ArchiveError("CS5005", "archive", "the gzip file holds no tar archive");
  const found: RawEntry[] = [];
  const failures: unknown[] = [];
  const parser = new Parser({ strict: true, brotli: false, zstd: false });
  parser.on("error", (error: unknown) => failures.push(error));
  parser.on("ignoredEntry", (entry: ReadEntry) => found.push({ entry, chunks: [] }));
  parser.on("entry", (entry: ReadEntry) => {
    const chunks: Buffer[] = [];
    found.push({ entry, chunks });
    entry.on("data", (chunk: Buffer) => chunks.push(chunk));
  });
  parser.end(tar);
  if (failures.length > 0) throw new ArchiveError("CS5005", "archive", `the tar archive is damaged (${reasonOf(failures[0])})`);
  if (found.length > maxEntries) throw new ArchiveError("CS5006", "archive", `it has more than ${maxEntries} entries`);
  return found;
}

/** Every tar archive that is in use today has this magic at this place; a compressed file could be given it too, so their marks are refused. */
function isTar(bytes: Buffer): boolean {
  return bytes.subarray(257, 262).toString("latin1") === "ustar" && bytes[0] !== 0x1f && bytes.readUInt32LE(0) !== ZSTD_MAGIC;
}

function toArchiveEntry({ entry, chunks }: RawEntry): ReadArchiveEntry {
  if (entry.type === "Directory") return { path: entry.path.replace(/\/$/, ""), directory: true };
  if (entry.type !== "File" && entry.type !== "OldFile") {
    throw new ArchiveError("CS5007", entry.path, `it is a ${entry.type}, not a regular file or directory`);
  }
  return { path: entry.path, content: Buffer.concat(chunks) };
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
