/**
 * What became of a part of the Cluster:
 * - `renamed`, `restructured`: a variable has another name, or another shape;
 * - `meaning`: the value means something else than before;
 * - `written out`: a value that the other class took by itself, and the unit does not;
 * - `removed`: nothing takes its place, with the reason;
 * - `unknown`: the unit has no such variable, and nobody has said what becomes of it;
 * - `worker class`, `label`: fields of the Cluster beside its variables.
 */
export type MigrationNoteKind = "renamed" | "restructured" | "meaning" | "written out" | "removed" | "unknown" | "worker class" | "label";

/** One sentence about the migration of a Cluster. */
export interface MigrationNote {
  kind: MigrationNoteKind;
  /** What it is about: a variable of the unit where there is one, else of the other class, or a field. */
  subject: string;
  text: string;
}
