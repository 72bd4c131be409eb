import { describe, expect, it } from "vitest";
import { formatDiagnostic } from "../diagnostics/diagnostic.ts";
import { readYaml } from "./read-yaml.ts";
import type { SchemaName } from "./schemas.ts";
import { validateSource } from "./validate-source.ts";

function findings(schema: SchemaName, text: string): string[] {
  const { document, diagnostics } = readYaml("f.yaml", text);
  return (document === undefined ? diagnostics : validateSource(document, schema)).map(formatDiagnostic);
}

const stack = 'id: scs\ntitle: A stack\nkubernetes: ["1.36"]\nproviders:\n  docker: {addons: []}\n';

describe("a file that does not fit its schema", () => {
  it("is accepted where it does", () => {
    expect(findings("stack", stack)).toEqual([]);
  });

  it("names an unknown key with the known ones, nearest first", () => {
    const [text] = findings("stack", `${stack}defalts: {}\n`);
    expect(text).toMatch(/^f\.yaml:6:1: error CS1101: Unknown key "defalts"\. Known: defaults, /);
  });

  it("finds keywords that no schema of a variable has, as the rest of a text that was not quoted", () => {
    const [text] = findings(
      "feature",
      "id: backup\ntitle: Backups\ndocs: Backups of etcd.\nvariables:\n  - name: backup\n    description: Backups of etcd.\n    schema: {type: object, properties: {at: {type: string, description: When, in UTC}}}\n",
    );
    expect(text).toMatch(/^f\.yaml:7:\d+: error CS1101: Unknown key "in UTC"\. Known: .*\n {2}repair: Quote the text before it: /);
  });

  it("says that a version must be quoted", () => {
    const [text] = findings("stack", stack.replace('"1.36"', "1.36"));
    expect(text).toMatch(
      /f\.yaml:3:14: error CS1102: kubernetes\.0 is the number 1\.36, expected string\.\n {2}repair: Quote it: "1\.36"\./,
    );
  });

  it("names a missing key", () => {
    expect(findings("stack", "id: scs\n")).toContain(
      'f.yaml:1:1: error CS1103: The document lacks the key "title".\n  repair: Add the key.',
    );
  });

  it("says why an id has no hyphen", () => {
    const [text] = findings("stack", stack.replace("id: scs", "id: my-scs"));
    expect(text).toMatch(/CS1105: id is "my-scs".*\n.*the Cluster Stack Operator splits release names on it/);
  });

  it("lists the allowed values, nearest first", () => {
    const addon =
      "id: a\ntitle: Some addon\ndocs: What it does.\nrunsIn: workloads\ndeliveries: [helm]\nchart: {name: a, repository: 'https://x'}\nnamespace: kube-system\nstage: AfterControlPlaneInitialized\n";
    expect(findings("addon", addon)[0]).toMatch(/CS1104: runsIn: Unknown value "workloads"\. Known: workload, /);
  });

  it("says one sentence about a value that fits none of several forms", () => {
    const found = findings("stack", stack.replace("{addons: []}", "{addons: [], features: 7}"));
    expect(found).toHaveLength(1);
    expect(found[0]).toContain("CS1102: providers.docker.features is the number 7 and fits none of the forms the schema allows.");
  });

  it("reports everything at once", () => {
    expect(findings("stack", "id: A-B\ntitle: x\nkubernetes: []\nproviders: {}\nwrong: 1\n").length).toBeGreaterThanOrEqual(5);
  });
});
