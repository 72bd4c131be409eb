import { readTarGzFiles, sha256 } from "@cstack/bundle";
import { refusalsOf } from "@cstack/generator";
import { parseTemplate } from "@cstack/gotemplate";
import { describe, expect, it } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { allUnits, bundleOf, textOf } from "../support/repository.ts";

/** Stages the Cluster Stack Operator acts on; others it ignores without a word. */
const knownStages = ["AfterControlPlaneInitialized", "BeforeClusterUpgrade"];

const bundles = allUnits().map((unit) => bundleOf(unit));

describe.each(bundles.map((bundle) => [bundle.release, bundle] as const))("the bundle %s", (release, bundle) => {
  const { files, unit } = bundle;
  const yaml = <T>(name: string): T => parse(textOf(files.get(name))) as T;

  it("is named as the operator parses release names", () => {
    expect(release.split("-")).toHaveLength(5);
    expect(release).toBe(`${unit.provider.data.id}-${unit.stack.data.id}-${unit.minor.replace(".", "-")}-v1`);
  });

  it("has archives where the operator looks for them", () => {
    const archives = [...files.keys()].filter((name) => name.endsWith(".tgz"));
    const own = bundle.rendered.charts.map(({ name }) => `${name}-v1.tgz`);
    expect(archives).toEqual([`${unit.id}-cluster-class-v1.tgz`, `${unit.id}-cluster-addon-v1.tgz`, ...own]);
  });

  it("has metadata with every version the operator demands, nodeImage too", () => {
    expect(yaml("metadata.yaml")).toEqual({
      apiVersion: "metadata.clusterstack.x-k8s.io/v1alpha1",
      versions: { clusterStack: "v1", kubernetes: `v${unit.kubernetes.version}`, components: { clusterAddon: "v1", nodeImage: "v1" } },
    });
  });

  it("names the class after release and version, in the chart and in class.yaml", () => {
    const chart = readTarGzFiles(files.get(`${unit.id}-cluster-class-v1.tgz`) as Uint8Array);
    const name = `${unit.id}-cluster-class`;
    expect(parse(textOf(chart.get(`${name}/Chart.yaml`)))).toMatchObject({ name, version: "v1" });
    const classes = parseAllDocuments(textOf(files.get("class.yaml"))).map(
      (document) => document.toJS() as { kind: string; metadata: { name: string } },
    );
    expect(classes.filter(({ kind }) => kind === "ClusterClass").map(({ metadata }) => metadata.name)).toEqual([`${unit.id}-v1`]);
    for (const { metadata } of classes) expect(metadata.name.startsWith(`${unit.id}-v1`)).toBe(true);
  });

  it("has every object that was rendered, also where kinds share a suffix", () => {
    const objects = parseAllDocuments(textOf(files.get("class.yaml"))).map(
      (document) => document.toJS() as { kind: string; metadata: { name: string } },
    );
    const identities = (manifests: { kind: string; metadata: { name: string } }[]) =>
      manifests.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
    const { rendered } = bundle;
    expect(identities(objects)).toEqual(
      identities([...rendered.templates, rendered.clusterClass]).map((name) => name.replace("v0-cstacktoken", "v1")),
    );
  });

  it("lets Helm print the class instead of reading its templates", () => {
    const chart = readTarGzFiles(files.get(`${unit.id}-cluster-class-v1.tgz`) as Uint8Array);
    const printed = [...chart]
      .filter(([path]) => path.includes("/templates/"))
      .map(([path, content]) => parseTemplate(path, textOf(content), { functions: "hermetic" }).execute({}));
    expect(printed.join("---\n")).toBe(printedOrder(chart, textOf(files.get("class.yaml"))));
  });

  it("has only stages the operator knows, with the same addons in each, and all of them in the archive", () => {
    const { addonStages } = yaml<{ addonStages: Record<string, { name: string; action: string }[]> }>("clusteraddon.yaml");
    expect(Object.keys(addonStages)).toEqual(knownStages);
    const [first = [], second = []] = Object.values(addonStages);
    expect(second).toEqual(first);
    const archive = readTarGzFiles(files.get(`${unit.id}-cluster-addon-v1.tgz`) as Uint8Array);
    const folders = new Set([...archive.keys()].map((path) => path.split("/")[0]));
    expect([...folders].sort()).toEqual(first.map(({ name }) => name).sort());
  });

  it("pins every addon's chart to one version", () => {
    const archive = readTarGzFiles(files.get(`${unit.id}-cluster-addon-v1.tgz`) as Uint8Array);
    for (const [path, content] of archive) {
      // Charts of our own lie inside, and depend on nothing.
      if (!/^[^/]+\/Chart\.yaml$/.test(path)) continue;
      const { dependencies } = parse(textOf(content)) as { dependencies: { version: string }[] };
      expect(dependencies).toHaveLength(1);
      expect(dependencies[0]?.version, path).toMatch(/^v?\d+\.\d+\.\d+$/);
    }
  });

  it("is subscribed to by version only, and needs no provider operator", () => {
    const { spec } = yaml<{ spec: Record<string, unknown> }>("clusterstack.yaml");
    expect(spec).toMatchObject({
      autoSubscribe: false,
      noProvider: true,
      channel: "stable",
      versions: ["v1"],
      kubernetesVersion: unit.minor,
    });
  });

  it("has a sample Cluster of its class and its Kubernetes version", () => {
    const cluster = parseAllDocuments(textOf(files.get("cluster.yaml")))
      .at(-1)
      ?.toJS() as { kind: string; spec: { topology: { classRef: { name: string }; version: string } } };
    expect(cluster).toMatchObject({
      kind: "Cluster",
      spec: { topology: { classRef: { name: `${unit.id}-v1` }, version: `v${unit.kubernetes.version}` } },
    });
  });

  it("sums up all its files", () => {
    const sums = textOf(files.get("SHA256SUMS"))
      .trimEnd()
      .split("\n")
      .map((line) => line.split("  "));
    expect(sums.map(([, name]) => name)).toEqual([...files.keys()].filter((name) => name !== "SHA256SUMS").sort());
    for (const [sum, name] of sums) expect(sha256(files.get(name ?? "") ?? "")).toBe(sum);
  });

  it("describes every variable and patch in its README", () => {
    const readme = textOf(files.get("README.md"));
    for (const { name } of unit.variables) expect(readme).toContain(`| \`${name}\` |`);
    for (const feature of unit.features) expect(readme).toContain(`### ${feature.data.title}`);
    for (const { message } of refusalsOf(unit)) expect(readme).toContain(message);
  });

  it("carries its version and never that of another minor", () => {
    for (const name of ["class.yaml", "cluster.yaml", "metadata.yaml", "clusterstack.yaml", "README.md"]) {
      const others = [...textOf(files.get(name)).matchAll(/\b(?:openstack|docker)-[a-z0-9]+-1-(\d+)/g)].map(([, minor]) => `1.${minor}`);
      expect(
        [...new Set(others)].filter((minor) => minor !== unit.minor),
        name,
      ).toEqual([]);
    }
  });
});

/** class.yaml lists manifests in another order than the archive's names. */
function printedOrder(chart: ReadonlyMap<string, Uint8Array>, classYaml: string): string {
  const documents = classYaml.split(/^---\n/m);
  const nameOf = (text: string): string => /^ {2}name: (\S+)$/m.exec(text)?.[1] ?? "";
  const kindOf = (text: string): string => /^kind: (\S+)$/m.exec(text)?.[1] ?? "";
  return [...chart]
    .filter(([path]) => path.includes("/templates/"))
    .map(([, content]) => {
      const text = textOf(content);
      return documents.find((document) => kindOf(document) === kindOf(text) && nameOf(document) === nameOf(text)) ?? "";
    })
    .join("---\n");
}
