import { type Diagnostic, type DiagnosticCode, problem } from "@cstack/model";

/** Thrown by what talks to a registry; `diagnostic` says where, why, and what to do. */
export class RegistryError extends Error {
  readonly diagnostic: Diagnostic;
  /** Of the registry's answer; undefined where there was none. */
  readonly status: number | undefined;

  constructor(code: Extract<DiagnosticCode, `CS602${number}`>, place: string, message: string, status?: number) {
    super(`${code}: ${place}: ${message}`);
    this.name = "RegistryError";
    this.diagnostic = problem(code, { file: place }, message);
    this.status = status;
  }
}
