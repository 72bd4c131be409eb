import type { Json } from "@cstack/clusterclass";
import { describe, expect, it } from "vitest";
import { migrateValues, type VariableRules } from "./migrate-values.ts";

/** A unit with these variables and their defaults. */
const unit: Record<string, Json> = { flavor: "medium", credentials: { cloud: "main" }, disk: 50, loadBalancer: "ovn", zones: [] };
const target = {
  has: (name: string) => Object.hasOwn(unit, name),
  isDefault: (name: string, value: Json) => JSON.stringify(unit[name]) === JSON.stringify(value),
};
const rules: VariableRules = {
  defaults: { old_flavor: "small", disk: 20, secret: "main" },
  moves: [
    { from: ["old_flavor"], to: "flavor" },
    { from: ["cloud", "secret"], to: "credentials", template: "cloud: {{ .cloud | default .secret }}\n" },
    { from: ["lb"], to: "loadBalancer", template: '{{ if ne .lb "broken" }}{{ .lb }}{{ end }}', note: "It decides now." },
  ],
  removed: [{ name: "legacy", reason: "Nothing read it." }],
  constants: [{ variable: "zones", value: ["a"], reason: "It was always zone a." }],
};

function migrated(given: Record<string, Json>, beneath?: Record<string, Json>) {
  const list = (values: Record<string, Json>) => Object.entries(values).map(([name, value]) => ({ name, value }));
  const { values, notes } = migrateValues(
    { given: list(given), ...(beneath === undefined ? {} : { beneath: list(beneath) }) },
    rules,
    target,
  );
  return {
    values: Object.fromEntries(values.map(({ name, value }) => [name, value])),
    notes: notes.map(({ kind, subject }) => `${kind} ${subject}`),
  };
}

describe("values that a Cluster gives", () => {
  it("get the name and the shape that the unit has", () => {
    expect(migrated({ old_flavor: "large", cloud: "prod", disk: 30, zones: ["b"] })).toEqual({
      values: { flavor: "large", credentials: { cloud: "prod" }, disk: 30, zones: ["b"] },
      notes: ["renamed flavor", "restructured credentials"],
    });
  });

  it("are left out and named where nothing takes their place, or nobody knows what does", () => {
    const { values, notes } = migrated({ legacy: 1, surprise: 2, lb: "broken" });
    expect(Object.keys(values)).not.toContain("loadBalancer");
    expect(notes).toEqual(expect.arrayContaining(["removed legacy", "unknown surprise", "removed loadBalancer", "meaning loadBalancer"]));
  });

  it("give way to the new name where a Cluster has both", () => {
    expect(migrated({ old_flavor: "large", flavor: "huge" }).values["flavor"]).toBe("huge");
  });
});

describe("values that nobody gives", () => {
  it("are written out where the unit would take others, and only there", () => {
    expect(migrated({})).toEqual({
      values: { flavor: "small", disk: 20, zones: ["a"] },
      notes: ["written out flavor", "written out disk", "written out zones"],
    });
  });

  it("stay with the Cluster and are not repeated for its groups of machines", () => {
    expect(migrated({ cloud: "prod" }, { old_flavor: "large" })).toEqual({
      values: { credentials: { cloud: "prod" } },
      notes: ["restructured credentials"],
    });
  });
});

it("a group of machines has the other parts of a value from its Cluster", () => {
  const both = migrateValues(
    { given: [{ name: "secret", value: "other" }], beneath: [{ name: "cloud", value: "prod" }] },
    { moves: [{ from: ["cloud", "secret"], to: "credentials", template: "cloud: {{ .cloud }}/{{ .secret }}\n" }] },
    target,
  );
  expect(both.values).toEqual([{ name: "credentials", value: { cloud: "prod/other" }, from: ["secret"] }]);
});

it("a template that fails is an unknown value, and no wrong one", () => {
  const broken = { moves: [{ from: ["cloud"], to: "credentials", template: "{{ index .cloud 7 }}" }] };
  const { values, notes } = migrateValues({ given: [{ name: "cloud", value: ["a"] }] }, broken, target);
  expect(values).toEqual([]);
  expect(notes.map(({ kind }) => kind)).toEqual(["unknown"]);
});
