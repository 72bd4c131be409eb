import { describe, expect, test } from "vitest";
import { packChart } from "../archive/index.ts";
import { prepareChart } from "./chart.ts";
import { treeOf } from "./testdata/trees.ts";

const TARGET = { directory: "cluster-class", name: "docker-demo-1-27-cluster-class", version: "v1-alpha.1" };
const HEAD = `apiVersion: v2\nname: ${TARGET.name}\nversion: v0\n`;

function prepared(files: Record<string, string | Uint8Array>): { chart: string; paths: string[]; findings: string[] } {
  const { value, diagnostics } = prepareChart(treeOf(files).files, TARGET);
  const findings = diagnostics.map(({ code, file, line, message }) => `${code} ${file}:${line ?? ""} ${message}`);
  return { chart: String(value?.get("Chart.yaml")), paths: [...(value?.keys() ?? [])], findings };
}

describe("prepareChart", () => {
  test("writes the version; keys are sorted and comments are gone, as after csctl and Helm", () => {
    const { chart } = prepared({
      "Chart.yaml": `# comment\nversion: v0\nname: ${TARGET.name}\nkeywords: [b, a]\nappVersion: "1.10"\napiVersion: v2\n`,
    });
    expect(chart).toBe(`apiVersion: v2\nappVersion: "1.10"\nkeywords:\n- b\n- a\nname: ${TARGET.name}\nversion: v1-alpha.1\n`);
  });

  test.each(["version: 1\n", ""])("needs no text in the place of the version (%j), which csctl fails at", (version) => {
    expect(prepared({ "Chart.yaml": `apiVersion: v2\nname: ${TARGET.name}\n${version}` }).chart).toContain("version: v1-alpha.1\n");
  });

  test("refuses a chart of another name, whose archive the operator would not find", () => {
    expect(prepared({ "Chart.yaml": "apiVersion: v2\nversion: v0\nname: docker-demo-1-26-cluster-class\n" }).findings).toEqual([
      'CS5103 cluster-class/Chart.yaml:3 The chart is called "docker-demo-1-26-cluster-class", and the operator looks for docker-demo-1-27-cluster-class.',
    ]);
  });

  test.each([
    ["no apiVersion", { "Chart.yaml": `name: ${TARGET.name}\n` }, "CS5104"],
    ["no mapping", { "Chart.yaml": "- a\n" }, "CS5104"],
    ["no YAML", { "Chart.yaml": "a: [\n" }, "CS1001"],
    ["no Chart.yaml", { "values.yaml": "" }, "CS5004"],
    ["a .helmignore that drops Chart.yaml", { "Chart.yaml": HEAD, ".helmignore": "Chart.*" }, "CS5004"],
    ["a bad .helmignore", { "Chart.yaml": HEAD, ".helmignore": "**/a" }, "CS5104"],
  ])("refuses a chart with %s", (_what, files, code) => {
    expect(prepared(files).findings.map((finding) => finding.split(" ")[0])).toEqual([code]);
  });

  test("leaves out what .helmignore names", () => {
    expect(prepared({ "Chart.yaml": HEAD, ".helmignore": "*.md", "README.md": "" }).paths).toEqual(["Chart.yaml", ".helmignore"]);
  });
});

describe("dependencies of a chart", () => {
  const withDependency = { "Chart.yaml": `${HEAD}dependencies:\n- name: sub\n  version: 0.1.0\n` };
  const subchart = "apiVersion: v2\nname: sub\nversion: 0.1.0\n";

  test("may stand in charts/ as a directory or as an archive", () => {
    const archive = packChart("sub", new Map([["Chart.yaml", subchart]]));
    expect(prepared({ ...withDependency, "charts/any/Chart.yaml": subchart }).findings).toEqual([]);
    expect(prepared({ ...withDependency, "charts/sub-0.1.0.tgz": archive }).findings).toEqual([]);
  });

  test.each([
    ["are missing", {}],
    ["are other charts", { "charts/sub/Chart.yaml": "name: other\n" }],
    ["cannot be read", { "charts/sub-0.1.0.tgz": "no archive" }],
  ])("are refused when they %s", (_what, files) => {
    expect(prepared({ ...withDependency, ...files }).findings).toEqual([
      'CS5104 cluster-class/Chart.yaml:5 The dependency "sub" is not in charts/.',
    ]);
  });
});
