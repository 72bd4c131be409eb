import { addonValues, chartValueProblems, EjsRenderer, unitsOfEverything } from "@cstack/generator";
import type { Diagnostic } from "@cstack/model";
import { afterAll, describe, expect, it } from "vitest";
import { checkout } from "../support/repository.ts";

/** Values of addons against what was read from their charts, in every unit that could have them. */

const repository = checkout();
const units = unitsOfEverything(repository);
const read = [...repository.addons.values()].filter(({ chartFacts }) => chartFacts !== undefined);
const ejs = new EjsRenderer();

afterAll(() => {
  const rows = read.flatMap(({ chartFacts }) => chartFacts?.data.charts ?? []);
  const published = [...repository.addons.values()].filter(({ data }) => data.chart.repository !== undefined);
  const unread = published.filter((addon) => !read.includes(addon)).map(({ data }) => data.id);
  const values = rows.reduce((sum, { values }) => sum + values.length, 0);
  console.info(
    `${values} values proven in ${rows.length} versions of ${read.length} charts; nobody has read those of: ${unread.join(", ")}`,
  );
});

describe.each(units.map((unit) => [unit.id, unit] as const))("the values of addons in %s", (id, unit) => {
  it("are known to their charts, in the types that these take", () => {
    const diagnostics: Diagnostic[] = [];
    const values = new Map(unit.addons.map((addon) => [addon.addon.data.id, addonValues(unit, id, addon, ejs, diagnostics)] as const));
    expect([...diagnostics, ...chartValueProblems(unit, values)]).toEqual([]);
  });
});

describe.each(read.map((addon) => [addon.data.id, addon] as const))("chart-facts.yaml of %s", (_id, { versions, chartFacts }) => {
  const charts = chartFacts?.data.charts ?? [];

  it("has every version and no other", () => {
    expect(charts.map(({ version }) => version)).toEqual([...new Set(versions.data.versions.map(({ chart }) => chart))]);
  });

  it("has an effect for every value that is not the chart's own", () => {
    const without = charts
      .flatMap(({ values }) => values)
      .filter(({ asDefault, changes = [] }) => asDefault !== true && changes.length === 0);
    expect(without).toEqual([]);
  });
});
