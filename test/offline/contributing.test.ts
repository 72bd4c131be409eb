import { listUnits, parseRepository, type RenderedUnit, readSourceTree, renderUnit, resolveUnit } from "@cstack/generator";
import { hasErrors } from "@cstack/model";
import { describe, expect, it } from "vitest";
import { parsedSources } from "../support/checkout-copy.ts";
import { ejs, root } from "../support/repository.ts";

/** The rows of CONTRIBUTING.md's table, each tried on the sources: one edit in one place is enough. */
function afterEdit(changes: Record<string, (text: string) => string>): Map<string, RenderedUnit> {
  const { tree } = readSourceTree(root);
  for (const [path, change] of Object.entries(changes)) {
    const before = tree.files.get(path) ?? "";
    const after = change(before);
    expect(after, path).not.toBe(before);
    tree.files.set(path, after);
  }
  const { repository, diagnostics } = parseRepository({ files: new Map([...tree.files].sort()) }, parsedSources);
  expect(diagnostics).toEqual([]);
  const rendered = new Map<string, RenderedUnit>();
  for (const key of listUnits(repository)) {
    const resolved = resolveUnit(repository, key);
    const result = resolved.unit === undefined ? undefined : renderUnit(resolved.unit, { version: "v1", ejs });
    const findings = [...resolved.diagnostics, ...(result?.diagnostics ?? [])];
    expect(hasErrors(findings), JSON.stringify(findings)).toBe(false);
    if (result?.rendered !== undefined) rendered.set(key.id, result.rendered);
  }
  return rendered;
}

const specOf = (rendered: RenderedUnit | undefined) =>
  rendered?.clusterClass.spec as {
    variables: { name: string; schema: { openAPIV3Schema: Record<string, unknown> } }[];
    patches: { name: string }[];
  };

describe("a contributor", () => {
  it("raises a Kubernetes patch version in the facts, and it reaches class, sample and images", () => {
    const units = afterEdit({
      "providers/kubeadm/versions.yaml": (text) => text.replace('version: "1.36.4"', 'version: "1.36.5"'),
      "providers/docker/versions.yaml": (text) => text.replaceAll("1.36.4", "1.36.5"),
      "providers/kubevirt/versions.yaml": (text) => text.replaceAll("1.36.4", "1.36.5"),
      "providers/openstack/versions.yaml": (text) => text.replaceAll("1.36.4", "1.36.5"),
    });
    for (const id of ["docker-scs-1-36", "openstack-scs-1-36"]) {
      expect(JSON.stringify(units.get(id)?.sample)).toContain("v1.36.5");
      expect(JSON.stringify([units.get(id)?.clusterClass, units.get(id)?.templates, units.get(id)?.sample])).not.toContain("1.36.4");
    }
  });

  it("raises an addon in one row", () => {
    const units = afterEdit({ "addons/metrics-server/versions.yaml": (text) => text.replace("chart: 3.13.1", "chart: 3.14.0") });
    for (const rendered of units.values()) expect(rendered.addonCharts.get("metrics-server/Chart.yaml")).toContain("3.14.0");
  });

  it("adds a variable with its patch in one file", () => {
    const feature = `id: hostname
title: Host name prefix
docs: Writes a file with a prefix.
variables:
  - {name: hostPrefix, description: Prefix of host names., schema: {type: string, default: node, maxLength: 20}}
patches:
  - {name: hostPrefix, on: [nodes], ops: [{append: /files, template: "{path: /etc/prefix, content: {{ .hostPrefix | toJson }}}"}]}
`;
    const units = afterEdit({ "providers/kubeadm/features/hostname.yaml": () => feature });
    for (const rendered of units.values()) {
      expect(specOf(rendered).variables.map(({ name }) => name)).toContain("hostPrefix");
      expect(specOf(rendered).patches.map(({ name }) => name)).toContain("hostPrefix");
    }
  });

  it("changes a default for one stack", () => {
    const units = afterEdit({ "stacks/scs/stack.yaml": (text) => `${text}defaults: {exposeComponentMetrics: true}\n` });
    const variable = specOf(units.get("docker-scs-1-36")).variables.find(({ name }) => name === "exposeComponentMetrics");
    expect(variable?.schema.openAPIV3Schema["default"]).toBe(true);
  });

  it("makes a difference from a minor on", () => {
    const units = afterEdit({
      "providers/kubeadm/features/component-metrics.yaml": (text) =>
        text.replace("id: component-metrics\n", 'id: component-metrics\nkubernetes: {from: "1.36"}\n'),
      "stacks/scs/stack.yaml": (text) => text.replace("  - exposeComponentMetrics\n", ""),
      // What builds on the feature starts with it.
      "providers/kubeadm/features/kube-proxy.yaml": (text) =>
        text.replace("id: kube-proxy\n", 'id: kube-proxy\nkubernetes: {from: "1.36"}\n'),
      "providers/openstack/features/component-metrics-rules.yaml": (text) =>
        text.replace("id: component-metrics-rules\n", 'id: component-metrics-rules\nkubernetes: {from: "1.36"}\n'),
    });
    const has = (id: string) => specOf(units.get(id)).variables.some(({ name }) => name === "exposeComponentMetrics");
    expect([has("docker-scs-1-35"), has("docker-scs-1-36"), has("docker-scs-1-37")]).toEqual([false, true, true]);
  });

  it("adds a minor as one line where its facts are known", () => {
    const before = afterEdit({
      "stacks/scs/stack.yaml": (text) => text.replace('kubernetes: ["1.35", "1.36", "1.37"]', 'kubernetes: ["1.36", "1.37"]'),
    });
    expect([...before.keys()].filter((id) => id.endsWith("-scs-1-35"))).toEqual([]);
    const after = afterEdit({ "README.md": () => "unrelated" });
    expect([...after.keys()].filter((id) => id.endsWith("-scs-1-35")).length).toBeGreaterThan(0);
  });
});
