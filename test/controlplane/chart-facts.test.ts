import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { readTarGzFiles } from "@cstack/bundle";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fixtureChart } from "../../packages/facts/src/testing/fixture-charts.ts";
import { root } from "../support/repository.ts";
import { findTool, skipped } from "../support/tools.ts";

/** `cstack charts facts` with real Helm and a chart written for it. */

const helm = findTool("helm");
if (helm === undefined) skipped("helm", "helm is not on the path", "install Helm 3 or 4, or name its folder in CSTACK_TOOLS");

const program = join(root, "packages/cli/bin/cstack.mjs");
const addon = {
  "addon.yaml": `id: greeter
title: Greeter
docs: Says hello to everybody.
runsIn: workload
deliveries: [operator]
chart: {name: hello, repository: "https://charts.example.com"}
namespace: kube-system
stage: AfterControlPlaneInitialized
`,
  "versions.yaml": 'versions:\n  - {minors: ["1.35", "1.36", "1.37"], chart: 1.0.0, source: test}\n',
  "cluster-values.yaml": "values:\n  - {set: labels.cluster, cluster: metadata.name}\n",
  "values.yaml.ejs": "greeting: hi\nunchanged: 1\n",
};
const chart = {
  "values.yaml": "greeting: hello\nunchanged: 1\nlabels: {}\nignored: true\n",
  "templates/labels.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: labels}\ndata: {{ toJson .Values.labels }}\n",
};

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "cstack-chart-facts-"));
  for (const part of ["stacks", "providers"])
    cpSync(join(root, part), join(folder, part), { recursive: true, filter: (path) => !/node_modules|\.turbo/.test(path) });
  for (const [name, text] of Object.entries(addon)) write(`addons/greeter/${name}`, text);
  for (const [path, content] of readTarGzFiles(fixtureChart("hello", "1.0.0", chart))) write(`charts/${path}`, content);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

function facts(values: string) {
  write("addons/greeter/values.yaml.ejs", values);
  // The stacks name other addons, which this checkout does not have; nothing about them is asked.
  const from = ["--chart", `1.0.0=${join(folder, "charts/hello")}`, "--source", "written for this test"];
  const env = { PATH: `${dirname(helm ?? "")}:${process.env["PATH"] ?? ""}` };
  return execa(process.execPath, [program, "charts", "facts", "greeter", ...from, "--root", folder], { reject: false, env });
}

describe.skipIf(helm === undefined)("cstack charts facts", () => {
  it("writes what values change in what Helm prints, and in which types the chart takes them", async () => {
    const { exitCode, stderr } = await facts(addon["values.yaml.ejs"]);
    expect(stderr).toBe("");
    expect(exitCode).toBe(0);
    expect(readFileSync(join(folder, "addons/greeter/chart-facts.yaml"), "utf8").split("\n").slice(3)).toEqual([
      "  - version: 1.0.0",
      "    source: written for this test",
      "    values:",
      "      - {key: greeting, types: [string], changes: [ConfigMap cluster-addon-greeting]}",
      "      - {key: unchanged, types: [integer], asDefault: true}",
      "      - {key: labels, types: [object], changes: [ConfigMap labels]}",
      "",
    ]);
  });

  it("refuses a value that the chart does not know", async () => {
    const { exitCode, stderr } = await facts("greetings: hi\n");
    expect(exitCode).toBe(1);
    expect(stderr).toContain("CS3024");
    expect(stderr).toContain('"greetings"');
  });

  it("refuses a value that the chart knows and does nothing with", async () => {
    const { exitCode, stderr } = await facts("ignored: false\n");
    expect(exitCode).toBe(1);
    expect(stderr).toContain('hello 1.0.0 prints the same with and without our value of "ignored".');
  });
});
