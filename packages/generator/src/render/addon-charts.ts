import { type Diagnostic, problem, toYaml } from "@cstack/model";
import { filesBelow } from "../load/files-below.ts";
import type { Addon } from "../load/repository.ts";
import type { Unit, UnitAddon } from "../resolve/unit.ts";
import { type AddonValues, addonValues } from "./addon-values.ts";
import type { EjsRenderer } from "./ejs.ts";
import { operatorOverwrite } from "./operator-values.ts";

/**
 * The wrapper charts of a unit's addons as files by path (`cilium/Chart.yaml`). One chart an addon, which depends on the addon's own chart
 * in one exact version; its values stand below the dependency's name. A switch is the condition of the dependency, so that "off" renders nothing
 * at all. The overwrite is never empty: the operator panics on an empty one, and without one it does not clean up what a newer chart leaves out.
 */
export function addonCharts(unit: Unit, values: ReadonlyMap<string, AddonValues>, diagnostics: Diagnostic[]): Map<string, string> {
  const charts = unit.addons
    .filter(byOperator)
    .map((chosen) => chartWith(unit, chosen, values.get(chosen.addon.data.id) ?? {}, diagnostics));
  return new Map(charts.flatMap((files) => [...files]));
}

/** The wrapper chart of one addon, whatever delivers it. */
export function wrapperChart(
  unit: Unit,
  className: string,
  chosen: UnitAddon,
  ejs: EjsRenderer,
  diagnostics: Diagnostic[],
): Map<string, string> {
  return chartWith(unit, chosen, addonValues(unit, className, chosen, ejs, diagnostics), diagnostics);
}

function chartWith(unit: Unit, chosen: UnitAddon, fixed: AddonValues, diagnostics: Diagnostic[]): Map<string, string> {
  const { id, chart } = chosen.addon.data;
  const values = chosen.addon.clusterValues?.data.values ?? [];
  const files = new Map<string, string>([
    [`${id}/Chart.yaml`, toYaml(chartMetadata(chosen))],
    [`${id}/values.yaml`, toYaml(wrapperValues(chosen, fixed))],
    [`${id}/overwrite.yaml`, operatorOverwrite({ chart: chart.name, values, on: chosen.switch })],
  ]);
  if (chart.repository !== undefined) return files;
  for (const [path, text] of ownChart(unit, chosen, diagnostics)) files.set(`${id}/charts/${chart.name}/${path}`, text);
  return files;
}

/** Values stand below the dependency's name, and the switch beside them as it is in a cluster that does not set its variable. */
function wrapperValues({ addon, switch: own }: UnitAddon, fixed: AddonValues): unknown {
  const enabled = own === undefined ? {} : { addon: { enabled: own.byDefault } };
  return { ...enabled, [addon.data.chart.name]: fixed };
}

/** Addons that run in the workload cluster and that the operator can deliver. */
export function byOperator({ addon }: { addon: Addon }): boolean {
  return addon.data.runsIn === "workload" && addon.data.deliveries.includes("operator");
}

function chartMetadata({ addon, version, switch: own }: UnitAddon): unknown {
  const { id, title, chart } = addon.data;
  return {
    apiVersion: "v2",
    name: id,
    description: title,
    type: "application",
    version: chartVersion(version.chart),
    ...(version.app === undefined ? {} : { appVersion: version.app }),
    dependencies: [
      {
        name: chart.name,
        version: version.chart,
        repository: chart.repository ?? "",
        ...(own === undefined ? {} : { condition: "addon.enabled" }),
      },
    ],
  };
}

/** Helm wants semver without a leading v in a chart's own version; the dependency keeps its spelling. */
function chartVersion(version: string): string {
  return version.replace(/^v/, "");
}

/** The chart of an addon that nobody publishes, by path below its folder: the templates and definitions in the addon's folder. */
export function ownChart(unit: Unit, { addon, version }: UnitAddon, diagnostics: Diagnostic[]): Map<string, string> {
  const source = filesBelow(unit.repository.files, `${addon.folder}/chart`);
  const { title, chart } = addon.data;
  const app = version.app === undefined ? {} : { appVersion: version.app };
  const metadata = { apiVersion: "v2", name: chart.name, description: title, type: "application", version: version.chart, ...app };
  if (source.size === 0)
    diagnostics.push(
      problem("CS1007", { file: `${addon.folder}/chart/` }, `The chart of "${addon.data.id}" has no repository and no templates here.`),
    );
  return new Map([["Chart.yaml", toYaml(metadata)], ...source]);
}
