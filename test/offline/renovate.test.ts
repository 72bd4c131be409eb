import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { root } from "../support/repository.ts";

/** What Renovate's custom managers find in versions.yaml of addons and providers: every version that somebody publishes, and nothing else. */

interface CustomManager {
  managerFilePatterns: string[];
  matchStrings: string[];
  depTypeTemplate: string;
  depNameTemplate?: string;
}
interface Versions {
  versions?: { chart: string; images?: { image: string; digest?: string }[] }[];
  kubernetes?: { version: string; newestPatch?: { version: string } }[];
  nodeImages?: { image?: string; digest?: string }[];
  infrastructure?: { releases?: { repository: string; version: string } };
}

const { customManagers, packageRules } = JSON.parse(readFileSync(join(root, "renovate.json"), "utf8")) as {
  customManagers: CustomManager[];
  packageRules: { matchDepNames?: string[]; groupName?: string }[];
};
const files = ["addons", "providers"].flatMap((top) =>
  readdirSync(join(root, top)).map((id) => ({ path: `${top}/${id}/versions.yaml`, folder: join(root, top, id) })),
);

/** `type name value digest` of everything that the managers of a path find in its text. */
function found(path: string, text: string): string[] {
  const fitting = customManagers.filter(({ managerFilePatterns }) =>
    managerFilePatterns.some((pattern) => new RegExp(pattern.slice(1, -1)).test(path)),
  );
  return fitting.flatMap(({ matchStrings, depTypeTemplate: type, depNameTemplate }) =>
    matchStrings.flatMap((pattern) =>
      [...text.matchAll(new RegExp(pattern, "g"))].map(({ groups = {} }) =>
        [type, depNameTemplate ?? groups["depName"], groups["currentValue"], groups["currentDigest"]].filter(Boolean).join(" "),
      ),
    ),
  );
}

/** The same from the data of a file. */
function expected(folder: string, data: Versions): string[] {
  const image = ({ image: name = "", digest }: { image?: string; digest?: string }): string => {
    const colon = name.lastIndexOf(":");
    return ["image", name.slice(0, colon), name.slice(colon + 1), digest].filter(Boolean).join(" ");
  };
  const chart = folder.includes("/addons/")
    ? (parse(readFileSync(join(folder, "addon.yaml"), "utf8")) as { chart: { name: string; repository?: string } }).chart
    : undefined;
  const { versions = [], kubernetes = [], nodeImages = [], infrastructure } = data;
  return [
    ...versions.flatMap((row) => [
      ...(chart?.repository === undefined ? [] : [`chart ${chart.name} ${row.chart}`]),
      ...(row.images ?? []).map(image),
    ]),
    ...kubernetes
      .flatMap(({ version, newestPatch }) => [version, ...(newestPatch === undefined ? [] : [newestPatch.version])])
      .map((version) => `kubernetes kubernetes/kubernetes ${version}`),
    ...nodeImages.flatMap((row) => (row.image === undefined ? [] : [image(row)])),
    ...(infrastructure?.releases === undefined
      ? []
      : [`provider ${infrastructure.releases.repository.replace("https://github.com/", "")} ${infrastructure.releases.version}`]),
  ];
}

describe("Renovate", () => {
  test("finds every version of every versions.yaml, and nothing that is none", () => {
    expect(files.length).toBeGreaterThan(20);
    for (const { path, folder } of files) {
      const text = readFileSync(join(root, path), "utf8");
      expect(found(path, text).sort(), path).toEqual(expected(folder, parse(text) as Versions).sort());
    }
  });

  test("has patterns that its own engine, RE2, reads: no looking around and no references back", () => {
    const patterns = customManagers.flatMap(({ matchStrings }) => matchStrings);
    expect(patterns.filter((pattern) => /\(\?<?[=!]|\\[1-9]|\\k</.test(pattern))).toEqual([]);
  });

  test("moves charts of one repository together", () => {
    const groups = packageRules.filter(({ matchDepNames }) => (matchDepNames?.length ?? 0) > 1);
    expect(groups.map(({ groupName }) => groupName)).toContain("cinder-csi, manila-csi, openstack-ccm");
  });

  test("takes the digest out where it moves a chart: it is of the archive before", () => {
    const [manager] = customManagers.filter(({ depTypeTemplate }) => depTypeTemplate === "chart");
    const row = `  - minors: ["1.36"]\n    chart: 1.0.0\n    digest: sha256:${"1".repeat(64)}\n    source: x\n`;
    expect(row.replace(new RegExp(manager!.matchStrings[0]!), "chart: 1.0.1")).toBe(
      '  - minors: ["1.36"]\n    chart: 1.0.1\n    source: x\n',
    );
  });
});
