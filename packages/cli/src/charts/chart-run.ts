import { mapLimited } from "@cstack/bundle";
import { ChartCache, type ChartReference, ChartSources, type ChartStore, machineNetwork, parseMirror } from "@cstack/facts";
import type { Diagnostic } from "@cstack/model";
import { CommandFailure, exitCodes, findingsFailure, reportDiagnostics, usageFailure } from "../failure.ts";
import { Progress } from "../progress.ts";

/** Charts that are asked for at the same time: enough for the delays of servers, few enough for the servers. */
const atATime = 6;

/** Options that all commands about charts share. */
export interface ChartFlags {
  charts?: string;
  mirror: string[];
  output: string;
  root?: string;
}

/** Does work on charts in parallel, with progress on a terminal; undefined where Ctrl-C ended it. */
export async function forCharts<T>(
  references: readonly ChartReference[],
  { mirror, folder }: { mirror: readonly string[]; folder: string },
  work: (reference: ChartReference, store: ChartStore) => Promise<T>,
): Promise<T[] | undefined> {
  const mirrors = mirror.map((text) => {
    const parsed = parseMirror(text);
    if (parsed === undefined) throw usageFailure(`"${text}" is no mirror; write https://charts.example.com/=https://mirror.example.com/.`);
    return parsed;
  });
  const progress = new Progress(references.length, "charts");
  const interruption = new AbortController();
  const interrupt = (): void => interruption.abort(new Error("interrupted"));
  process.once("SIGINT", interrupt);
  const network = machineNetwork({ mirrors, signal: interruption.signal, onBytes: (count) => progress.received(count) });
  const store: ChartStore = { network, cache: new ChartCache(folder), sources: new ChartSources(network) };
  try {
    return await mapLimited(references, atATime, async (reference) => {
      const result = await work(reference, store);
      progress.finished();
      return result;
    });
  } catch (error) {
    if (!interruption.signal.aborted) throw error;
    process.exitCode = 130;
    return undefined;
  } finally {
    process.off("SIGINT", interrupt);
    progress.end();
  }
}

/** Ends a command that found something: a server that cannot be asked says nothing about the charts. */
export function endWith(diagnostics: readonly Diagnostic[]): void {
  const errors = reportDiagnostics(diagnostics);
  if (errors === 0) return;
  const unreachable = diagnostics.filter(({ code }) => code === "CS8004").length;
  if (unreachable < errors) throw findingsFailure(errors);
  throw new CommandFailure(exitCodes.environment, `${unreachable} ${unreachable === 1 ? "chart" : "charts"} could not be asked for.`);
}
