import { type Diagnostic, formatDiagnostic, sortDiagnostics } from "@cstack/model";

/** Exit codes of every command. */
export const exitCodes = { fine: 0, findings: 1, usage: 2, environment: 3 } as const;

/** Ends a command with an exit code; thrown by commands, caught once in main. */
export class CommandFailure extends Error {
  readonly exitCode: number;

  constructor(exitCode: number, message: string) {
    super(message);
    this.name = "CommandFailure";
    this.exitCode = exitCode;
  }
}

/** Wrong usage: exit 2. */
export function usageFailure(message: string): CommandFailure {
  return new CommandFailure(exitCodes.usage, message);
}

/** A failure whose findings were already printed: exit 1. */
export function findingsFailure(count: number): CommandFailure {
  return new CommandFailure(exitCodes.findings, `${count} ${count === 1 ? "finding" : "findings"}.`);
}

/** Prints findings to stderr, sorted; returns how many of them are errors. */
export function reportDiagnostics(diagnostics: readonly Diagnostic[]): number {
  const sorted = sortDiagnostics(diagnostics);
  const seen = new Set<string>();
  for (const diagnostic of sorted) {
    const text = formatDiagnostic(diagnostic);
    if (seen.has(text)) continue;
    seen.add(text);
    process.stderr.write(`${text}\n`);
  }
  return sorted.filter((diagnostic) => diagnostic.severity === "error").length;
}
