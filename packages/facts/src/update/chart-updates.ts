import type { Addon } from "@cstack/generator";
import type { AddonVersion, Result } from "@cstack/model";
import type { ChartSources } from "../charts/chart-sources.ts";
import { changedDigest } from "../charts/lock-state.ts";
import { type ChartReference, chartReference } from "../charts/references.ts";
import type { ListedVersion } from "../charts/repository-index.ts";
import { type ChartChoice, chooseCharts } from "./choose-charts.ts";
import type { RowEdit } from "./edit-rows.ts";
import type { FactChange, FactPlan } from "./fact-change.ts";

/** What the repository of an addon's chart says that is newer than the rows of its versions.yaml. */
export async function chartUpdates(addon: Addon, sources: ChartSources): Promise<FactPlan> {
  const rows = addon.versions.data.versions;
  const references = rows.map((row) => chartReference(addon, row.chart));
  const [first] = references;
  const plan: FactPlan = { changes: [], held: [], diagnostics: [] };
  if (first === undefined) return plan;
  const { value: listed, diagnostics } = await sources.versions(first);
  plan.diagnostics.push(...diagnostics);
  if (listed === undefined) return plan;
  const { steps, chart } = addon.data;
  const rules = { ...(steps === undefined ? {} : { steps }), ...(chart.follows === undefined ? {} : { follows: chart.follows }) };
  const choices = chooseCharts(
    rows,
    rules,
    listed.map(({ version }) => version),
  );
  for (const [index, row] of rows.entries()) {
    const one = await rowUpdate({ addon, index, row, reference: references[index]!, choice: choices[index] ?? {}, listed }, sources);
    plan.changes.push(...one.changes);
    plan.held.push(...one.held);
    plan.diagnostics.push(...one.diagnostics);
  }
  return plan;
}

interface RowInput {
  addon: Addon;
  index: number;
  row: AddonVersion;
  reference: ChartReference;
  choice: ChartChoice;
  listed: readonly ListedVersion[];
}

async function rowUpdate(input: RowInput, sources: ChartSources): Promise<FactPlan> {
  const { addon, row, reference, choice, listed } = input;
  const [file, subject] = [addon.versions.path, `${reference.chart} for ${row.minors.join(", ")}`];
  const held =
    choice.held === undefined ? [] : [{ file, subject, from: row.chart, newer: choice.held.version, reason: choice.held.reason }];
  const version = choice.to ?? row.chart;
  const isComplete = choice.to === undefined && row.digest !== undefined && row.app !== undefined;
  const { value: found, diagnostics } = await described({ ...reference, version }, listed, isComplete, sources);
  if (found === undefined) return { changes: [], held, diagnostics };
  if (choice.to === undefined) return { ...completed(input, found), held };
  const before = listed.find((one) => one.version === row.chart);
  return { changes: [moved(input, found, before)], held, diagnostics };
}

/** An index describes every version; of a registry only what is needed is asked. */
async function described(
  reference: ChartReference,
  listed: readonly ListedVersion[],
  isComplete: boolean,
  sources: ChartSources,
): Promise<Result<ListedVersion>> {
  const found = listed.find(({ version }) => version === reference.version);
  if (found === undefined || !reference.repository.startsWith("oci://"))
    return { ...(found === undefined ? {} : { value: found }), diagnostics: [] };
  return isComplete ? { diagnostics: [] } : sources.describe(reference);
}

/** Facts of the version that the row has and that nobody had read. A digest that is another one is an error: versions never change. */
function completed({ addon, index, row, reference }: RowInput, found: ListedVersion): Omit<FactPlan, "held"> {
  const [file, source] = [addon.versions.path, addressOf(reference)];
  const base = { file, source, from: "unknown", notes: [] };
  const at = { row: ["versions", index], after: "chart" };
  const changes: FactChange[] = [];
  // What is added behind the same key stands in the reverse order of adding.
  if (row.app === undefined && found.app !== undefined)
    changes.push({
      ...base,
      subject: `software in ${reference.chart} ${row.chart}`,
      to: found.app,
      edits: [{ ...at, key: "app", value: found.app }],
    });
  const { digest } = found;
  if (digest === undefined) return { changes, diagnostics: [] };
  if (row.digest === undefined)
    changes.unshift({
      ...base,
      subject: `digest of ${reference.chart} ${row.chart}`,
      to: digest,
      edits: [{ ...at, key: "digest", value: digest }],
    });
  return { changes, diagnostics: row.digest === undefined || row.digest === digest ? [] : [changedDigest(reference, digest)] };
}

function moved({ addon, index, row, reference }: RowInput, found: ListedVersion, before: ListedVersion | undefined): FactChange {
  const at = ["versions", index];
  const source = addressOf(reference);
  // A version of the software that a person chose beside the chart's own stays.
  const isOwnApp = before?.app === undefined || row.app === undefined || plain(before.app) === plain(row.app);
  const hasImages = (row.images ?? []).length > 0;
  const edits: RowEdit[] = [
    { row: at, key: "chart", value: found.version },
    { row: at, key: "digest", value: found.digest, after: "chart" },
    ...(isOwnApp ? [{ row: at, key: "app", value: found.app, after: "chart" }] : []),
    ...(hasImages ? [{ row: at, key: "images", value: undefined }] : []),
    { row: at, key: "source", value: sourceText(row, `${source} has ${found.version}`) },
  ];
  const notes = [
    ...(row.supports === undefined ? [] : [`supports was read for ${row.chart}`]),
    ...(isOwnApp ? [] : [`app ${row.app} was chosen by hand, and stays`]),
    ...(hasImages ? ["images were those of the chart before, and are left out until somebody reads them"] : []),
    ...(addon.chartFacts === undefined ? [] : [`chart-facts.yaml needs: cstack charts facts ${addon.data.id}`]),
  ];
  return {
    file: addon.versions.path,
    subject: `${reference.chart} for ${row.minors.join(", ")}`,
    from: row.chart,
    to: found.version,
    source,
    edits,
    notes,
  };
}

/** Other facts of a row keep the source that they were read from; of earlier updates only the last is told. */
function sourceText({ source, supports, beyond }: AddonVersion, now: string): string {
  const earlier = source.replace(/^.*; the rest from /, "");
  return supports === undefined && beyond === undefined ? now : `${now}; the rest from ${earlier}`;
}

function addressOf({ repository, chart }: ChartReference): string {
  return repository.startsWith("oci://") ? `${repository.replace(/\/$/, "")}/${chart}` : `${repository.replace(/\/$/, "")}/index.yaml`;
}

function plain(version: string): string {
  return version.replace(/^v/, "");
}
