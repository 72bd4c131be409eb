import { describe, expect, test } from "vitest";
import { readTarGz } from "../archive/index.ts";
import { type CreateOptions, planCreate } from "./plan-create.ts";
import { SINGLE_CHART, STAGED, treeOf } from "./testdata/trees.ts";
import type { Tree } from "./tree.ts";

const CUSTOM = {
  mode: "custom",
  clusterStackVersion: "v1-alpha.1",
  clusterAddonVersion: "v2-alpha.1",
  nodeImageVersion: "v3-alpha.1",
} as const;

function planOf(tree: Tree, options: CreateOptions = { mode: "hash" }) {
  const { value, diagnostics } = planCreate(tree, options);
  if (!value) throw new Error(JSON.stringify(diagnostics));
  const text = (name: string) => Buffer.from(value.files.get(name) ?? []).toString();
  const archive = (name: string) =>
    new Map(
      readTarGz(value.files.get(name) ?? new Uint8Array()).map((entry) => [entry.path, "content" in entry ? String(entry.content) : "/"]),
    );
  return { name: value.name, names: [...value.files.keys()].sort(), text, archive, diagnostics };
}

function codesOf(tree: Tree, options: CreateOptions = { mode: "hash" }): string[] {
  const { value, diagnostics } = planCreate(tree, options);
  expect(value).toBeUndefined();
  return diagnostics.filter(({ severity }) => severity === "error").map(({ code, file }) => `${code} ${file ?? ""}`.trim());
}

describe("a release of the hash mode", () => {
  const { name, names, text, archive } = planOf(treeOf(SINGLE_CHART));

  test("is named after the first seven characters of the tree's hash", () => {
    expect(name).toBe("docker-demo-1-27-v0-sha-lqgocrn");
    expect(names).toEqual([
      "cluster-addon-values.yaml",
      "docker-demo-1-27-cluster-addon-v0-sha.lqgocrn.tgz",
      "docker-demo-1-27-cluster-class-v0-sha.lqgocrn.tgz",
      "hashes.json",
      "metadata.yaml",
    ]);
  });

  test("has the hashes that Go's dirhash gives for the directories", () => {
    expect(text("hashes.json")).toBe(`{
  "clusterStack": "lqgocrn4agkepkhfsknjc1cknwvfxutb6ewbdp3bnvo",
  "clusterAddonDir": "zyhydvt5zt9bfzvfqchsbuyormzuizxwvgghmujas",
  "clusterAddonValues": "yhmh4rt45mokj4bcqytwydstphhrvowivpkgjuw0hrk"
}`);
  });

  test("names all three versions in metadata.yaml", () => {
    expect(text("metadata.yaml")).toBe(`apiVersion: metadata.clusterstack.x-k8s.io/v1alpha1
versions:
    clusterStack: v0-sha.lqgocrn
    kubernetes: v1.27.7
    components:
        clusterAddon: v0-sha.lqgocrn
        nodeImage: v0-sha.lqgocrn
`);
  });

  test("has the tags filled in and the operator's own templates left alone", () => {
    expect(text("cluster-addon-values.yaml")).toBe(
      'values: |\n  clusterAddonVersion: "v0-sha.lqgocrn"\n  name: {{ .Cluster.metadata.name }}\n',
    );
  });

  test("packs the class as a Helm chart without what .helmignore names", () => {
    const paths = ["Chart.yaml", ".helmignore", "templates/_helpers.tpl", "templates/cluster-class.yaml", "values.yaml"];
    const entries = archive("docker-demo-1-27-cluster-class-v0-sha.lqgocrn.tgz");
    expect([...entries.keys()]).toEqual(paths.map((path) => `docker-demo-1-27-cluster-class/${path}`));
  });

  test("is the same, byte for byte, for the same tree in another order", () => {
    const tree = treeOf(SINGLE_CHART);
    const reversed = { files: new Map([...tree.files].reverse()) };
    expect(planCreate(reversed, { mode: "hash" })).toEqual(planCreate(tree, { mode: "hash" }));
  });
});

describe("a release of addons in stages", () => {
  const { names, text, archive } = planOf(treeOf(STAGED), CUSTOM);

  test("packs each addon as a directory, with its own version and binary files untouched", () => {
    const addons = archive("docker-demo-1-27-cluster-addon-v2-alpha.1.tgz");
    expect([...addons.keys()]).toEqual([
      ...["cni", "cni/Chart.yaml", "cni/logo.png", "cni/overwrite.yaml", "cni/templates", "cni/templates/cni.yaml"],
      ...["metrics-server", "metrics-server/Chart.yaml", "metrics-server/templates", "metrics-server/templates/deployment.yaml"],
    ]);
    expect(addons.get("cni/Chart.yaml")).toBe(STAGED["cluster-addon/cni/Chart.yaml"]);
    expect(addons.get("cni/templates/cni.yaml")).toContain('{release: "v2-alpha.1", class: "v1-alpha.1"}');
  });

  test("has clusteraddon.yaml as it is, and no values file", () => {
    expect(text("clusteraddon.yaml")).toBe(STAGED["clusteraddon.yaml"]);
    expect(names).not.toContain("cluster-addon-values.yaml");
  });

  test("hashes node-image/, which is not released", () => {
    expect(JSON.parse(text("hashes.json"))).toMatchObject({
      clusterAddonValues: "",
      nodeImageDir: "q2lzvepiptiziudpodi330tvwgffwvhesmgmywk7oq",
    });
    expect(names.filter((name) => name.includes("node-image"))).toEqual([]);
  });
});

