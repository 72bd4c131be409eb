import { Remembered } from "@cstack/clusterclass";
import { Header } from "tar";
import { ArchiveError } from "./archive-error.ts";
import { type ArchiveEntry, assertDistinct, assertSafePath, compareBytes, compareWalkOrder, type FileMap, parents } from "./entry.ts";
import { gzip } from "./gzip.ts";

const BLOCK = 512;
/** Bytes of the name in a header. */
const NAME_FIELD = 100;
/** Two empty blocks end an archive (POSIX.1-2017, pax, "ustar Interchange Format"). */
const END_OF_ARCHIVE = Buffer.alloc(2 * BLOCK);
const FILE_MODE = 0o644;
const DIRECTORY_MODE = 0o755;
const EPOCH = new Date(0);

/**
 * Packs entries, in the order given, into a gzipped ustar archive. The bytes depend on the entries only: no time, owner, umask or
 * zlib build enters.
 * @throws ArchiveError CS5001 (unsafe path), CS5002 (two entries for one path), CS5003 (a name ustar cannot hold)
 */
export function packTarGz(entries: readonly ArchiveEntry[]): Uint8Array {
  for (const entry of entries) assertSafePath(entry.path);
  assertDistinct(entries);
  return gzip(Buffer.concat([...entries.flatMap(tarBlocks), END_OF_ARCHIVE]));
}

function tarBlocks(entry: ArchiveEntry): Uint8Array[] {
  if ("directory" in entry) return [headerBlock(entry.path, "Directory", DIRECTORY_MODE, 0)];
  const content = typeof entry.content === "string" ? Buffer.from(entry.content) : entry.content;
  const padding = Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK);
  return [headerBlock(entry.path, "File", FILE_MODE, content.length), content, padding];
}

const headers = new Remembered<string, Uint8Array>(4000);

/** A header for a path is made once: archives of many units have their paths in common. */
function headerBlock(path: string, type: "File" | "Directory", mode: number, size: number): Uint8Array {
  return headers.of(`${type} ${mode} ${size} ${path}`, () => newHeader(path, type, mode, size));
}

function newHeader(path: string, type: "File" | "Directory", mode: number, size: number): Uint8Array {
  const header = new Header({ path, mode, size, uid: 0, gid: 0, mtime: EPOCH });
  header.type = type;
  const block = Buffer.alloc(BLOCK);
  const needsPax = header.encode(block);
  // A long name is split; reading it back finds what the format cannot hold even where node-tar's own answer would be too lenient.
  const isSplit = Buffer.byteLength(path) >= NAME_FIELD;
  if (needsPax || (isSplit && new Header(block).path !== path)) {
    throw new ArchiveError("CS5003", path, "the name does not fit into a plain tar header, and extended headers are not used");
  }
  return block;
}

/**
 * Packs a Helm chart as `helm package` lays it out: every entry below `<name>/`, Chart.yaml first; the rest in bytewise order.
 * Only files are listed: Helm makes directories from the paths.
 * @param files paths relative to the chart's directory
 * @throws ArchiveError CS5004 (no Chart.yaml), and what packTarGz throws
 */
export function packChart(name: string, files: FileMap): Uint8Array {
  if (name.includes("/")) throw new ArchiveError("CS5001", name, "a chart name cannot contain a slash");
  if (!files.has("Chart.yaml")) throw new ArchiveError("CS5004", `${name}/Chart.yaml`, "the chart has no Chart.yaml");
  const rest = [...files.keys()].filter((path) => path !== "Chart.yaml").sort(compareBytes);
  return packTarGz(["Chart.yaml", ...rest].map((path) => ({ path: `${name}/${path}`, content: files.get(path)! })));
}

/**
 * Packs a directory of addon charts as the operator unpacks it (csctl v0.0.5, pkg/clusterstack/package.go; CSO
 * clusteraddon_controller.go): entries such as `cni`, `cni/Chart.yaml`; a directory stands before its content and has no slash at its end.
 * @param files paths relative to the directory, `cni/Chart.yaml`
 * @throws ArchiveError as packTarGz
 */
export function packAddonDirectory(files: FileMap): Uint8Array {
  const directories = new Set([...files.keys()].flatMap(parents));
  const entries: ArchiveEntry[] = [
    ...[...directories].map((path) => ({ path, directory: true }) as const),
    ...[...files].map(([path, content]) => ({ path, content })),
  ];
  return packTarGz(entries.sort((a, b) => compareWalkOrder(a.path, b.path)));
}
