import { type GoValue, parseTemplate, TemplateError } from "@cstack/gotemplate";
import { parse } from "yaml";
import { readTarGzFiles } from "../archive/index.ts";

/** Where the chart is installed; the operator takes the name `cluster-class`. */
export interface ChartRelease {
  name: string;
  namespace: string;
}

/**
 * The manifests of a class chart's archive, its templates filled in as Helm does, with the chart's own values: for charts that need no more than text/template
 * and sprig. A fault names the template, and says where Helm itself is needed.
 * Source: Helm v4.3.1, pkg/engine/engine.go (files that are rendered, names of the data).
 * @throws ArchiveError where the archive is none
 */
export function classChartManifests(archive: Uint8Array, release: ChartRelease): { text: string } | { fault: string } {
  const files = new Map([...readTarGzFiles(archive)].map(([path, content]) => [path, Buffer.from(content).toString("utf8")]));
  const charts = [...files.keys()].filter((path) => /^[^/]+\/Chart\.yaml$/.test(path));
  if (charts.length !== 1) return { fault: "it is no Helm chart: it has no Chart.yaml in its folder" };
  const folder = charts[0]!.slice(0, -"Chart.yaml".length);
  const data = {
    Release: { Name: release.name, Namespace: release.namespace, Service: "Helm" },
    Chart: capitalized(mapIn(files.get(`${folder}Chart.yaml`))),
    Values: mapIn(files.get(`${folder}values.yaml`)),
  };
  const templates = [...files].filter(
    ([path]) => path.startsWith(`${folder}templates/`) && /\.ya?ml$/.test(path) && !/\/_[^/]*$/.test(path),
  );
  const texts: string[] = [];
  for (const [path, text] of templates.toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    try {
      texts.push(parseTemplate(path, text, { functions: "operator" }).execute(data as unknown as GoValue));
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      return { fault: `${error.message}. Let Helm fill it in: helm template ${release.name} ARCHIVE > class.yaml` };
    }
  }
  return { text: texts.join("\n---\n") };
}

function mapIn(text = ""): Record<string, unknown> {
  const value: unknown = parse(text);
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

/** Templates see the fields of Chart.yaml by their names in Go. */
function capitalized(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name.charAt(0).toUpperCase() + name.slice(1), value]));
}
