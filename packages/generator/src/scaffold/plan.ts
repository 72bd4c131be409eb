import type { Diagnostic, Result } from "@cstack/model";

/** What a person must do after a scaffold was written, and in which file. */
export interface ScaffoldNote {
  file: string;
  text: string;
}

/** What a scaffold writes: paths from the repository's root, and whole texts. Nothing is written here. */
export interface ScaffoldPlan {
  /** New files by path; none of them may exist. */
  files: Map<string, string>;
  /** New texts of existing files by path. */
  edits: Map<string, string>;
  notes: ScaffoldNote[];
}

export function planned(parts: Partial<ScaffoldPlan>): Result<ScaffoldPlan> {
  return { value: { files: parts.files ?? new Map(), edits: parts.edits ?? new Map(), notes: parts.notes ?? [] }, diagnostics: [] };
}

export function refused(...diagnostics: Diagnostic[]): Result<ScaffoldPlan> {
  return { diagnostics };
}

/** First line of a source file: editors check and complete it by the schema. `depth` is the number of folders above the file. */
export function schemaLine(schema: string, depth: number): string {
  return `# yaml-language-server: $schema=${"../".repeat(depth)}packages/model/schemas/${schema}.json`;
}
