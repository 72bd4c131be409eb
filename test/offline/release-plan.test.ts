import { type Baseline, baselineOf, type Changeset, planRelease, type ReleasePlan } from "@cstack/release";
import { describe, expect, test } from "vitest";
import { currentUnits, type Edits, editedSources } from "../support/edited-sources.ts";

/** What `cstack release plan` says about changes of the sources, unit by unit, against a release of the sources as they are. */

const unit = "docker-scs-1-36";
let known: Baseline | undefined;

/** The snapshot of the unit as if it had been released from the checkout. */
function baseline(): Baseline {
  if (known !== undefined) return known;
  const [current] = currentUnits(editedSources({}), (id) => id === unit);
  known = baselineOf(current!.rendered, current!.contentHash, "v1");
  return known;
}

function topologyOf({ spec }: Baseline["clusters"][number]): { variables?: unknown } {
  return spec?.["topology"] as { variables?: unknown };
}

interface Options {
  changesets?: Changeset[];
  today?: string;
}

function planOf(edits: Edits, { changesets = [], today = "2026-11-21" }: Options = {}) {
  const complete = baseline();
  // Two Clusters show as much as all of them, in a quarter of the time: the smallest, and one with kernel modules.
  const modules = complete.clusters.find((cluster) => /"kernelModules","value":\["/.test(JSON.stringify(topologyOf(cluster).variables)));
  const snapshot = { ...complete, clusters: [complete.clusters[0]!, modules!] };
  const entry = ledgerEntry(snapshot);
  const repository = editedSources({ ...edits, [`stacks/scs/releases/${unit}/v1.yaml`]: () => entry });
  return planRelease({
    repository,
    units: currentUnits(repository, (id) => id === unit),
    baselines: new Map([[unit, snapshot]]),
    stacks: [{ id: "scs", package: "@cstack/stack-scs" }],
    changesets,
    today,
  });
}

function ledgerEntry({ unit: id, version, contentHash, facts }: Baseline): string {
  return `{unit: ${id}, version: ${version}, date: "2026-10-01", contentHash: ${contentHash}, kubernetes: ${facts.kubernetes.version}}\n`;
}

function comparisonOf(edits: Edits, options: Options = {}): ReleasePlan["units"][number] {
  const { plan, diagnostics } = planOf(edits, options);
  expect(diagnostics.filter(({ code }) => code !== "CS6011")).toEqual([]);
  return plan.units[0]!;
}

const texts = (comparison: ReleasePlan["units"][number]) =>
  comparison.reasons.map(({ severity, part, text }) => `${severity}, ${part}: ${text}`);
const replace = (from: string | RegExp, to: string) => (text: string) => text.replace(from, to);
const jumpOfMinors = (text: string) => text.replaceAll(/chart: \S+/g, "chart: 99.0.0");
/** Another field of the infrastructure cluster, which is changed in place. */
const otherNetwork = (text: string) => `${text.trimEnd()}\n          network: other\n`;
const bump = (type: "patch" | "minor" | "major"): Changeset => ({
  file: ".changeset/a.md",
  summary: "",
  bumps: new Map([["@cstack/stack-scs", type]]),
});

test("a unit whose content is that of its last release is unchanged, and its Clusters are not looked at", () => {
  const comparison = comparisonOf({});
  expect(comparison).toMatchObject({ state: "unchanged", released: "v1", next: null, severity: "none", reasons: [] });
});

test("a baseline has Clusters with all patches that a plan can turn on, the smallest first", () => {
  const { clusters, class: documents } = baseline();
  expect(clusters.length).toBeGreaterThan(4);
  expect(clusters[0]?.metadata.name).toBe("as-few-variables-as-possible");
  expect(documents.map(({ metadata }) => metadata.name)).toContain(`${unit}-v1`);
  expect(JSON.stringify(baseline())).not.toContain("cstacktoken");
});

describe("a change is", () => {
  test("quiet where no machine is replaced", () => {
    const comparison = comparisonOf({ "addons/metrics-server/versions.yaml": replace(/chart: \S+/, "chart: 99.0.0") });
    expect(comparison).toMatchObject({ state: "changed", next: "v2", severity: "quiet" });
    expect(texts(comparison)).toEqual([expect.stringMatching(/^quiet, addons: metrics-server \S+ → 99\.0\.0$/)]);
    expect(comparison.details?.class.rolls).toEqual({ controlPlane: "no", workers: "no" });
  });

  test("rolling where the configuration of nodes changes in a stored Cluster, with the field", () => {
    const comparison = comparisonOf({
      "providers/kubeadm/features/kernel.yaml": (text) =>
        text.replaceAll("/etc/modules-load.d/cstack.conf", "/etc/modules-load.d/modules.conf"),
    });
    expect(comparison.details?.class.rolls).toEqual({ controlPlane: "template", workers: "template" });
    expect(texts(comparison)).toEqual([
      expect.stringMatching(/^rolling, machines: control plane: another kubeadm configuration \(spec\.kubeadmConfigSpec\.files/),
      expect.stringMatching(/^rolling, machines: workers: another KubeadmConfigTemplate \(spec\.template\.spec\.files/),
    ]);
  });

  test("rolling by its nature where the Kubernetes version changes, and says so", () => {
    const comparison = comparisonOf({
      "providers/kubeadm/versions.yaml": replace(/(?<=version: "?)1\.36\.\d+/, "1.36.99"),
      "providers/docker/versions.yaml": replace(/(?<=kubernetes: "?)1\.36\.\d+/, "1.36.99"),
    });
    expect(comparison).toMatchObject({ severity: "rolling", details: { kubernetes: { new: "v1.36.99" } } });
    expect(texts(comparison)[0]).toMatch(
      /^rolling, kubernetes: Kubernetes v1\.36\.\d+ → v1\.36\.99: another version replaces every machine$/,
    );
    expect(comparison.details?.class.rolls).toEqual({ controlPlane: "template", workers: "template" });
  });

  test("breaking where a variable is gone or accepts less, although no machine is replaced", () => {
    const comparison = comparisonOf({ "providers/kubeadm/features/kernel.yaml": replace("maxItems: 64", "maxItems: 8") });
    expect(texts(comparison)).toContain("breaking, variables: kernelModules accepts less (kernelModules.maxItems: 64 → 8)");
    expect(comparison.severity).toBe("breaking");
  });

  test("breaking where an addon leaves out a step of its upgrades, or is gone", () => {
    const jump = comparisonOf({ "addons/cilium/versions.yaml": jumpOfMinors });
    expect(texts(jump)[0]).toMatch(
      /^breaking, addons: cilium \S+ → 99\.0\.0; upgrades are supported to the next minor only, and \S+ to 99\.0\.0 is further$/,
    );
    const gone = comparisonOf({ "stacks/scs/stack.yaml": replace("local-path, metrics-server,", "local-path,") });
    expect(texts(gone)).toContainEqual(expect.stringMatching(/^breaking, addons: metrics-server is gone; its objects stay in clusters/));
  });

  test("breaking, before all else, where the provider's webhook refuses it in existing Clusters", () => {
    const comparison = comparisonOf({
      "providers/docker/class/cluster.yaml.ejs": otherNetwork,
      "providers/docker/provider.yaml": replace("mutable: [/spec]", "mutable: []"),
      "addons/cilium/versions.yaml": jumpOfMinors,
    });
    expect(comparison.details?.class.refused[0]).toMatchObject({ by: "provider", field: "spec.backend.docker.network" });
    expect(texts(comparison)[0]).toMatch(/^breaking, provider: spec\.backend\.docker\.network: DevCluster refuses the change/);
  });

  test("breaking where a unit is no longer made, and quiet where its minor has ended", () => {
    const edits = { "stacks/scs/stack.yaml": replace('["1.35", "1.36", "1.37"]', '["1.35", "1.37"]') };
    expect(comparisonOf(edits)).toMatchObject({ state: "retired", next: null, severity: "breaking" });
    const later = comparisonOf(edits, { today: "2027-08-01" });
    expect(texts(later)).toEqual(["quiet, unit: docker-scs-1-36 gets no further release, after its end of life on 2027-06-28"]);
  });
});

describe("changesets", () => {
  const rolling = {
    "providers/docker/class/cluster.yaml.ejs": otherNetwork,
    "addons/cilium/versions.yaml": jumpOfMinors,
  };
  const codes = (edits: Edits, changesets: Changeset[]) => planOf(edits, { changesets }).diagnostics.map(({ code }) => code);

  test("declare at least what happens to Clusters", () => {
    expect(codes(rolling, [bump("major")])).toEqual([]);
    expect(codes(rolling, [bump("minor")])).toEqual(["CS6010"]);
    expect(codes(rolling, [bump("patch"), bump("major")])).toEqual([]);
  });

  test("are there for every stack that changed, and for none that did not", () => {
    expect(codes(rolling, [])).toEqual(["CS6011"]);
    expect(codes({}, [bump("patch")])).toEqual(["CS6012"]);
    expect(codes({}, [])).toEqual([]);
  });
});

test("a baseline of another release than the ledger's head is no ground for a comparison", () => {
  const entry = ledgerEntry({ ...baseline(), contentHash: "a".repeat(36) });
  const repository = editedSources({ [`stacks/scs/releases/${unit}/v1.yaml`]: () => entry });
  const { diagnostics } = planRelease({
    repository,
    units: currentUnits(repository, (id) => id === unit),
    baselines: new Map([[unit, { ...baseline(), version: "v7" }]]),
    stacks: [],
    changesets: [],
    today: "2026-11-21",
  });
  expect(diagnostics.map(({ code, message }) => `${code}: ${message}`)).toEqual([
    expect.stringMatching(/^CS6002: The baseline of docker-scs-1-36 v1 is of v7/),
  ]);
});
