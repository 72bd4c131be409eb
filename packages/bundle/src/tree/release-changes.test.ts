import { describe, expect, test } from "vitest";
import { packChart, readTarGzFiles } from "../archive/index.ts";
import { planCreate } from "./plan-create.ts";
import type { PreviousRelease } from "./previous-release.ts";
import { SINGLE_CHART, STAGED, treeOf } from "./testdata/trees.ts";
import type { Tree } from "./tree.ts";

const CLASS_FILE = "cluster-class/templates/cluster-class.yaml";

/** The release of the stable mode, as cluster stack / addon / node image, or the codes of the errors. */
function releaseOf(tree: Tree, previous?: PreviousRelease): { versions: string; release: PreviousRelease | undefined } {
  const { value, diagnostics } = planCreate(tree, { mode: "stable", ...(previous && { previous }) });
  if (!value) return { versions: diagnostics.map(({ code }) => code).join(" "), release: undefined };
  return { versions: Object.values(value.versions).join("/"), release: value };
}

function first(tree: Tree): PreviousRelease {
  const { release } = releaseOf(tree);
  if (!release) throw new Error("no first release");
  return release;
}

describe("stable versions", () => {
  test("count up through the life of a stack", () => {
    let changes: Record<string, string> = {};
    let { versions, release } = releaseOf(treeOf(SINGLE_CHART));
    expect(versions).toBe("v1/v1/v1");

    /** Changes the tree further and releases it after the release before. */
    const next = (more: Record<string, string>): string => {
      changes = { ...changes, ...more };
      const result = releaseOf(treeOf(SINGLE_CHART, changes), release);
      release = result.release ?? release;
      return result.versions;
    };
    expect(next({}), "unchanged").toBe("CS5110");
    expect(next({ [CLASS_FILE]: "kind: ClusterClass\n" }), "class, which csctl cannot release").toBe("v2/v1/v1");
    expect(next({ "csctl.yaml": String(SINGLE_CHART["csctl.yaml"]).replace("v1.27.7", "v1.27.9") }), "Kubernetes, likewise").toBe(
      "v3/v1/v1",
    );
    expect(next({ "cluster-addon-values.yaml": "values: |\n  a: 1\n" }), "values").toBe("v4/v2/v1");
    expect(next({ "node-image/image.pkr.hcl": "source {}\n" }), "node-image/ added").toBe("v5/v2/v2");
    expect(next({ "cluster-addon/templates/cni.yaml": "kind: ConfigMap\n" }), "addon chart").toBe("v6/v3/v2");
    expect(next({ "README.md": "# nothing of this is released\n" }), "README").toBe("CS5110");
    expect(release?.name).toBe("docker-demo-1-27-v6");
  });

  test("count the addons up for another order of stages, which csctl cannot release", () => {
    const stages = String(STAGED["clusteraddon.yaml"]).replace(/ {2}BeforeClusterUpgrade.*/s, "");
    expect(releaseOf(treeOf(STAGED, { "clusteraddon.yaml": stages }), first(treeOf(STAGED))).versions).toBe("v2/v2/v1");
  });

  test("count the node images up for other images, which csctl does not see", () => {
    const config = { "csctl.yaml": `${SINGLE_CHART["csctl.yaml"]}    config: {method: get}\n` };
    const images = (url: string) => treeOf(SINGLE_CHART, { ...config, "node-images/config.yaml": `apiVersion: a/v1\nurl: ${url}\n` });
    expect(releaseOf(images("b"), first(images("a"))).versions).toBe("v2/v1/v2");
    expect(releaseOf(images("a"), first(images("a"))).versions).toBe("CS5110");
  });

  test("go on from v9 to v10", () => {
    const metadata = "versions: {clusterStack: v9, kubernetes: v1.27.7, components: {clusterAddon: v9, nodeImage: v10}}\n";
    const { files } = first(treeOf(SINGLE_CHART));
    const v1 = files.get("docker-demo-1-27-cluster-class-v1.tgz") ?? new Uint8Array();
    const previous = {
      name: "docker-demo-1-27-v9",
      files: new Map([...files, ["metadata.yaml", Buffer.from(metadata)], ["docker-demo-1-27-cluster-class-v9.tgz", v1]]),
    };
    expect(releaseOf(treeOf(SINGLE_CHART, { "cluster-addon-values.yaml": "values: a\n" }), previous).versions).toBe("v10/v10/v10");
  });

  test("say what has changed", () => {
    const { value } = planCreate(treeOf(SINGLE_CHART, { [CLASS_FILE]: "kind: ClusterClass\n" }), {
      mode: "stable",
      previous: first(treeOf(SINGLE_CHART)),
    });
    expect(value?.changes).toEqual({ kubernetes: false, class: true, addon: false, nodeImage: false });
  });

  describe("after a release that csctl made, with Chart.yaml in another form,", () => {
    const { name, files } = first(treeOf(SINGLE_CHART));
    const packedElsewhere = (chart: string): PreviousRelease => {
      const own = readTarGzFiles(files.get("docker-demo-1-27-cluster-class-v1.tgz") ?? new Uint8Array());
      const entries = new Map([...own].map(([path, content]) => [path.slice("docker-demo-1-27-cluster-class/".length), content]));
      const archive = packChart("docker-demo-1-27-cluster-class", new Map([...entries, ["Chart.yaml", Buffer.from(chart)]]));
      return { name, files: new Map([...files, ["docker-demo-1-27-cluster-class-v1.tgz", archive]]) };
    };
    const head = "version: v1\nname: docker-demo-1-27-cluster-class\napiVersion: v2\ntype: application\n";
    const otherForm = `${head}# comment\nkeywords: [cluster, class]\nappVersion: '1.10'\ndescription: "A class:   * for tests "\n`;
    const otherValue = otherForm.replace("A class", "The class");
    const readme = { "README.md": "# another hash of the tree\n" };

    test("do not count up for the form", () => {
      expect(releaseOf(treeOf(SINGLE_CHART, readme), packedElsewhere(otherForm)).versions).toBe("CS5110");
    });

    test("count up for another value, unless the whole tree is the same", () => {
      expect(releaseOf(treeOf(SINGLE_CHART, readme), packedElsewhere(otherValue)).versions).toBe("v2/v1/v1");
      expect(releaseOf(treeOf(SINGLE_CHART), packedElsewhere(otherValue)).versions).toBe("CS5110");
    });
  });
});

describe("a last release that is incomplete", () => {
  const { name, files } = first(treeOf(SINGLE_CHART));

  test.each([
    ["metadata.yaml", undefined],
    ["metadata.yaml", "versions: {clusterStack: v1}\n"],
    ["metadata.yaml", "versions: {clusterStack: v1-alpha.1, components: {clusterAddon: v1, nodeImage: v1}}\n"],
    ["hashes.json", undefined],
    ["docker-demo-1-27-cluster-class-v1.tgz", undefined],
    ["docker-demo-1-27-cluster-class-v1.tgz", "no archive"],
  ])("is refused: %s is %j", (file, content) => {
    const damaged = new Map(files);
    if (content === undefined) damaged.delete(file);
    else damaged.set(file, Buffer.from(content));
    const { diagnostics } = planCreate(treeOf(SINGLE_CHART), { mode: "stable", previous: { name, files: damaged } });
    expect(diagnostics).toMatchObject([{ code: "CS5111", severity: "error", file: `${name}/${file}` }]);
  });
});
