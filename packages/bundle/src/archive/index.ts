export { ArchiveError } from "./archive-error.ts";
export type { ArchiveEntry, DirectoryEntry, FileEntry, FileMap } from "./entry.ts";
export { compareBytes, parents } from "./entry.ts";
export { packAddonDirectory, packChart, packTarGz } from "./pack.ts";
export { DEFAULT_READ_LIMITS, type ReadArchiveEntry, type ReadLimits, readTarGz, readTarGzFiles } from "./read.ts";
