import { parseRepository, type Repository } from "@cstack/generator";
import type { ReleaseFile } from "@cstack/model";
import { describe, expect, test } from "vitest";
import { catalogOf } from "../catalog/catalog.ts";
import { entryDigest, entryPath, entryText } from "../ledger/entry.ts";
import { withdrawRelease } from "../ledger/withdraw-release.ts";
import { upgradeGraph, upgradePath } from "./upgrade-path.ts";
import { upgradePicture } from "./upgrade-picture.ts";

const digest = `sha256:${"0".repeat(64)}`;
const sources = new Map([
  [
    "addons/net/addon.yaml",
    "{id: net, title: Net, docs: Connects pods., runsIn: workload, deliveries: [operator], chart: {name: net, repository: oci://x.example/net}, namespace: kube-system, stage: AfterControlPlaneInitialized, steps: minor}\n",
  ],
  ["addons/net/versions.yaml", 'versions: [{minors: ["1.36"], chart: 1.0.0, source: test}]\n'],
  ["stacks/other/stack.yaml", 'id: other\ntitle: Other\nkubernetes: ["1.36"]\nproviders: {metal: {addons: []}}\n'],
  ["stacks/tiny/stack.yaml", 'id: tiny\ntitle: Tiny\nkubernetes: ["1.36"]\nproviders: {metal: {addons: []}}\n'],
]);

type Row = [unit: string, kubernetes: string, net: string, breaking?: string];

/** A ledger with these releases; the first of a unit is v1, the next v2. */
function ledger(rows: readonly Row[], notices: ReadonlyMap<string, string> = new Map()): Repository {
  const files = new Map([...sources, ...notices]);
  const last = new Map<string, { number: number; text: string }>();
  for (const [unit, kubernetes, net, breaking] of rows) {
    const before = last.get(unit);
    const number = (before?.number ?? 0) + 1;
    const entry: ReleaseFile = {
      unit,
      version: `v${number}`,
      date: "2026-11-21",
      contentHash: "a".repeat(36),
      ...(before === undefined ? {} : { previous: entryDigest(before.text) }),
      artifacts: { operator: digest, chart: digest, manifests: digest },
      kubernetes,
      addons: { net },
      comparison: {
        severity: breaking === undefined ? "rolling" : "breaking",
        reasons: breaking === undefined ? [] : [{ severity: "breaking", part: "variables", text: breaking }],
      },
    };
    last.set(unit, { number, text: entryText(entry) });
    files.set(entryPath(unit.split("-")[1] ?? "", entry), entryText(entry));
  }
  const { repository, diagnostics } = parseRepository({ files: new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1))) });
  expect(diagnostics).toEqual([]);
  return repository;
}

const rows: Row[] = [
  ["metal-tiny-1-35", "1.35.2", "1.0.0"],
  ["metal-tiny-1-35", "1.35.3", "1.1.0", "size is gone"],
  ["metal-tiny-1-36", "1.36.1", "1.1.0"],
  ["metal-tiny-1-36", "1.36.2", "1.2.0"],
  ["metal-tiny-1-37", "1.37.0", "1.3.0"],
  ["metal-other-1-36", "1.36.2", "1.2.0"],
  ["wood-tiny-1-36", "1.36.2", "1.2.0"],
];

const way = (repository: Repository, from: string, to: string) => upgradePath(repository, from, to)?.steps.map((step) => step.to);
const against = (repository: Repository, from: string, to: string) => upgradePath(repository, from, to)?.refused;

describe("a way between releases", () => {
  const repository = ledger(rows);

  test("goes minor by minor, over as few releases as addons that leave out no minor allow", () => {
    expect(way(repository, "metal-tiny-1-35-v1", "metal-tiny-1-37")).toEqual([
      "metal-tiny-1-36-v1",
      "metal-tiny-1-36-v2",
      "metal-tiny-1-37-v1",
    ]);
    expect(way(repository, "metal-tiny-1-35-v2", "metal-tiny-1-37")).toEqual(["metal-tiny-1-36-v2", "metal-tiny-1-37-v1"]);
  });

  test("has no steps where the target is reached, and is none where a name is unknown", () => {
    expect(way(repository, "metal-tiny-1-37", "metal-tiny-1-37-v1")).toEqual([]);
    expect(upgradePath(repository, "metal-tiny-1-37", "metal-tiny-1-38")).toBeUndefined();
  });

  test("says what people must mind on it", () => {
    const [step] = upgradePath(repository, "metal-tiny-1-35-v1", "metal-tiny-1-35")!.steps;
    expect(step).toMatchObject({ to: "metal-tiny-1-35-v2", severity: "breaking", mind: ["size is gone"] });
  });

  test("does not lead back, to another stack, or to another infrastructure, and says why", () => {
    expect(against(repository, "metal-tiny-1-36", "metal-tiny-1-35")).toEqual([
      "Kubernetes 1.35 is older than 1.36",
      expect.stringContaining("1.35.3 is older"),
    ]);
    expect(against(repository, "metal-tiny-1-36-v2", "metal-tiny-1-36-v1")?.[0]).toBe("v1 is not newer than v2");
    expect(against(repository, "metal-tiny-1-36", "metal-other-1-36")).toEqual([
      expect.stringContaining("the operator refuses another stack"),
    ]);
    expect(against(repository, "metal-tiny-1-36", "wood-tiny-1-36")).toEqual([expect.stringContaining("Clusters are made anew")]);
  });

  test("is none where no release stands between two minors", () => {
    const gap = ledger(rows.filter(([unit]) => unit !== "metal-tiny-1-36"));
    expect(against(gap, "metal-tiny-1-35", "metal-tiny-1-37")).toEqual([
      "Kubernetes 1.35 to 1.37 is more than one minor",
      "net 1.1.0 to 1.3.0 leaves out a minor",
      "no releases in between lead there",
    ]);
  });
});

