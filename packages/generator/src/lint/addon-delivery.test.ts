import { describe, expect, it } from "vitest";
import { renderTree, type TreeChanges } from "../testing/small-tree.ts";

const addon = (
  id: string,
  extra: string,
  { namespace = "kube-system", chart = `{name: ${id}, repository: "https://charts.example.com"}` } = {},
): TreeChanges => ({
  [`addons/${id}/addon.yaml`]: `
id: ${id}
title: Addon ${id}
docs: Something in a cluster.
runsIn: workload
deliveries: [operator, helm]
chart: ${chart}
namespace: ${namespace}
stage: AfterControlPlaneInitialized
${extra}
`,
  [`addons/${id}/versions.yaml`]: 'versions: [{minors: ["1.36"], chart: 1.0.0, source: test}]\n',
});
const shipping = (...ids: string[]): TreeChanges => ({
  "stacks/tiny/stack.yaml": `{id: tiny, title: Tiny stack, kubernetes: ["1.36"], providers: {metal: {addons: [${ids.join(", ")}]}}}\n`,
});
const findings = (changes: TreeChanges): string[] => renderTree(changes).diagnostics.map(({ code, message }) => `${code} ${message}`);

describe("what the operator cannot deliver", () => {
  it("is another namespace than its own", () => {
    expect(findings({ ...shipping("a"), ...addon("a", "", { namespace: "monitoring" }) })).toEqual([
      'CS3021 The operator cannot deliver the addon "a": its objects stand in monitoring.',
    ]);
  });

  it("is what the chart is known to do", () => {
    expect(findings({ ...shipping("a"), ...addon("a", "limits: {hooks: a Job makes certificates}") })).toEqual([
      'CS3021 The operator cannot deliver the addon "a": hooks: a Job makes certificates.',
    ]);
  });

  it.each([
    ["metadata: {annotations: {helm.sh/hook: post-install}}", "has a hook"],
    ['{{ lookup "v1" "Secret" "a" "b" }}', "looks up objects"],
    ['{{ if .Capabilities.APIVersions.Has "v1/Pod" }}{{ end }}', "asks for APIs"],
  ])("is found in templates of our own: %s", (template, reason) => {
    const own = { ...shipping("a"), ...addon("a", "", { chart: "{name: a}" }), "addons/a/chart/templates/a.yaml": `${template}\n` };
    expect(findings(own)).toEqual([
      expect.stringContaining(`CS3021 The operator cannot deliver the addon "a": addons/a/chart/templates/a.yaml ${reason}`),
    ]);
  });

  it("is no word that only looks like it", () => {
    const own = {
      ...shipping("a"),
      ...addon("a", "", { chart: "{name: a}" }),
      "addons/a/chart/templates/a.yaml": "args: [--skip-lookup=true]\n",
    };
    expect(findings(own)).toEqual([]);
  });

  it("is nobody's business where something else delivers", () => {
    const other = addon("a", "limits: {hooks: a Job}", { namespace: "monitoring" });
    const text = (other["addons/a/addon.yaml"] ?? "").replace("[operator, helm]", "[helm]");
    expect(findings({ ...shipping("a"), ...other, "addons/a/addon.yaml": text })).toEqual([]);
  });
});

describe("definitions", () => {
  const owner = (order: number, id = "owner"): TreeChanges => addon(id, `order: ${order}\ncrds: [{group: example.com, by: chart}]`);
  const user = addon("user", "order: 20\nneeds: [example.com]");

  it("come from an addon before the one that uses them", () => {
    expect(findings({ ...shipping("user", "owner"), ...owner(10), ...user })).toEqual([]);
    expect(findings({ ...shipping("user", "owner"), ...owner(30), ...user })).toEqual([
      'CS3022 In metal-tiny-1-36, "user" needs definitions of example.com, which only "owner" brings, which comes later.',
    ]);
    expect(findings({ ...shipping("user"), ...user })).toEqual([
      'CS3022 In metal-tiny-1-36, "user" needs definitions of example.com, which no addon brings.',
    ]);
  });

  it("have one owner", () => {
    expect(findings({ ...shipping("owner", "other"), ...owner(10), ...owner(11, "other") })).toEqual([
      'CS3023 In metal-tiny-1-36, "owner" and "other" both bring definitions of example.com.',
    ]);
  });
});

describe("the version of an addon", () => {
  const version = (rest: string): TreeChanges => ({
    ...shipping("a"),
    ...addon("a", ""),
    "addons/a/versions.yaml": `versions: [{minors: ["1.36"], chart: 1.0.0, source: test, ${rest}}]\n`,
  });

  it("is made for the minor, or says why it is taken", () => {
    expect(findings(version('supports: {from: "1.35", to: "1.36"}'))).toEqual([]);
    expect(findings(version('supports: {from: "1.34", to: "1.35"}, beyond: Nothing newer is out.'))).toEqual([]);
    expect(findings(version('supports: {from: "1.34", to: "1.35"}'))).toEqual([
      'CS2021 "a" 1.0.0 is for Kubernetes 1.34 to 1.35 and stands for 1.36, without a reason.',
    ]);
  });
});
