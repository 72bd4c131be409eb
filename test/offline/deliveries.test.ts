import { deliverAddons } from "@cstack/bundle";
import type { DeliveredCluster, Delivery } from "@cstack/delivery";
import { clusterAddonFile, type RenderedUnit, type Unit, unitsOfEverything, wrapperChart } from "@cstack/generator";
import { type GoValue, parseTemplate } from "@cstack/gotemplate";
import { afterAll, describe, expect, it } from "vitest";
import { parse, parseAllDocuments, stringify } from "yaml";
import { clusterWith } from "../support/delivered-cluster.ts";
import { checkout, ejs, renderedUnit } from "../support/repository.ts";

/** One definition of an addon, five ways to deliver it: whatever a Cluster chooses, all of them give its charts the same values in the same order. */

type Values = Record<string, unknown>;

/** What a delivery does to a Cluster: releases in order with their values, or the reason why it waits. */
type Outcome = { releases: [addon: string, values: Values][] } | { waits: true };

const repository = checkout();
const everything = unitsOfEverything(repository);
const newest = [...new Map(everything.map((unit) => [unit.provider.data.id, unit])).values()];
let compared = 0;
let values = 0;
afterAll(() => console.info(`${compared} Clusters compared in five deliveries: ${values} documents of values are equal`));

describe.each(newest.map((unit) => [unit.id, unit] as const))("the addons of %s", (_id, unit) => {
  const rendered = withShared(renderedUnit(unit));
  const choices = choicesOf(rendered.unit);
  const wrappers = new Map(
    rendered.unit.addons.map((addon) => [addon.addon.data.id, wrapperChart(unit, unit.id, addon, ejs, [])] as const),
  );

  it.each(["complete", "incomplete"] as const)("get the same values by every delivery, in a Cluster whose status is %s", (status) => {
    for (const variables of choices) {
      const cluster = clusterWith(unit, variables, status);
      const byOperator = operatorOutcome(rendered, wrappers, cluster);
      for (const delivery of ["flux", "caaph", "sveltos", "helm"] as const) {
        expect(outcomeOf(rendered, cluster, delivery), `${delivery} with ${JSON.stringify(variables)}`).toEqual(byOperator);
      }
      compared++;
      values += "waits" in byOperator ? 0 : byOperator.releases.length;
    }
  });
});

describe("an addon that runs beside the Cluster", () => {
  const unit = newest.find(({ addons }) => addons.some(({ addon }) => addon.data.runsIn === "management"))!;
  const alone = { ...renderedUnit(unit), unit: { ...unit, addons: unit.addons.filter(({ addon }) => addon.data.runsIn === "management") } };
  const cluster = clusterWith(unit, {}, "complete");

  it("goes into the namespace of the Cluster, under a name of its own", () => {
    const { files } = deliverAddons(alone, cluster, "flux");
    const objects = [...files!.texts.values()].flatMap((text) => parseAllDocuments(text).map((document) => document.toJS() as Manifest));
    const { spec } = objects.find(({ kind }) => kind === "HelmRelease")!;
    expect(spec).toMatchObject({ releaseName: expect.stringMatching(/^prod-/), targetNamespace: "team" });
    expect(spec["kubeConfig"]).toBeUndefined();
  });

  it("has a name that Helm allows, whatever the Cluster is called", () => {
    const names = ["a", "b"].map((end) => {
      const { releases } = deliverAddons(alone, { ...cluster, name: `${"long-".repeat(12)}${end}` }, "helm");
      return releases[0]?.name ?? "";
    });
    expect(names.map((name) => name.length)).toEqual([53, 53]);
    expect(names[0]).not.toBe(names[1]);
  });

  it("is named where the chosen delivery cannot bring it", () => {
    const { diagnostics } = deliverAddons(alone, cluster, "caaph");
    expect(diagnostics.map(({ severity, code }) => `${severity} ${code}`)).toEqual(["warning CS3031"]);
  });
});

/** Each value of each variable that an addon reads, with the others as they are by default. */
function choicesOf(unit: Unit): Values[] {
  const read = unit.addons.flatMap(({ addon, switch: own }) => [
    own?.variable,
    ...(addon.clusterValues?.data.values ?? []).flatMap(({ variable, when }) => [variable?.split(".")[0], when?.variable]),
  ]);
  const names = [...new Set(read)].filter((name) => name !== undefined);
  return [{}, ...names.flatMap((name) => levelsOf(unit, name).map((value) => ({ [name]: value })))];
}

function levelsOf(unit: Unit, name: string): unknown[] {
  const schema = unit.variables.find((variable) => variable.name === name)?.schema;
  if (schema === undefined) return [];
  if (Array.isArray(schema["enum"])) return schema["enum"] as unknown[];
  if (schema["type"] === "boolean") return [true, false];
  return [schema["example"] ?? schema["default"] ?? "sample"];
}

/** The unit with what all five can deliver; each delivery's own limits stand in the addons. */
function withShared(rendered: RenderedUnit): RenderedUnit {
  const addons = rendered.unit.addons.filter(({ addon }) => addon.data.runsIn === "workload" && addon.data.deliveries.length === 5);
  return { ...rendered, unit: { ...rendered.unit, addons } };
}

