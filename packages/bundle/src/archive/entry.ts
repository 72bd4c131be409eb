import { ArchiveError } from "./archive-error.ts";

/** A regular file of an archive. Text is stored as UTF-8. */
export interface FileEntry {
  readonly path: string;
  readonly content: Uint8Array | string;
}

/** A directory of an archive; its path has no slash at the end. */
export interface DirectoryEntry {
  readonly path: string;
  readonly directory: true;
}

export type ArchiveEntry = FileEntry | DirectoryEntry;

/** Files by path, relative to some root, with forward slashes. */
export type FileMap = ReadonlyMap<string, Uint8Array | string>;

/** Order of the paths' UTF-8 bytes: what Go's `sort.Strings` does, and no locale. */
export function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** Order of Go's `filepath.Walk`: names are compared one directory at a time, so that a directory's content follows it at once. */
export function compareWalkOrder(a: string, b: string): number {
  const left = a.split("/");
  const right = b.split("/");
  const shared = Math.min(left.length, right.length);
  for (let i = 0; i < shared; i++) {
    const order = compareBytes(left[i]!, right[i]!);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

/**
 * Refuses a path that would not stay below the directory it is unpacked into.
 * @throws ArchiveError CS5001
 */
export function assertSafePath(path: string): void {
  const reason = unsafeReason(path);
  if (reason) throw new ArchiveError("CS5001", path, `the path ${JSON.stringify(path)} ${reason}`);
}

function unsafeReason(path: string): string | undefined {
  if (path === "") return "is empty";
  if (path.startsWith("/")) return "is absolute";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not occur
  if (/[\u0000-\u001f\u007f\\]/.test(path)) return "contains a control character or a backslash";
  for (const segment of path.split("/")) {
    if (segment === "") return "has an empty part";
    if (segment === "." || segment === "..") return `has the part ${segment}`;
  }
  return undefined;
}

/**
 * Refuses entries that would overwrite each other: equal paths, or a file in the place of another entry's directory.
 * @throws ArchiveError CS5002
 */
export function assertDistinct(entries: readonly ArchiveEntry[]): void {
  const paths = new Set<string>();
  const files = new Set<string>();
  for (const entry of entries) {
    if (paths.has(entry.path)) throw new ArchiveError("CS5002", entry.path, "the path occurs twice");
    paths.add(entry.path);
    if ("content" in entry) files.add(entry.path);
  }
  for (const path of paths) {
    const blocking = parents(path).find((parent) => files.has(parent));
    if (blocking) throw new ArchiveError("CS5002", path, `${blocking} is a file, so nothing can stand below it`);
  }
}

/** The directories above a path, outermost first: `a/b/c` has `a` and `a/b`. */
export function parents(path: string): string[] {
  const segments = path.split("/");
  return segments.slice(1).map((_, index) => segments.slice(0, index + 1).join("/"));
}