describe("given versions", () => {
  test("name the release and its archives", () => {
    const { name, names } = planOf(treeOf(SINGLE_CHART), CUSTOM);
    expect(name).toBe("docker-demo-1-27-v1-alpha-1");
    expect(names).toContain("docker-demo-1-27-cluster-class-v1-alpha.1.tgz");
    expect(names).toContain("docker-demo-1-27-cluster-addon-v2-alpha.1.tgz");
  });

  test.each(["v01", "v1-stable.5", "v1-alpha-1", ""])("are refused where the operator would not find the release: %j", (version) => {
    expect(codesOf(treeOf(SINGLE_CHART), { ...CUSTOM, clusterStackVersion: version })).toEqual(["CS5109"]);
  });
});

describe("csctl.yaml", () => {
  test.each([
    ["type: docker", "type: Docker"],
    ["type: docker", "type: my-docker"],
    ["clusterStackName: demo", "clusterStackName: fer-rol"],
    ["clusterStackName: demo", "clusterStackName: Ferrol_X"],
    ["  clusterStackName: demo\n", ""],
    ["kubernetesVersion: v1.27.7", "kubernetesVersion: 1.27.7"],
    ["kubernetesVersion: v1.27.7", "kubernetesVersion: v1.27"],
    ["kubernetesVersion: v1.27.7", "kubernetesVersion: v1.27.7-rc.1"],
  ])("with %j changed to %j is refused", (from, to) => {
    const config = String(SINGLE_CHART["csctl.yaml"]).replace(from, to);
    expect(codesOf(treeOf(SINGLE_CHART, { "csctl.yaml": config }))).toEqual(["CS5102 csctl.yaml"]);
  });

  test.each([undefined, "", "- a", "config: a"])("must be a mapping with a config: %j is refused", (config) => {
    expect(codesOf(treeOf(SINGLE_CHART, { "csctl.yaml": config }))).toEqual(["CS5101 csctl.yaml"]);
  });
});

describe("a tree", () => {
  const without = (files: typeof STAGED, prefix: string) => {
    const gone = Object.keys(files).filter((path) => path.startsWith(prefix));
    return treeOf(files, Object.fromEntries(gone.map((path) => [path, undefined])));
  };

  test.each([
    ["class", without(SINGLE_CHART, "cluster-class/"), "CS5004 cluster-class/Chart.yaml"],
    ["addon chart", without(SINGLE_CHART, "cluster-addon/"), "CS5004 cluster-addon/Chart.yaml"],
    ["values", without(SINGLE_CHART, "cluster-addon-values.yaml"), "CS5101 cluster-addon-values.yaml"],
  ])("without its %s is refused", (_what, tree, code) => {
    expect(codesOf(tree)).toEqual([code]);
  });

  test("with stages and no addons is refused", () => {
    expect(codesOf(without(STAGED, "cluster-addon/"))).toContain("CS5101 cluster-addon");
  });

  test("with a name that no archive can hold is refused", () => {
    expect(codesOf(treeOf(STAGED, { "cluster-addon/cni/ü.txt": "" }))).toEqual(["CS5003 cluster-addon/cni/ü.txt"]);
    expect(codesOf(treeOf(STAGED, { "cluster-class/files/ü.txt": "" }))).toEqual(["CS5003 cluster-class/files/ü.txt"]);
  });

  test("with a heredoc and an unknown tag is released, with a warning for the tag", () => {
    const script = "cat << EOF\n<< .Unknown >>\nEOF\n";
    const { archive, diagnostics } = planOf(treeOf(STAGED, { "cluster-addon/cni/install.sh": script }), CUSTOM);
    expect(archive("docker-demo-1-27-cluster-addon-v2-alpha.1.tgz").get("cni/install.sh")).toBe(script);
    expect(diagnostics).toMatchObject([{ code: "CS5108", severity: "warning", file: "cluster-addon/cni/install.sh", line: 2 }]);
  });
});

describe("node images", () => {
  const images = "apiVersion: openstack.infrastructure.clusterstack.x-k8s.io/v1alpha1\nimages: [{name: << .NodeImageVersion >>}]\n";
  const withConfig = (providerConfig: string, config: string | undefined) =>
    treeOf(SINGLE_CHART, {
      "csctl.yaml": `${SINGLE_CHART["csctl.yaml"]}    config: ${providerConfig}\n`,
      "node-images/config.yaml": config,
    });

  test("are copied by the method get, with the tags filled in", () => {
    const { text, diagnostics } = planOf(withConfig("{method: get}", images), CUSTOM);
    expect(text("node-images.yaml")).toBe(images.replace("<< .NodeImageVersion >>", "v3-alpha.1"));
    expect(diagnostics).toEqual([]);
  });

  test("are not released unless csctl.yaml asks for them, which a note says", () => {
    const { names, diagnostics } = planOf(treeOf(SINGLE_CHART, { "node-images/config.yaml": images }));
    expect(names).not.toContain("node-images.yaml");
    expect(diagnostics).toMatchObject([{ code: "CS5107", severity: "info" }]);
  });

  test.each([
    ["{method: build}", images, "CS5107 csctl.yaml"],
    ["{method: fetch}", images, "CS5107 csctl.yaml"],
    ["{dockerfile: a}", images, "CS5107 csctl.yaml"],
    ["{method: get}", undefined, "CS5107 node-images/config.yaml"],
    ["{method: get}", "- a", "CS5107 node-images/config.yaml"],
    ["{method: get}", "images: []", "CS5107 node-images/config.yaml"],
  ])("are refused for %s and %j", (providerConfig, config, code) => {
    expect(codesOf(withConfig(providerConfig, config))).toEqual([code]);
  });

  test("have no use for a registry, which a note says", () => {
    const { diagnostics } = planOf(treeOf(SINGLE_CHART), { mode: "hash", nodeImageRegistry: "registry.yaml" });
    expect(diagnostics).toMatchObject([{ code: "CS5107", severity: "info", file: "registry.yaml" }]);
  });
});
