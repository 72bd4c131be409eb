import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import {
  type ChartReference,
  changedObjects,
  chartContent,
  isDefault,
  type PrintedObjects,
  printedObjects,
  type UsedValues,
  usedValues,
  type ValuesDocument,
  withoutValue,
} from "@cstack/facts";
import type { Unit } from "@cstack/generator";
import { type ChartFacts, type ChartValueFact, type Diagnostic, problem, type Result } from "@cstack/model";
import { callProgram } from "../prepare/program.ts";

/** A chart with its files by path below its folder. */
export interface ReadChart {
  reference: ChartReference;
  files: ReadonlyMap<string, Uint8Array>;
  source: string;
}

/**
 * Facts of one version of a chart: what it knows of the values that units give it, and what each value changes in what Helm prints. A value that
 * the chart does not know, or that changes nothing although it is not the chart's own, is a finding.
 */
export async function readFacts(units: readonly Unit[], { reference, files, source }: ReadChart): Promise<Result<ChartFacts>> {
  const { addon, chart, version, place } = reference;
  const content = chartContent(files);
  const { keys, unknown } = usedValues(units, addon, version, content);
  if (unknown.length > 0)
    return { diagnostics: unknown.map((path) => problem("CS3024", place, `${chart} ${version} does not know the value "${path}".`)) };
  const helm = new Helm(files);
  try {
    const values: ChartValueFact[] = [];
    for (const key of keys) {
      const { value, diagnostics } = await effectOf(helm, key, isDefault(content, key));
      if (value === undefined) return { diagnostics };
      if (value.changes?.length === 0) return { diagnostics: [withoutEffect(reference, key)] };
      values.push(value);
    }
    return { value: { version, source, values }, diagnostics: [] };
  } finally {
    helm.remove();
  }
}

async function effectOf(
  helm: Helm,
  { key, types, document }: UsedValues["keys"][number],
  asDefault: boolean,
): Promise<Result<ChartValueFact>> {
  const name = key.some((part) => part.includes(".")) ? (key as ChartValueFact["key"]) : key.join(".");
  const fact: ChartValueFact = { key: name, types };
  if (asDefault) return { value: { ...fact, asDefault: true }, diagnostics: [] };
  const all = await helm.print(document);
  const without = await helm.print({ ...document, values: withoutValue(document.values, key) });
  if (all.value === undefined) return { diagnostics: all.diagnostics };
  // Without a value that the chart cannot do without, nothing is printed: that is its effect.
  const changes = without.value === undefined ? ["all: required by the chart"] : changedObjects(all.value, without.value);
  return { value: { ...fact, changes }, diagnostics: [] };
}

function withoutEffect({ chart, version, place }: ChartReference, { key }: UsedValues["keys"][number]): Diagnostic {
  return problem("CS3024", place, `${chart} ${version} prints the same with and without our value of "${key.join(".")}".`);
}

/** One chart on disk, printed by the real program as the operator prints it. Outputs are remembered. */
class Helm {
  readonly #folder = mkdtempSync(join(tmpdir(), "cstack-chart-"));
  readonly #printed = new Map<string, Promise<Result<PrintedObjects>>>();

  constructor(files: ReadonlyMap<string, Uint8Array>) {
    for (const [path, content] of files) {
      mkdirSync(dirname(join(this.#folder, "chart", path)), { recursive: true });
      writeFileSync(join(this.#folder, "chart", path), content);
    }
  }

  print(document: ValuesDocument): Promise<Result<PrintedObjects>> {
    const key = JSON.stringify(document);
    const pending = this.#printed.get(key) ?? this.#run(document);
    this.#printed.set(key, pending);
    return pending;
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #run({ kubernetes, values }: ValuesDocument): Promise<Result<PrintedObjects>> {
    const file = join(this.#folder, `values-${this.#printed.size}.json`);
    writeFileSync(file, JSON.stringify(values));
    const flags = ["--include-crds", "--kube-version", `v${kubernetes}`, "--namespace", "kube-system", "--values", file];
    const { value, diagnostics } = await callProgram("helm", ["template", ...flags, "cluster-addon", join(this.#folder, "chart")]);
    return value === undefined ? { diagnostics } : { value: printedObjects(value), diagnostics: [] };
  }
}
