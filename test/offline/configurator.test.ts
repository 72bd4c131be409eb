import { type Json, type JsonObject, type KubernetesObject, parseDocuments } from "@cstack/clusterclass";
import { type ClusterPath, editCluster, openUnit, paths, valueAtPath, variablePath, viewCluster } from "@cstack/configurator";
import { toYaml } from "@cstack/model";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { example, machinePatch, variable } from "../../packages/clusterclass/src/testing/example.ts";
import { type EngineAnswer, startEngine } from "../../packages/configurator/src/engine/messages.ts";

/** The configurator's pure part with a small class: a flavor for machines, and a disk that only matters where there is a large one. */
const input = example({
  variables: [
    variable("flavor", { type: "string", default: "small", minLength: 2 }),
    variable("withDisk", { type: "boolean", default: false }),
    variable("disk", { type: "string", default: "10G" }),
  ],
  patches: [
    machinePatch("flavor", { op: "add", path: "/spec/template/spec/flavor", valueFrom: { variable: "flavor" } }),
    machinePatch("disk", { op: "add", path: "/spec/template/spec/disk", valueFrom: { variable: "disk" } }, "{{ .withDisk }}"),
  ],
});
const manifests = [input.clusterClass, ...input.templates.values()];
const sample = `# mine alone\n${toYaml(input.clusters[0])}`;
const unit = openUnit({ className: "example", manifests });
const machines = "machineDeployment/md-0/infrastructure";
const withValue = (name: string, value: Json): string => editCluster(sample, [{ path: variablePath(name), value }]);
const readBack = (text: string, path: ClusterPath): Json | undefined =>
  valueAtPath(parseDocuments(text).documents[0] as unknown as JsonObject, path);

describe("the view of a Cluster", () => {
  test("marks what came from a variable, and what differs from the default", () => {
    const view = viewCluster(unit, withValue("flavor", "large"), machines);
    const line = view.shown?.lines.find(({ text }) => text === "flavor: large");
    expect(line).toMatchObject({ marked: true, changed: true, origin: { variables: ["flavor"], patch: "flavor" } });
    expect(view.shown?.changes).toEqual([{ path: "spec.template.spec.flavor", old: "small", new: "large" }]);
    expect(view.objects.find(({ role }) => role === machines)).toMatchObject({ parent: "machineDeployment/md-0", changes: 1 });
  });

  test("says what has no effect, and on what that depends", () => {
    expect(viewCluster(unit, sample, "").idle).toEqual({ disk: ["withDisk"] });
    expect(viewCluster(unit, withValue("withDisk", true), "").idle).toEqual({});
  });

  test("has errors at their fields, and then no objects", () => {
    const view = viewCluster(unit, withValue("flavor", "x"), "");
    expect(view.findings).toMatchObject([{ severity: "error", field: "spec.topology.variables[flavor].value" }]);
    expect(view.objects).toEqual([]);
  });

  test("says what rolls in a Cluster that exists", () => {
    const rollout = viewCluster(unit, withValue("flavor", "large"), "", { unit, text: sample }).rollout;
    expect(rollout?.rolls.map(({ machines: group }) => group).toSorted()).toEqual(["controlPlane", "machineDeployment/md-0"]);
    const more = editCluster(sample, [{ path: paths.controlPlaneReplicas, value: 5 }]);
    expect(viewCluster(unit, more, "", { unit, text: sample }).rollout?.rolls).toEqual([]);
  });

  test("of a text that is no Cluster says so", () => {
    for (const text of ["", "kind: [", "kind: Secret\n", `${sample}---\n${sample}`]) {
      const view = viewCluster(unit, text, "");
      expect(view.cluster).toBeNull();
      expect(view.findings.length).toBeGreaterThan(0);
    }
  });
});

test("the engine applies edits in the order in which they come", () => {
  const engine = startEngine(() => 0);
  expect(engine({ plan: 1, role: "" })).toBeUndefined();
  const opened = engine({ open: { data: { className: "example", manifests }, facts: undefined }, text: sample }) as EngineAnswer;
  expect(opened.view).toMatchObject({ findings: [], objects: [] });
  engine({ plan: 1, edits: [{ path: variablePath("flavor"), value: "first" }], role: "" });
  const { text, plan } = engine({ plan: 2, edits: [{ path: variablePath("disk"), value: "20G" }], role: "" }) as EngineAnswer;
  expect(plan).toBe(2);
  expect(text).toContain("first");
  expect(text).toContain("20G");
  expect(engine({ plan: 3, text: "kind: [", role: "" })).toMatchObject({ text: "kind: [" });
});

/** Texts that readers of YAML take for something else. */
const awkward = fc.constantFrom(
  "yes",
  "0x1f",
  "1:30:00",
  "~",
  "null",
  "a: b",
  "- a",
  "# a",
  " a ",
  "a\nb\n",
  "2026-01-01",
  "é\u2028",
  "'",
  '"',
  "<<",
);
const values = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.string(),
    awkward,
    fc.integer(),
    fc.boolean(),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(
      fc.string({ minLength: 1, maxLength: 8 }).filter((key) => !key.startsWith("__")),
      tie("value"),
      { maxKeys: 3 },
    ),
  ),
})).value;

describe("any value of the form", () => {
  test("comes back from the YAML as it was", () => {
    fc.assert(
      fc.property(values, (value) => {
        const text = withValue("any", value);
        expect(parseDocuments(text).errors).toEqual([]);
        expect(readBack(text, variablePath("any"))).toEqual(value);
        expect(text.startsWith("# mine alone\n")).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test("leaves no trace once it is taken back", () => {
    fc.assert(
      fc.property(values, (value) => {
        const text = withValue("any", value);
        expect(editCluster(text, [{ path: variablePath("any"), remove: true }])).toBe(sample);
      }),
      { numRuns: 40 },
    );
  });
});

test("no text that somebody types breaks the view, or is changed by it", () => {
  const cut = fc.tuple(fc.nat(sample.length), fc.nat(40), fc.oneof(fc.string({ maxLength: 12 }), awkward));
  fc.assert(
    fc.property(cut, ([from, length, inserted]) => {
      const text = sample.slice(0, from) + inserted + sample.slice(from + length);
      const view = viewCluster(unit, text, "");
      expect(view.cluster !== null || view.findings.length > 0).toBe(true);
      expect(editCluster(text, [])).toBe(text);
    }),
    { numRuns: 60 },
  );
});

test("the class is looked for in the namespace of the Cluster", () => {
  const elsewhere = editCluster(sample, [{ path: paths.namespace, value: "team" }]);
  expect(viewCluster(unit, elsewhere, "").findings).toEqual([]);
  const objects = viewCluster(unit, elsewhere, machines).shown?.lines.map(({ text }) => text);
  expect(objects).toContain("namespace: team");
  expect((manifests[0] as KubernetesObject).metadata.namespace).toBe("default");
});
