import type { Diagnostic } from "@cstack/model";
import type { Unit, UnitAddon } from "../resolve/unit.ts";
import type { EjsRenderer } from "./ejs.ts";
import { operatorOverwrite } from "./operator-values.ts";
import { templateData } from "./template-data.ts";
import { toYaml } from "./yaml.ts";

/**
 * The wrapper charts of a unit's addons as files by path (`cilium/Chart.yaml`). One chart an addon, which depends on the addon's own chart
 * in one exact version; its values stand below the dependency's name. The overwrite is never empty: the operator panics on an empty one, and
 * without one it does not clean up what a newer chart leaves out.
 */
export function addonCharts(unit: Unit, className: string, ejs: EjsRenderer, diagnostics: Diagnostic[]): Map<string, string> {
  const files = new Map<string, string>();
  for (const chosen of unit.addons.filter(byOperator)) {
    const { addon } = chosen;
    const folder = addon.data.id;
    files.set(`${folder}/Chart.yaml`, toYaml(chartMetadata(unit, chosen)));
    files.set(`${folder}/values.yaml`, valuesFile(unit, className, chosen, ejs, diagnostics));
    files.set(
      `${folder}/overwrite.yaml`,
      operatorOverwrite(addon.data.chart.name, [identity, ...(addon.clusterValues?.data.values ?? [])]),
    );
  }
  return files;
}

/** Addons that run in the workload cluster and that the operator can deliver. */
export function byOperator({ addon }: UnitAddon): boolean {
  return addon.data.runsIn === "workload" && addon.data.deliveries.includes("operator");
}

/** Every chart gets the cluster's name: one key that is always there. */
const identity = { set: "global.clusterName", cluster: "metadata.name" };

function chartMetadata(unit: Unit, { addon, version }: UnitAddon): unknown {
  const { id, title, chart } = addon.data;
  return {
    apiVersion: "v2",
    name: id,
    description: `${title} for ${unit.id}`,
    type: "application",
    version: chartVersion(version.chart),
    ...(version.app === undefined ? {} : { appVersion: version.app }),
    dependencies: [{ name: chart.name, version: version.chart, repository: chart.repository }],
  };
}

/** Helm wants semver without a leading v in a chart's own version; the dependency keeps its spelling. */
function chartVersion(version: string): string {
  return version.replace(/^v/, "");
}

function valuesFile(unit: Unit, className: string, { addon }: UnitAddon, ejs: EjsRenderer, diagnostics: Diagnostic[]): string {
  const path = addon.valuesTemplate;
  const text = path === undefined ? undefined : unit.repository.files.get(path);
  if (path === undefined || text === undefined) return toYaml({ [addon.data.chart.name]: {} });
  const rendered = ejs.render(path, text, templateData(unit, className));
  diagnostics.push(...rendered.diagnostics);
  return toYaml({ [addon.data.chart.name]: rendered.value ?? {} });
}
