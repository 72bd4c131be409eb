export * from "./archive/index.ts";
export * from "./hash/index.ts";
export { type BuildRecord, BuildRecords, buildKey } from "./output/build-record.ts";
export * from "./tree/index.ts";
export { type BuildOptions, buildUnit, type UnitBundle } from "./unit/build-unit.ts";
export { classChart, escapeHelm } from "./unit/charts.ts";
export { type BundleFiles, byteLength, checksumFile, sha256 } from "./unit/checksums.ts";
export { type UnitContent, unitContent } from "./unit/content.ts";
export { exportTree } from "./unit/export-tree.ts";
