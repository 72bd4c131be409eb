export { type CatalogueEntry, catalogue, type DiagnosticCode } from "./diagnostics/catalogue.ts";
export {
  type Diagnostic,
  formatDiagnostic,
  hasErrors,
  type Place,
  problem,
  type Result,
  type Severity,
  sortDiagnostics,
  warning,
} from "./diagnostics/diagnostic.ts";
export { nearestFirst, unknownName } from "./diagnostics/nearest.ts";
export { knownDocument, readYaml, type SourceDocument, type SourcePath } from "./source/read-yaml.ts";
export { publishedSchemas, type SchemaName, schemaFiles, sourceSchemas } from "./source/schemas.ts";
export { validateSource } from "./source/validate-source.ts";
export type * from "./types.gen.ts";
export { deepFrozen } from "./yaml/deep-frozen.ts";
export { toYaml, toYamlStream } from "./yaml/write-yaml.ts";
