import {
  addonProblems,
  clusterAddonFile,
  EjsRenderer,
  type Unit,
  type UnitAddon,
  unitsOfEverything,
  wrapperChart,
} from "@cstack/generator";
import { type GoValue, parseTemplate } from "@cstack/gotemplate";
import type { Diagnostic } from "@cstack/model";
import { afterAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { allUnits, checkout } from "../support/repository.ts";

/**
 * Every addon of every unit with all values of the variables that it reads, rendered as the operator does it. An overwrite reads nothing else, so
 * this covers every combination of a unit's switches, although their product is larger by far than what is rendered.
 */

const ejs = new EjsRenderer();
const counts: string[] = [];
afterAll(() => console.info(counts.join("\n")));

type Values = Record<string, GoValue>;

/** A Cluster in v1beta1 shape with all that its infrastructure reports, and one of which nothing is known yet. */
const clusters = {
  complete: {
    Cluster: {
      metadata: { name: "prod", namespace: "team" },
      spec: { controlPlaneEndpoint: { host: "203.0.113.7", port: 6443 }, clusterNetwork: { pods: { cidrBlocks: ["192.168.0.0/16"] } } },
    },
    InfraCluster: { status: { ready: true, network: { id: "network" }, externalNetwork: { id: "external" } } },
  },
  incomplete: {
    Cluster: { metadata: { name: "prod", namespace: "team" }, spec: { controlPlaneEndpoint: { host: "", port: 0 } } },
    InfraCluster: {},
  },
};

const units = [...allUnits(), ...unitsOfEverything(checkout())];

describe.each(units.map((unit) => [unit.id, unit] as const))("the addons of %s", (id, unit) => {
  const { addons } = unit;
  const diagnostics: Diagnostic[] = [];
  const charts = new Map(addons.flatMap((addon) => [...wrapperChart(unit, unit.id, addon, ejs, diagnostics)]));
  const overwrite = ({ addon }: UnitAddon): string => charts.get(`${addon.data.id}/overwrite.yaml`) ?? "";

  test("have values that can be made", () => {
    expect(diagnostics.map(({ message }) => message)).toEqual([]);
    expect(addonProblems(unit).map(({ message }) => message)).toEqual([]);
  });

  test.each(addons.map((addon) => [addon.addon.data.id, addon] as const))(
    "%s renders with every choice, complete and incomplete",
    (_id, addon) => {
      for (const variables of choicesFor(unit, addon)) {
        const outcome = operatorValues(overwrite(addon), clusters.complete, variables);
        if (isMissing(addon, variables)) expect(outcome.error).toMatch(/error calling fail: variable \w+ has no value yet/);
        else expect(outcome).toEqual({ values: expect.objectContaining({ addon: expectedSwitch(addon, variables) }) });
        const early = operatorValues(overwrite(addon), clusters.incomplete, variables);
        // The operator reports the message of the template and tries again.
        if (early.error !== undefined)
          expect(early.error).toMatch(/^template: cluster-addon-values-prod:\d+:\d+: executing .* error calling fail: .+ has no value yet/);
        else expect(early.values).toMatchObject({ addon: expectedSwitch(addon, variables) });
        if (!isOn(addon, variables)) expect(early.error).toBeUndefined();
      }
    },
  );

  test("render nothing where they are off", () => {
    for (const { addon, switch: own } of addons) {
      const chart = parse(charts.get(`${addon.data.id}/Chart.yaml`) ?? "") as { dependencies: { condition?: string }[] };
      expect(chart.dependencies.map(({ condition }) => condition)).toEqual([own === undefined ? undefined : "addon.enabled"]);
      const files = [...charts.keys()].filter((path) => path.startsWith(`${addon.data.id}/`));
      const beside = files
        .filter((path) => !path.startsWith(`${addon.data.id}/charts/`))
        .map((path) => path.slice(addon.data.id.length + 1));
      expect(beside.sort()).toEqual(["Chart.yaml", "overwrite.yaml", "values.yaml"]);
    }
  });

  test("are waited for only where every cluster has them", () => {
    const { addonStages } = clusterAddonFile(unit) as { addonStages: Record<string, { name: string; waitForPostCondition?: unknown }[]> };
    const waited = Object.values(addonStages)
      .flat()
      .filter((entry) => entry.waitForPostCondition !== undefined);
    for (const { name } of waited) expect(addons.find(({ addon }) => addon.data.id === name)?.switch).toBeUndefined();
  });

  test("fill a role with one option at a time", () => {
    for (const { name, schema, role } of unit.variables) {
      if (role === undefined) continue;
      for (const option of schema["enum"] as string[]) {
        const on = addons.filter(({ addon, switch: own }) => addon.data.role === role && own?.values.includes(option));
        const strangers = on.flatMap((one, index) => on.slice(0, index).filter((other) => !belongTogether(one, other)));
        expect(strangers, `${name}: ${option}`).toEqual([]);
      }
    }
  });

  test("are counted", () => {
    const combinations = switchesOf(unit).reduce((count, levels) => count * levels.length, 1);
    const overwrites = addons.reduce((sum, addon) => sum + 2 * choicesFor(unit, addon).length, 0);
    counts.push(`${id}: ${combinations} combinations of switches, covered by ${overwrites} rendered overwrites`);
    expect(combinations).toBeGreaterThanOrEqual(2);
  });
});

describe("a version of an addon", () => {
  const { addons, files } = checkout();

  test.each([...addons.values()].map((addon) => [addon.data.id, addon] as const))("stands in one file only: %s", (_id, addon) => {
    const versions = addon.versions.data.versions
      .flatMap(({ chart, app }) => [chart, app ?? chart])
      .filter((version) => version !== "1.0.0");
    // What a program writes after the version may name it again.
    const written = [addon.versions.path, addon.chartFacts?.path];
    const elsewhere = [...files].filter(
      ([path]) => !written.includes(path) && (path.startsWith(`${addon.folder}/`) || path.startsWith("stacks/")),
    );
    const named = elsewhere.flatMap(([path, text]) =>
      versions.filter((version) => withoutComments(text).includes(version)).map((version) => `${path}: ${version}`),
    );
    expect(named).toEqual([]);
  });
});

/** Comments name the version in which something was read, which stays true. */
function withoutComments(text: string): string {
  return text.replace(/(^|\s)#.*$/gm, "");
}

/** Parts of one thing, of which one requires the other, share an option. */
function belongTogether({ addon: one }: UnitAddon, { addon: other }: UnitAddon): boolean {
  return one.data.requires?.includes(other.data.id) === true || other.data.requires?.includes(one.data.id) === true;
}

/** Every combination of what the addon reads: all options, both booleans, and other variables set and not set. */
function choicesFor(unit: Unit, { addon, switch: own }: UnitAddon): Values[] {
  const read = (addon.clusterValues?.data.values ?? []).flatMap(({ variable, when }) => [variable?.split(".")[0], when?.variable]);
  const names = [...new Set([own?.variable, ...read])].filter((name) => name !== undefined);
  return product(names.map((name) => levelsOf(unit, name)));
}

function switchesOf(unit: Unit): Values[][] {
  const names = new Set(unit.addons.flatMap(({ switch: own }) => own?.variable ?? []));
  return [...names].map((name) => levelsOf(unit, name));
}

/** Values of a variable; none for one that the unit does not have. */
function levelsOf(unit: Unit, name: string): Values[] {
  const schema = unit.variables.find((variable) => variable.name === name)?.schema;
  if (schema === undefined) return [{}];
  if (Array.isArray(schema["enum"])) return schema["enum"].map((value: GoValue) => ({ [name]: value }));
  if (schema["type"] === "boolean") return [{ [name]: true }, { [name]: false }];
  const sample = (schema["example"] ?? schema["default"] ?? "sample") as GoValue;
  return [{ [name]: sample }, ...(schema["default"] === undefined ? [{}] : [])];
}

function product(levels: Values[][]): Values[] {
  return levels.reduce<Values[]>((rows, level) => rows.flatMap((row) => level.map((values) => ({ ...row, ...values }))), [{}]);
}

function isOn({ switch: own }: UnitAddon, variables: Values): boolean {
  return own === undefined || own.values.includes(variables[own.variable] as string | boolean);
}

/** Whether the addon is on and lacks a variable that it cannot do without. */
function isMissing(addon: UnitAddon, variables: Values): boolean {
  const required = (addon.addon.clusterValues?.data.values ?? []).filter(
    (value) => value.required === true && value.variable !== undefined,
  );
  return isOn(addon, variables) && required.some(({ variable }) => !Object.hasOwn(variables, variable ?? ""));
}

function expectedSwitch(addon: UnitAddon, variables: Values): object {
  return { cluster: "prod", ...(addon.switch === undefined ? {} : { enabled: isOn(addon, variables) }) };
}

/** What the operator makes of an overwrite: the template's result, of which the text under `values` is the values document. */
function operatorValues(
  overwrite: string,
  { Cluster, InfraCluster }: (typeof clusters)["complete" | "incomplete"],
  variables: Values,
): { values?: unknown; error?: string } {
  const topology = { variables: Object.entries(variables).map(([name, value]) => ({ name, value })) };
  try {
    const text = parseTemplate("cluster-addon-values-prod", overwrite, { functions: "operator" }).execute({
      Cluster: { ...Cluster, spec: { ...Cluster.spec, topology } } as GoValue,
      InfraCluster: InfraCluster as GoValue,
    });
    expect(text).not.toContain("<no value>");
    const { values } = parse(text) as { values: unknown };
    expect(typeof values).toBe("string");
    return { values: parse(values as string) as unknown };
  } catch (error) {
    if (error instanceof Error && error.name === "TemplateError") return { error: error.message };
    throw error;
  }
}
