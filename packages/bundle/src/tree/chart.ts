import { type Diagnostic, problem, type Result } from "@cstack/model";
import { ArchiveError, readTarGzFiles } from "../archive/index.ts";
import { applyHelmIgnore } from "./helm-ignore.ts";
import { filesBelow, topDirectories } from "./tree.ts";
import { isMapping, type Mapping, parseMapping, parseYaml, toSortedYaml, type YamlFile } from "./yaml-text.ts";

/** What a chart of a release has to be called. */
export interface ChartTarget {
  /** Where it stands in the tree: `cluster-class`. */
  readonly directory: string;
  /** `docker-ferrol-1-27-cluster-class`; the operator looks for a file of this name. */
  readonly name: string;
  /** In dot form; written into Chart.yaml. */
  readonly version: string;
}

/**
 * The files of a chart as they are packed: without what Helm ignores, and with Chart.yaml as csctl and Helm leave it (the release's
 * version, keys sorted, no comments). A chart of another name is an error: csctl packs it, and the operator then does not find it.
 * @param files the chart's files, tags filled in, by path relative to its directory
 */
export function prepareChart(files: ReadonlyMap<string, Uint8Array>, target: ChartTarget): Result<Map<string, Uint8Array>> {
  const file = `${target.directory}/Chart.yaml`;
  const source = files.get("Chart.yaml");
  if (!source) return { diagnostics: [problem("CS5004", { file }, "The chart has no Chart.yaml.")] };
  const { value: chart, diagnostics } = parseMapping(file, source, (place) => problem("CS5104", place, "Chart.yaml is no mapping."));
  if (!chart) return { diagnostics };
  const { value: packed, diagnostics: ignoreFaults } = applyHelmIgnore(files, `${target.directory}/.helmignore`);
  const faults = [...checkHead(chart, target), ...ignoreFaults, ...checkDependencies(chart, packed ?? files)];
  if (packed && !packed.has("Chart.yaml")) faults.push(problem("CS5004", { file }, ".helmignore leaves Chart.yaml out."));
  if (!packed || faults.length > 0) return { diagnostics: faults };
  packed.set("Chart.yaml", Buffer.from(toSortedYaml({ ...onOneLine(chart.value), version: target.version })));
  return { value: packed, diagnostics };
}

/** Helm (v3.14.4, pkg/chart/metadata.go) writes white space in the texts of Chart.yaml as blanks and drops what cannot be printed. */
function onOneLine(chart: Mapping): Mapping {
  const clean = (value: unknown) => (typeof value === "string" ? value.replace(/\s/gu, " ").replace(/\p{C}/gu, "") : value);
  return Object.fromEntries(Object.entries(chart).map(([key, value]) => [key, Array.isArray(value) ? value.map(clean) : clean(value)]));
}

type ChartFile = { readonly value: Mapping; readonly place: YamlFile["place"] };

function checkHead({ value: chart, place }: ChartFile, target: ChartTarget): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  if (chart["apiVersion"] !== "v1" && chart["apiVersion"] !== "v2") {
    const message = `apiVersion is ${JSON.stringify(chart["apiVersion"]) ?? "missing"}.`;
    diagnostics.push(problem("CS5104", place(["apiVersion"]), message, "Write apiVersion: v2."));
  }
  if (chart["name"] !== target.name) {
    const message = `The chart is called ${JSON.stringify(chart["name"]) ?? "nothing"}, and the operator looks for ${target.name}.`;
    diagnostics.push(problem("CS5103", place(["name"]), message, `Write name: ${target.name}.`));
  }
  return diagnostics;
}

/** `helm package` refuses a chart whose dependencies are not in charts/, and the operator renders without fetching them. */
function checkDependencies({ value: chart, place }: ChartFile, files: ReadonlyMap<string, Uint8Array>): Diagnostic[] {
  const declared = Array.isArray(chart["dependencies"]) ? chart["dependencies"] : [];
  if (declared.length === 0) return [];
  const present = subchartNames(filesBelow(files, "charts"));
  return declared.flatMap((dependency: unknown, index) => {
    const name = isMapping(dependency) ? dependency["name"] : undefined;
    if (typeof name === "string" && present.has(name)) return [];
    const message = `The dependency ${JSON.stringify(name) ?? "without a name"} is not in charts/.`;
    return [problem("CS5104", place(["dependencies", index]), message, "Run `helm dependency build` and keep the charts/ directory.")];
  });
}

function subchartNames(charts: ReadonlyMap<string, Uint8Array>): Set<string> {
  const unpacked = [...topDirectories(charts)].map((directory) => charts.get(`${directory}/Chart.yaml`));
  const packed = [...charts].filter(([path]) => /^[^/]+\.tgz$/.test(path)).map(([, archive]) => chartFileOf(archive));
  const names = [...unpacked, ...packed].map((chart) => {
    const parsed = chart && parseYaml("Chart.yaml", chart).value?.value;
    return isMapping(parsed) ? parsed["name"] : undefined;
  });
  return new Set(names.filter((name) => typeof name === "string"));
}

/** Chart.yaml of a packed chart; undefined where the archive holds none or cannot be read, which then counts as a missing dependency. */
function chartFileOf(archive: Uint8Array): Uint8Array | undefined {
  try {
    return [...readTarGzFiles(archive)].find(([path]) => /^[^/]+\/Chart\.yaml$/.test(path))?.[1];
  } catch (error) {
    if (error instanceof ArchiveError) return undefined;
    throw error;
  }
}
