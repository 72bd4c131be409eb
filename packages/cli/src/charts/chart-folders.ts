import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readTarGzFiles } from "@cstack/bundle";
import type { ChartCache, ChartReference } from "@cstack/facts";
import { usageFailure } from "../failure.ts";

/** `1.2.3=path/to/chart` as folders by version. */
export function foldersByVersion(options: readonly string[]): Map<string, string> {
  return new Map(
    options.map((text): [string, string] => {
      const [, version, folder] = /^([^=]+)=(.+)$/.exec(text) ?? [];
      if (version === undefined || folder === undefined) throw usageFailure(`"${text}" is no chart; write 1.2.3=path/to/chart.`);
      return [version, folder];
    }),
  );
}

/** The files of a chart in a folder, by path below it. */
export function filesOfFolder(folder: string): Map<string, Uint8Array> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path.slice(folder.length).replace(/^\/+/, ""), readFileSync(path)];
    }),
  );
}

/** The files of a chart whose archive is in the cache by its recorded digest, by path below the chart's folder. */
export function filesInCache({ chart, digests }: ChartReference, cache: ChartCache): Map<string, Uint8Array> | undefined {
  const [digest] = digests;
  const archive = digest === undefined ? undefined : cache.find(digest);
  if (archive === undefined) return undefined;
  const below = `${chart}/`;
  return new Map(
    [...readTarGzFiles(archive)].flatMap(([path, content]) => (path.startsWith(below) ? [[path.slice(below.length), content]] : [])),
  );
}