/** What the operator makes of wrapper charts: Helm lays the overwrite over the wrapper's values, and what stands below the chart's name reaches it. */
function operatorOutcome({ unit }: RenderedUnit, wrappers: ReadonlyMap<string, Map<string, string>>, cluster: DeliveredCluster): Outcome {
  const { addonStages } = clusterAddonFile(unit) as { addonStages: Record<string, { name: string }[]> };
  const releases: [string, Values][] = [];
  for (const { name } of addonStages["AfterControlPlaneInitialized"] ?? []) {
    const chosen = unit.addons.find(({ addon }) => addon.data.id === name)!;
    const files = wrappers.get(name)!;
    const overwrite = filledIn(files.get(`${name}/overwrite.yaml`) ?? "", {
      Cluster: cluster.object,
      InfraCluster: cluster.infraCluster ?? {},
    });
    if (overwrite === undefined) return { waits: true };
    const { values: text } = parse(overwrite) as { values: string };
    const all = overlaid(parse(files.get(`${name}/values.yaml`) ?? "") as Values, parse(text) as Values);
    const { enabled = true } = all["addon"] as { enabled?: boolean };
    const { global, [chosen.addon.data.chart.name]: own } = all;
    if (enabled) releases.push([name, { ...(own as Values), ...(global === undefined ? {} : { global }) }]);
  }
  return { releases };
}

/** Helm's rule for several values documents: maps are merged, everything else is replaced. */
function overlaid(below: Values, above: Values): Values {
  const isMap = (value: unknown): value is Values => typeof value === "object" && value !== null && !Array.isArray(value);
  const merged = Object.entries(above).map(([key, value]): [string, unknown] => {
    const under = below[key];
    return [key, isMap(value) && isMap(under) ? overlaid(under, value) : value];
  });
  return { ...below, ...Object.fromEntries(merged) };
}

/** A template as controllers fill it in; undefined where it says that a value is missing. */
function filledIn(template: string, data: Values): string | undefined {
  try {
    return parseTemplate("values", template, { functions: "operator" }).execute(data as GoValue);
  } catch (error) {
    if (error instanceof Error && error.message.includes("has no value yet")) return undefined;
    throw error;
  }
}

function outcomeOf(rendered: RenderedUnit, cluster: DeliveredCluster, delivery: Delivery): Outcome {
  const { files, diagnostics } = deliverAddons(rendered, cluster, delivery, "oci://registry.example.com/charts");
  if (files === undefined) {
    expect(diagnostics.filter(({ severity }) => severity === "error").map(({ code }) => code)).toContain("CS3033");
    return { waits: true };
  }
  const texts = [...files.texts.values()];
  if (delivery === "helm") return helmOutcome(files.texts);
  const objects = texts.flatMap((text) => parseAllDocuments(text).map((document) => document.toJS() as Manifest));
  return { flux: fluxOutcome, caaph: caaphOutcome, sveltos: sveltosOutcome }[delivery](objects, cluster);
}

interface Manifest {
  kind: string;
  metadata: { name: string; labels?: Record<string, string> };
  spec: Values;
}

function fluxOutcome(objects: Manifest[]): Outcome {
  const releases = objects.filter(({ kind }) => kind === "HelmRelease");
  const order = releases.map(({ metadata }) => metadata.name);
  // Each waits for the one before it, and for nothing else.
  expect(releases.map(({ spec }) => (spec["dependsOn"] as { name: string }[] | undefined)?.map(({ name }) => name))).toEqual(
    order.map((_, index) => (index === 0 ? undefined : [order[index - 1]])),
  );
  return { releases: releases.map(({ metadata, spec }) => [metadata.name.replace(/^prod-/, ""), spec["values"] as Values]) };
}

/** The provider selects by labels, and fills in with the Cluster as it is in v1beta2. */
function caaphOutcome(objects: Manifest[], { object, infraCluster }: DeliveredCluster): Outcome {
  const labels = objects[0]?.metadata.labels ?? {};
  const selected = objects.filter(({ kind, spec }) => kind === "HelmChartProxy" && isSelected(spec, labels));
  const data = { Cluster: object, ...(infraCluster === undefined ? {} : { InfraCluster: infraCluster }) };
  return inOrder(selected.map(({ spec }) => [spec["releaseName"] as string, filledIn(spec["valuesTemplate"] as string, data as Values)]));
}

/** Sveltos fills in each field of a chart as YAML, and then the values once more. */
function sveltosOutcome(objects: Manifest[], { object, infraCluster }: DeliveredCluster): Outcome {
  const profile = objects.find(({ kind }) => kind === "ClusterProfile")!;
  expect(isSelected(profile.spec, objects[0]?.metadata.labels ?? {})).toBe(true);
  const data: Values = { Cluster: object, InfrastructureProvider: infraCluster ?? {} };
  const charts = profile.spec["helmCharts"] as { releaseName: string; values: string }[];
  return inOrder(
    charts.map(({ releaseName, values: template }) => {
      const once = filledIn(stringify(template, { lineWidth: 0 }), data);
      return [releaseName, once === undefined ? undefined : filledIn(parse(once) as string, data)];
    }),
  );
}

function helmOutcome(files: ReadonlyMap<string, string>): Outcome {
  const calls = (files.get("deliver.sh") ?? "").split("\n").filter((line) => /^(workload|management) upgrade/.test(line));
  return {
    releases: calls.map((call) => {
      const [, name = "", file = ""] = /--install (\S+) .*--values (\S+)$/.exec(call) ?? [];
      return [name, parse(files.get(file) ?? "") as Values];
    }),
  };
}

function isSelected(spec: Values, labels: Record<string, string>): boolean {
  const { matchLabels } = spec["clusterSelector"] as { matchLabels: Record<string, string> };
  return Object.entries(matchLabels).every(([key, value]) => labels[key] === value);
}

function inOrder(releases: [string, string | undefined][]): Outcome {
  if (releases.some(([, text]) => text === undefined)) return { waits: true };
  return { releases: releases.map(([name, text]) => [name, parse(text ?? "") as Values]) };
}
