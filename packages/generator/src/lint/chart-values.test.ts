import { describe, expect, it } from "vitest";
import { renderTree, type TreeChanges } from "../testing/small-tree.ts";

const facts = `
charts:
  - version: 2.0.0
    source: test
    values:
      - {key: replicas, types: [integer]}
      - {key: mode, types: [string, boolean]}
      - {key: nodeSelector, types: [object]}
      - {key: config.global, types: [any]}
      - {key: [config, app.conf], types: [string]}
      - {key: list, types: [array]}
`;

function findings(changes: TreeChanges): string[] {
  const { diagnostics } = renderTree({ "addons/net/chart-facts.yaml": facts, ...changes });
  return diagnostics.map(({ severity, code, file, line, message }) => `${severity} ${code} ${file}:${line ?? ""} ${message}`);
}

const values = (text: string): TreeChanges => ({ "addons/net/values.yaml.ejs": text });
const clusterValues = (row: string): TreeChanges => ({ "addons/net/cluster-values.yaml": `values:\n  - ${row}\n` });

describe("values that a chart knows", () => {
  it.each([
    "replicas: 2\nmode: true\n",
    "mode: auto\nnodeSelector: {disk: fast}\nlist: [1]\n",
    "config: {global: {anything: [1]}, app.conf: text}\nglobal: {all: charts}\n",
  ])("pass: %j", (text) => {
    expect(findings(values(text))).toEqual([]);
  });

  it("may come from the Cluster", () => {
    expect(findings(clusterValues("{set: mode, cluster: metadata.name}"))).toEqual([]);
    expect(findings(clusterValues("{set: nodeSelector.size, variable: machineSize}"))).toEqual([]);
  });
});

describe("a value that the chart does not know", () => {
  it("is refused, and the known ones are named, nearest first", () => {
    expect(findings(values("replica: 2\n"))).toEqual([
      'error CS3024 addons/net/values.yaml.ejs: In chart version 2.0.0: Unknown value "replica". Known: replicas, list, mode, nodeSelector, config.global, config.app.conf.',
    ]);
  });

  it("is refused where it comes from the Cluster, with its line", () => {
    expect(findings(clusterValues("{set: name, cluster: metadata.name}"))[0]).toMatch(
      /^error CS3024 addons\/net\/cluster-values\.yaml:2 .*Unknown value "name"/,
    );
  });
});

describe("a value of another type", () => {
  it("is refused", () => {
    expect(findings(values('replicas: "2"\n'))[0]).toMatch(/CS3025 .*replicas is string here, and the chart of 2\.0\.0 takes integer\.$/);
    expect(findings(values("list: {a: 1}\n"))[0]).toContain("list is object here");
  });

  it("is known by the transform, the default and the variable's schema", () => {
    expect(findings(clusterValues("{set: replicas, variable: machineSize}"))[0]).toContain("replicas is string here");
    expect(findings(clusterValues("{set: list, variable: machineSize, equals: small}"))[0]).toContain("list is boolean here");
    expect(findings(clusterValues("{set: list, cluster: metadata.name, default: 3}"))[0]).toContain("list is integer here");
  });
});

describe("a version that nobody has read", () => {
  it("is named, and does not keep a unit from being rendered", () => {
    const { rendered, diagnostics } = renderTree({ "addons/net/chart-facts.yaml": facts.replace("2.0.0", "1.9.0") });
    expect(diagnostics.map(({ severity, code }) => `${severity} ${code}`)).toEqual(["warning CS3026"]);
    expect(rendered).toBeDefined();
  });

  it("is no finding where nobody reads the addon's charts", () => {
    expect(findings({ "addons/net/chart-facts.yaml": undefined })).toEqual([]);
  });
});
