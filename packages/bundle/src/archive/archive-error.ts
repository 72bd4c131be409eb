import { type Diagnostic, type DiagnosticCode, problem } from "@cstack/model";

/** Thrown by the archive functions; `diagnostic` says which entry, why, and what to do (codes CS5001 to CS5007 of the catalogue). */
export class ArchiveError extends Error {
  readonly diagnostic: Diagnostic;

  constructor(code: Extract<DiagnosticCode, `CS500${number}`>, file: string, message: string) {
    super(`${code}: ${file}: ${message}`);
    this.name = "ArchiveError";
    this.diagnostic = problem(code, { file }, message);
  }
}
