import type { Unit } from "@cstack/generator";
import type { FileMap } from "../archive/index.ts";

/** Archives of charts by the addon that they are of. */
export type VendoredCharts = ReadonlyMap<string, Uint8Array>;

/**
 * Where the archives of a unit's charts go: below the wrapper chart of their addon, where Helm looks for a dependency before it fetches one (helm
 * v4.3.1, pkg/action, CheckDependencies), or into charts/ of the bundle where the addon has no wrapper chart in it.
 */
export function vendoredFiles(
  unit: Unit,
  archives: VendoredCharts,
  wrappers: FileMap,
): { inWrappers: Map<string, Uint8Array>; beside: Map<string, Uint8Array> } {
  const inWrappers = new Map<string, Uint8Array>();
  const beside = new Map<string, Uint8Array>();
  for (const { addon, version } of unit.addons) {
    const { id, chart } = addon.data;
    const archive = archives.get(id);
    if (archive === undefined) continue;
    const name = `charts/${chart.name}-${version.chart}.tgz`;
    if (wrappers.has(`${id}/Chart.yaml`)) inWrappers.set(`${id}/${name}`, archive);
    else beside.set(name, archive);
  }
  return { inWrappers, beside };
}
