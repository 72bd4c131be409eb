import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "../support/repository.ts";

/** What each package may import of ours: dependencies point one way. */
const allowed: Record<string, string[]> = {
  gotemplate: [],
  clusterclass: ["gotemplate"],
  model: [],
  delivery: ["gotemplate", "clusterclass", "model"],
  generator: ["gotemplate", "clusterclass", "model"],
  release: ["gotemplate", "clusterclass", "model", "generator"],
  bundle: ["gotemplate", "clusterclass", "model", "delivery", "generator", "release"],
  facts: ["gotemplate", "clusterclass", "model", "generator", "bundle"],
  smoke: ["gotemplate", "clusterclass", "model", "generator"],
  configurator: ["gotemplate", "clusterclass", "delivery"],
  cli: ["gotemplate", "clusterclass", "model", "delivery", "generator", "release", "bundle", "facts", "smoke", "configurator"],
};

/** Files of the repository: what is tracked or will be. */
const tracked = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], { cwd: root, encoding: "utf8" })
  .split("\n")
  .filter((path) => path !== "" && existsSync(join(root, path)));
const isTest = (path: string): boolean => path.endsWith(".test.ts") || /\/(testing|testdata)\//.test(path);
const sources = tracked.filter((path) => /^packages\/[^/]+\/(src|app)\/.*\.tsx?$/.test(path));
const read = (path: string): string => readFileSync(join(root, path), "utf8");
const packageOf = (path: string): string => path.split("/")[1] ?? "";
const importsOf = (path: string): string[] =>
  [...read(path).matchAll(/^(?:import|export)\b[^;]*?from\s+"([^"]+)"|import\("([^"]+)"\)/gm)].map(([, a, b]) => a ?? b ?? "");

describe("packages", () => {
  it("depend on each other one way, and each other's door only", () => {
    const wrong = sources.flatMap((path) =>
      importsOf(path)
        .filter((name) => name.startsWith("@cstack/"))
        .filter((name) => !allowed[packageOf(path)]?.includes(name.slice("@cstack/".length)))
        .map((name) => `${path} imports ${name}`),
    );
    expect(wrong).toEqual([]);
  });

  it("reach no other package by a relative path", () => {
    const wrong = sources.filter((path) =>
      importsOf(path).some((name) => name.startsWith(".") && !join(path, "..", name).startsWith(`packages/${packageOf(path)}/`)),
    );
    expect(wrong).toEqual([]);
  });

  it("declare what they import", () => {
    for (const name of Object.keys(allowed)) {
      const { dependencies = {} } = JSON.parse(read(`packages/${name}/package.json`)) as { dependencies?: Record<string, string> };
      const used = new Set(
        sources
          .filter((path) => packageOf(path) === name && !isTest(path))
          .flatMap(importsOf)
          .filter((module) => !module.startsWith(".") && !module.startsWith("node:"))
          .map((module) =>
            module
              .split("/")
              .slice(0, module.startsWith("@") ? 2 : 1)
              .join("/"),
          ),
      );
      expect(
        [...used].filter((module) => dependencies[module] === undefined),
        name,
      ).toEqual([]);
    }
  });

  it.each(["gotemplate", "clusterclass", "model", "delivery", "configurator"])(
    "%s runs in a browser: it imports nothing of Node",
    (name) => {
      const wrong = sources
        .filter((path) => packageOf(path) === name && !isTest(path))
        .filter(
          (path) =>
            importsOf(path).some((module) => module.startsWith("node:")) ||
            /\bprocess\.(env|argv|exit|cwd|std|on)|\bBuffer\b/.test(code(read(path))),
        );
      expect(wrong).toEqual([]);
    },
  );

  it("read sources in one place", () => {
    const readers = sources.filter((path) => packageOf(path) === "generator" && !isTest(path) && importsOf(path).includes("node:fs"));
    expect(readers).toEqual(["packages/generator/src/load/read-tree.ts"]);
  });

  it("know no provider, addon or stack by name", () => {
    const shared = new Set(["kubeadm"]);
    const names = ["providers", "addons", "stacks"]
      .flatMap((folder) => readdirSync(join(root, folder)))
      .filter((name) => !shared.has(name) && !name.startsWith("."));
    const mentions = sources
      .filter((path) => !isTest(path) && !path.endsWith(".gen.ts"))
      .flatMap((path) => names.filter((name) => new RegExp(`["'\`]${name}["'\`]`).test(code(read(path)))).map((name) => `${path}: ${name}`))
      // Programs that lanes use are called as they are, also where a provider has the same name.
      .filter(
        (mention) =>
          ![
            "packages/cli/src/smoke/lane-programs.ts: docker",
            "packages/cli/src/smoke/clean-up.ts: docker",
            "packages/smoke/src/programs/known-programs.ts: docker",
          ].includes(mention),
      );
    expect(mentions).toEqual([]);
  });
});

describe("files", () => {
  it("of packages are short enough to be read at a sitting", () => {
    const long = sources
      .filter((path) => !/\.(test|gen)\.ts$/.test(path) && !path.includes("/testdata/"))
      .filter((path) => read(path).split("\n").length > 300);
    expect(long).toEqual([]);
  });

  it("are not called utils", () => {
    expect(tracked.filter((path) => /(^|\/)(utils?|helpers?|misc|common)\.(ts|mjs)$/.test(path))).toEqual([]);
  });

  it("name no machine and no package mirror", () => {
    const wrong = tracked.filter(
      (path) => !/\.(tgz|png|wasm)$/.test(path) && /(^|[^A-Za-z0-9_.])(\/root\/|\/home\/[a-z])/.test(read(path)),
    );
    expect(wrong.filter((path) => path !== "test/offline/repository-rules.test.ts")).toEqual([]);
    expect(read("package-lock.json")).not.toMatch(/"resolved": "https?:/);
  });
});

describe("folders of data", () => {
  it.each(["providers", "addons"])("%s each have the files the layout promises", (folder) => {
    const main = folder === "providers" ? "provider.yaml" : "addon.yaml";
    for (const id of readdirSync(join(root, folder))) {
      const names = readdirSync(join(root, folder, id));
      for (const name of [main, "versions.yaml", "README.md"]) expect(names, `${folder}/${id}`).toContain(name);
    }
  });

  it("begin each YAML file with the schema that editors check it against", () => {
    // Templates of Helm charts become YAML only in Helm.
    const files = tracked.filter(
      (path) => /^(stacks|providers|addons)\/.*\.yaml$/.test(path) && !/\/(outputs\/[^/]+|chart)\/templates\//.test(path),
    );
    const wrong = files.filter((path) => {
      const [, schema] = /^# yaml-language-server: \$schema=(\S+)\n/.exec(read(path)) ?? [];
      return schema === undefined || !existsSync(join(root, path, "..", schema));
    });
    expect(wrong).toEqual([]);
  });
});

/** Source text without comments. */
function code(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)\/\/.*$/gm, "");
}
