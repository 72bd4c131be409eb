import { describe, expect, test } from "vitest";
import type { IndexedUnit } from "../catalog-data.ts";
import { choicesOf, filterUnits, noFilter, supportOf } from "./filter-units.ts";
import { installCommands } from "./install-commands.ts";
import { upgradeGraph } from "./upgrade-graph.ts";

function unit(minor: string, more: Partial<IndexedUnit> = {}): IndexedUnit {
  const id = `metal-plain-${minor.replace(".", "-")}`;
  return { unit: id, provider: "metal", stack: "plain", minor, features: ["proxy"], addons: ["net"], releases: [], documents: {}, ...more };
}

function release(of: string, version: string, upgrades: string[] = []) {
  return { release: `${of}-${version}`, version, date: "2026-01-01", kubernetes: "1.36.4", severity: "quiet", upgrades };
}

describe("the list", () => {
  const units = [unit("1.35"), unit("1.36", { addons: ["net", "disk"], endOfLife: "2027-02-28", deprecatedFrom: "2026-12-28" })];

  test("is searched by every word, in names, features and addons", () => {
    expect(filterUnits(units, { ...noFilter, text: "METAL disk" }, "2026-11-01").map(({ minor }) => minor)).toEqual(["1.36"]);
    expect(filterUnits(units, { ...noFilter, text: "metal tape" }, "2026-11-01")).toEqual([]);
  });

  test("is narrowed by choices, which are those that there are", () => {
    expect(choicesOf(units, "2026-11-01")).toMatchObject({
      minor: ["1.35", "1.36"],
      feature: ["disk", "net", "proxy"],
      support: ["supported"],
    });
    expect(filterUnits(units, { ...noFilter, minor: "1.35", feature: "net" }, "2026-11-01")).toEqual([units[0]]);
  });

  test("says how long a unit is looked after", () => {
    const days = ["2026-12-27", "2026-12-28", "2027-02-28", "2027-03-01"];
    expect(days.map((day) => supportOf(units[1]!, day))).toEqual(["supported", "deprecated", "deprecated", "ended"]);
    expect(supportOf({ ...units[1]!, retired: "2026-06-01" }, "2026-06-01")).toBe("retired");
  });
});

describe("the upgrade picture", () => {
  const [older, newer] = ["metal-plain-1-35", "metal-plain-1-36"];
  const graph = upgradeGraph([
    unit("1.36", { releases: [release(newer, "v1")], candidate: "v2" }),
    unit("1.35", { releases: [release(older, "v2", [`${newer}-v1`]), release(older, "v1", [`${older}-v2`, "gone-v1"])] }),
  ]);

  test("has a column for each minor, and the newest version on top", () => {
    expect(graph.minors).toEqual(["1.35", "1.36"]);
    expect(graph.nodes.map(({ version, column, row, kind }) => [version, column, row, kind])).toEqual([
      ["v2", 1, 0, "candidate"],
      ["v1", 1, 1, "released"],
      ["v2", 0, 0, "released"],
      ["v1", 0, 1, "released"],
    ]);
  });

  test("has the steps whose both ends are there", () => {
    expect(graph.steps).toEqual([
      { from: 2, to: 1 },
      { from: 3, to: 2 },
    ]);
  });
});

describe("commands", () => {
  const link = { repository: "", tag: "metal-plain-1-36-v1", digest: "sha256:0" };

  test("build what was not released", () => {
    const [operator] = installCommands({ unit: "metal-plain-1-36", release: "metal-plain-1-36-v1", artifacts: null });
    expect(operator!.lines).toEqual([
      "npx cstack build metal-plain-1-36 --next",
      "kubectl apply -n NAMESPACE -f .release/metal-plain-1-36-v1/clusterstack.yaml",
    ]);
  });

  test("pull and verify what was, from where the catalog says", () => {
    const artifacts = (repository: string, referrers?: string) => {
      const own = { ...link, repository, ...(referrers === undefined ? {} : { referrers }) };
      return { operator: own, chart: own, manifests: own };
    };
    const verify = (given: ReturnType<typeof artifacts>) =>
      installCommands({ unit: "metal-plain-1-36", release: "metal-plain-1-36-v1", artifacts: given }).find(({ way }) => way === "verify")
        ?.lines;
    expect(verify(artifacts(""))).toEqual(["npx cstack verify REPOSITORY:metal-plain-1-36-v1 --key KEY.pub"]);
    expect(verify(artifacts("ghcr.io/org/stacks", "https://ghcr.io/v2/"))).toEqual([
      "npx cstack verify ghcr.io/org/stacks:metal-plain-1-36-v1 --key KEY.pub",
    ]);
  });
});
