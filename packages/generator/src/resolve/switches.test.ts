import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { codesOf, renderTree, type TreeChanges } from "../testing/small-tree.ts";

const addon = (id: string, extra: string): TreeChanges => ({
  [`addons/${id}/addon.yaml`]: `
id: ${id}
title: Addon ${id}
docs: Something in a cluster.
runsIn: workload
deliveries: [operator]
chart: {name: ${id}-chart, repository: "https://charts.example.com"}
namespace: kube-system
stage: AfterControlPlaneInitialized
${extra}
`,
  [`addons/${id}/versions.yaml`]: 'versions: [{minors: ["1.35", "1.36"], chart: 1.0.0, source: test}]\n',
});
const stackWith = (addons: string): TreeChanges => ({
  "stacks/tiny/stack.yaml": `{id: tiny, title: Tiny stack, kubernetes: ["1.36"], providers: {metal: {addons: [${addons}]}}}\n`,
});
const roleFeature: TreeChanges = {
  "providers/metal/features/pod-network.yaml": `
id: pod-network
title: Pod network
docs: Connects pods.
role: cni
variables: [{name: cni, description: What connects pods., options: []}]
`,
};
const two = {
  ...roleFeature,
  ...stackWith("blue, red"),
  ...addon("red", "role: cni\noptions: [red]"),
  ...addon("blue", "role: cni\noptions: [blue]"),
};

describe("a role that addons fill", () => {
  it("has one variable with the options of all shipped addons, and the first of the stack's list as default", () => {
    const { rendered } = renderTree(two);
    const { schema } = rendered!.unit.variables.find(({ name }) => name === "cni")!;
    expect(schema).toMatchObject({ type: "string", enum: ["blue", "red", "none"], default: "blue" });
  });

  it("switches the dependency of each wrapper chart", () => {
    const { rendered } = renderTree(two);
    const file = (path: string): unknown => parse(rendered!.addonCharts.get(path) ?? "");
    expect(file("red/Chart.yaml")).toMatchObject({ dependencies: [{ name: "red-chart", condition: "addon.enabled" }] });
    expect(file("red/values.yaml")).toMatchObject({ addon: { enabled: false } });
    expect(file("blue/values.yaml")).toMatchObject({ addon: { enabled: true } });
  });

  it("has no variable where no addon fills it, and then no switch either", () => {
    const { rendered } = renderTree({ ...roleFeature, ...stackWith("net") });
    expect(rendered!.unit.variables.map(({ name }) => name)).not.toContain("cni");
    expect(rendered!.addonCharts.get("net/Chart.yaml")).not.toContain("condition");
  });

  it("is filled twice without a variable, with an addon that has no options, or with the same option", () => {
    expect(codesOf({ ...two, "providers/metal/features/pod-network.yaml": undefined })).toContain("CS2008");
    expect(codesOf({ ...two, ...addon("red", "role: cni") })).toContain("CS2008");
    expect(codesOf({ ...two, ...addon("red", "role: cni\noptions: [blue]") })).toContain("CS2008");
  });

  it("can have an addon that is always on and follows the choice", () => {
    const { rendered, diagnostics } = renderTree({ ...two, ...addon("red", "role: cni\noptions: [red]\nalwaysOn: true") });
    expect(diagnostics).toEqual([]);
    expect(rendered!.addonCharts.get("red/Chart.yaml")).not.toContain("condition");
    expect(rendered!.addonCharts.get("red/overwrite.yaml")).not.toContain("enabled");
  });
});

describe("an addon with a switch of its own", () => {
  const own = (schema: string): TreeChanges => ({
    ...stackWith("probe"),
    ...addon("probe", `switch: probe\nvariables: [{name: probe, description: Probes nodes., schema: ${schema}}]`),
  });

  it("declares the variable, which needs no patch", () => {
    const { rendered, diagnostics } = renderTree(own("{type: boolean, default: false}"));
    expect(diagnostics).toEqual([]);
    expect(rendered!.unit.variables.find(({ name }) => name === "probe")?.schema).toMatchObject({ type: "boolean", default: false });
    expect(rendered!.addonCharts.get("probe/values.yaml")).toContain("enabled: false");
  });

  it("is refused where the variable is no boolean", () => {
    expect(codesOf(own("{type: string}"))).toEqual(["CS2011"]);
  });

  it("is waited for only where it is on in every cluster", () => {
    const ready = "ready: {objects: [{key: a, apiVersion: v1, kind: Pod, name: a}], conditions: a.ok}";
    const stages = (tree: TreeChanges): string => JSON.stringify(renderTree(tree).rendered!.clusterAddon);
    expect(stages({ ...stackWith("probe"), ...addon("probe", ready) })).toContain("waitForPostCondition");
    const switched = `${ready}\nswitch: probe\nvariables: [{name: probe, description: Probes nodes., schema: {type: boolean, default: true}}]`;
    expect(stages({ ...stackWith("probe"), ...addon("probe", switched) })).not.toContain("waitForPostCondition");
  });
});

describe("a chart of our own", () => {
  const files = {
    ...stackWith("probe"),
    ...addon("probe", ""),
    "addons/probe/addon.yaml": (addon("probe", "")["addons/probe/addon.yaml"] ?? "").replace(/, repository: [^}]*/, ""),
  };

  it("stands below the wrapper chart like any other", () => {
    const { rendered } = renderTree({ ...files, "addons/probe/chart/templates/pod.yaml": "kind: Pod\nname: {{ .Values.name }}\n" });
    const charts = rendered!.addonCharts;
    expect(parse(charts.get("probe/Chart.yaml") ?? "")).toMatchObject({ dependencies: [{ name: "probe-chart", repository: "" }] });
    expect(parse(charts.get("probe/charts/probe-chart/Chart.yaml") ?? "")).toMatchObject({ name: "probe-chart", version: "1.0.0" });
    expect(charts.get("probe/charts/probe-chart/templates/pod.yaml")).toContain("{{ .Values.name }}");
  });

  it("is missing where the folder has no templates", () => {
    expect(codesOf(files)).toEqual(["CS1007"]);
  });
});
