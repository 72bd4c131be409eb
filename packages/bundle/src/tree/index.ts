export { type CreateOptions, type CreatePlan, planCreate } from "./plan-create.ts";
export { type PreviousRelease, readPreviousRelease } from "./previous-release.ts";
export { type ReadTreeOptions, readTree } from "./read-tree.ts";
export type { ReleaseChanges } from "./release-changes.ts";
export type { CreateMode } from "./release-versions.ts";
export type { SourceHashes } from "./source-hashes.ts";
export type { ReleaseVersions } from "./template-tags.ts";
export type { Tree } from "./tree.ts";
export { type WriteOptions, type WrittenRelease, writeRelease } from "./write-release.ts";