describe("a withdrawn release", () => {
  const withdrawn = withdrawRelease(ledger(rows), { release: "metal-tiny-1-36-v1", reason: "Nodes do not join.", date: "2026-11-22" });

  test("gets a notice with what to use instead, and its unit's changelog says it", () => {
    expect([...withdrawn.value!.keys()]).toEqual([
      "stacks/tiny/releases/metal-tiny-1-36/v1.withdrawn.yaml",
      "stacks/tiny/releases/metal-tiny-1-36/CHANGELOG.md",
    ]);
    const [notice, changelog] = [...withdrawn.value!.values()];
    expect(notice).toContain("instead: v2\n");
    expect(changelog).toContain("**Withdrawn on 2026-11-22**: Nodes do not join. Use v2.");
  });

  test("is no target of an upgrade any more, and where Clusters start from, still", () => {
    const repository = ledger(rows, withdrawn.value!);
    expect(against(repository, "metal-tiny-1-35-v1", "metal-tiny-1-36-v1")?.[0]).toBe(
      "metal-tiny-1-36-v1 was withdrawn (2026-11-22; use v2): Nodes do not join.",
    );
    expect(way(repository, "metal-tiny-1-36-v1", "metal-tiny-1-36")).toEqual(["metal-tiny-1-36-v2"]);
    expect(way(repository, "metal-tiny-1-35-v1", "metal-tiny-1-36")).toEqual(["metal-tiny-1-35-v2", "metal-tiny-1-36-v2"]);
    const release = catalogOf(repository)
      .units.find(({ unit }) => unit === "metal-tiny-1-36")
      ?.releases.at(-1);
    expect(release?.withdrawn).toEqual({ date: "2026-11-22", reason: "Nodes do not join.", instead: "v2" });
  });

  test("is withdrawn once, exists, and is not replaced by itself", () => {
    const messages = (repository: Repository, release: string, instead?: string) =>
      withdrawRelease(repository, {
        release,
        reason: "x",
        date: "2026-11-22",
        ...(instead === undefined ? {} : { instead }),
      }).diagnostics.map(({ code, message }) => `${code}: ${message}`);
    expect(messages(ledger(rows, withdrawn.value!), "metal-tiny-1-36-v1")).toEqual([
      "CS6014: metal-tiny-1-36-v1 was withdrawn on 2026-11-22.",
    ]);
    expect(messages(ledger(rows), "metal-tiny-1-36-v9")).toEqual(["CS6014: The ledger has no stable release metal-tiny-1-36-v9."]);
    expect(messages(ledger(rows), "metal-tiny-1-36-v1", "v1")).toEqual([
      "CS6014: v1 is no other release of metal-tiny-1-36 that can be used.",
    ]);
  });

  test("has nothing instead where it is the newest: the next release will help", () => {
    const { value } = withdrawRelease(ledger(rows), { release: "metal-tiny-1-37-v1", reason: "Too early.", date: "2026-11-22" });
    expect([...value!.values()][0]).not.toContain("instead");
  });
});

test("the graph has every possible step, and its picture those to the next release", () => {
  const repository = ledger(rows.slice(0, 4));
  expect(upgradeGraph(repository).map(({ from, to }) => `${from} ${to}`)).toEqual([
    "metal-tiny-1-35-v1 metal-tiny-1-35-v2",
    "metal-tiny-1-35-v1 metal-tiny-1-36-v1",
    "metal-tiny-1-35-v2 metal-tiny-1-36-v1",
    "metal-tiny-1-35-v2 metal-tiny-1-36-v2",
    "metal-tiny-1-36-v1 metal-tiny-1-36-v2",
  ]);
  expect(upgradePicture(repository)).toBe(`flowchart LR
  subgraph metal-tiny-1-35
    metal-tiny-1-35-v1["v1, 1.35.2"]
    metal-tiny-1-35-v2["v2, 1.35.3"]
  end
  subgraph metal-tiny-1-36
    metal-tiny-1-36-v1["v1, 1.36.1"]
    metal-tiny-1-36-v2["v2, 1.36.2"]
  end
  metal-tiny-1-35-v1 -->|breaking| metal-tiny-1-35-v2
  metal-tiny-1-35-v2 -->|rolling| metal-tiny-1-36-v2
  metal-tiny-1-36-v1 -->|rolling| metal-tiny-1-36-v2
`);
});
