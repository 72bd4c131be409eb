import { mapLimited } from "@cstack/bundle";
import { ChartCache, type ChartReference, ChartSources, type ChartStore } from "@cstack/facts";
import { withNetwork } from "../network-run.ts";
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
  const progress = new Progress(references.length, "charts");
  try {
    return await withNetwork(
      mirror,
      (count) => progress.received(count),
      async (network) => {
        const store: ChartStore = { network, cache: new ChartCache(folder), sources: new ChartSources(network) };
        return mapLimited(references, atATime, async (reference) => {
          const result = await work(reference, store);
          progress.finished();
          return result;
        });
      },
    );
  } finally {
    progress.end();
  }
}
