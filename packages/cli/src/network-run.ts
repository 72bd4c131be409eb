import { machineNetwork, type Network, parseMirror } from "@cstack/facts";
import type { Diagnostic } from "@cstack/model";
import { CommandFailure, exitCodes, findingsFailure, reportDiagnostics, usageFailure } from "./failure.ts";

/** Runs work that asks servers, at the mirrors that were named (`from=to`); undefined where Ctrl-C ended it. */
export async function withNetwork<T>(
  mirrors: readonly string[],
  onBytes: (count: number) => void,
  work: (network: Network) => Promise<T>,
): Promise<T | undefined> {
  const parsed = mirrors.map((text) => {
    const mirror = parseMirror(text);
    if (mirror === undefined) throw usageFailure(`"${text}" is no mirror; write https://charts.example.com/=https://mirror.example.com/.`);
    return mirror;
  });
  const interruption = new AbortController();
  const interrupt = (): void => interruption.abort(new Error("interrupted"));
  process.once("SIGINT", interrupt);
  try {
    return await work(machineNetwork({ mirrors: parsed, signal: interruption.signal, onBytes }));
  } catch (error) {
    if (!interruption.signal.aborted) throw error;
    process.exitCode = 130;
    return undefined;
  } finally {
    process.off("SIGINT", interrupt);
  }
}

/** Ends a command that found something: a server that cannot be asked says nothing about the facts. */
export function endWith(diagnostics: readonly Diagnostic[], noun: string): void {
  const errors = reportDiagnostics(diagnostics);
  if (errors === 0) return;
  const unreachable = diagnostics.filter(({ code }) => code === "CS8004").length;
  if (unreachable < errors) throw findingsFailure(errors);
  throw new CommandFailure(exitCodes.environment, `${unreachable} ${unreachable === 1 ? noun : `${noun}s`} could not be asked for.`);
}
