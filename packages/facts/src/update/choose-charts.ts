import type { AddonFile, AddonVersion } from "@cstack/model";
import { gt, parse, type SemVer, satisfies } from "semver";

/** What an addon's data says about its versions. */
export interface ChartRules {
  steps?: AddonFile["steps"];
  follows?: AddonFile["chart"]["follows"];
}

/** What becomes of the chart of one row. */
export interface ChartChoice {
  /** The version to move to; undefined to stay. */
  to?: string;
  /** A newer version that is not taken. */
  held?: { version: string; reason: string };
}

/**
 * Chooses for every row of an addon the newest version that its range allows and that no required step speaks against. Rows stand in the order of
 * their Kubernetes minors, because Clusters go from one to the next. Pure.
 */
export function chooseCharts(rows: readonly AddonVersion[], rules: ChartRules, available: readonly string[]): ChartChoice[] {
  const versions = available.flatMap((text) => parse(text) ?? []).sort((a, b) => b.compare(a));
  const choices: ChartChoice[] = [];
  for (const row of rows) {
    const before = choices.length === 0 ? undefined : chartAfter(rows[choices.length - 1]!, choices.at(-1)!);
    choices.push(choose(row, rules, versions, before));
  }
  const taken = rows.flatMap((row, index) => parse(chartAfter(row, choices[index]!)) ?? []).sort((a, b) => b.compare(a));
  return choices.map((choice) => withListedName(withoutTaken(choice, taken[0]), available));
}

/** What another row has already is nothing that anybody must be told. */
function withoutTaken({ to, held }: ChartChoice, newest: SemVer | undefined): ChartChoice {
  const isNews = held !== undefined && (newest === undefined || gt(held.version, newest));
  return { ...(to === undefined ? {} : { to }), ...(isNews ? { held } : {}) };
}

/** The chart of a row when a choice has been followed. */
function chartAfter(row: AddonVersion, { to }: ChartChoice): string {
  return to ?? row.chart;
}

function choose(row: AddonVersion, rules: ChartRules, versions: readonly SemVer[], before: string | undefined): ChartChoice {
  const current = parse(row.chart);
  if (current === null) return {};
  const newer = versions.filter((version) => gt(version, current) && (version.prerelease.length === 0 || current.prerelease.length > 0));
  const [newest] = newer;
  const chosen = newer.find((version) => reasonAgainst(version, row, rules, before) === undefined);
  if (newest === undefined || newest === chosen) return chosen === undefined ? {} : { to: chosen.version };
  const held = { version: newest.version, reason: reasonAgainst(newest, row, rules, before) ?? "" };
  return chosen === undefined ? { held } : { to: chosen.version, held };
}

/** Why a row may not have a version; undefined where it may. */
function reasonAgainst(version: SemVer, row: AddonVersion, rules: ChartRules, before: string | undefined): string | undefined {
  const range = row.range ?? ownRange(row.chart, rules);
  if (!satisfies(version, range))
    return `it is outside of ${range}${row.range === undefined ? ", to which updates keep by themselves" : ""}`;
  const [oldest = ""] = row.minors;
  if (rules.follows !== undefined && version.minor > Number(oldest.split(".")[1]))
    return `it is made for Kubernetes 1.${version.minor}, and the row is also for ${oldest}: give the newer minor a row of its own`;
  if (rules.steps === undefined) return undefined;
  return (
    skipped(row.chart, version, "upgrades go") ??
    (before === undefined ? undefined : skipped(before, version, "Clusters of the minor before come"))
  );
}

/** By itself an update goes no further than a person would without reading release notes. */
function ownRange(chart: string, { steps }: ChartRules): string {
  const plain = chart.replace(/^v/, "");
  return steps === undefined ? `^${plain}` : `~${plain}`;
}

function skipped(from: string, to: SemVer, who: string): string | undefined {
  const start = parse(from);
  if (start === null || (start.major === to.major && to.minor - start.minor <= 1)) return undefined;
  return `${who} minor by minor, and from ${from} it skips ${start.major}.${start.minor + 1}`;
}

/** The version as its repository spells it, with or without a leading v. */
function withListedName(choice: ChartChoice, available: readonly string[]): ChartChoice {
  const listed = (version: string): string => available.find((text) => parse(text)?.version === version) ?? version;
  return {
    ...(choice.to === undefined ? {} : { to: listed(choice.to) }),
    ...(choice.held === undefined ? {} : { held: { ...choice.held, version: listed(choice.held.version) } }),
  };
}
