import { catalogue, type DiagnosticCode } from "./catalogue.ts";

export type Severity = "error" | "warning" | "info";

/** Place in a source file; lines and columns count from 1. */
export interface Place {
  file?: string;
  line?: number | undefined;
  column?: number | undefined;
}

/** One finding: what, where, why and how to repair. */
export interface Diagnostic extends Place {
  code: DiagnosticCode;
  severity: Severity;
  message: string;
  repair: string;
}

/** A value with what was found on the way; `value` is missing where errors made it impossible. */
export interface Result<T> {
  value?: T;
  diagnostics: Diagnostic[];
}

/** An error diagnostic; the repair is the catalogue's unless a better one is known. */
export function problem(code: DiagnosticCode, place: Place, message: string, repair: string = catalogue[code].repair): Diagnostic {
  return { code, severity: "error", ...place, message, repair };
}

/** A warning diagnostic. */
export function warning(code: DiagnosticCode, place: Place, message: string, repair: string = catalogue[code].repair): Diagnostic {
  return { code, severity: "warning", ...place, message, repair };
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === "error");
}

const severities: readonly Severity[] = ["error", "warning", "info"];

/** Sorts by severity, so that the first line of a report says why it failed, then by file, line, column and code: output does not depend on the order of checks. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...diagnostics].sort(
    (a, b) =>
      severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
      compareText(a.file ?? "", b.file ?? "") ||
      (a.line ?? 0) - (b.line ?? 0) ||
      (a.column ?? 0) - (b.column ?? 0) ||
      compareText(a.code, b.code) ||
      compareText(a.message, b.message),
  );
}

/** `file:line:column: error CS1101: message` and the repair on a second line. */
export function formatDiagnostic(diagnostic: Diagnostic): string {
  const place = [diagnostic.file, diagnostic.line, diagnostic.column].filter((part) => part !== undefined).join(":");
  const head = `${diagnostic.severity} ${diagnostic.code}: ${diagnostic.message}`;
  return `${place === "" ? "" : `${place}: `}${head}\n  repair: ${diagnostic.repair}`;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
