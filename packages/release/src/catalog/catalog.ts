import type { Repository, Stack } from "@cstack/generator";
import type { ReleaseFile } from "@cstack/model";
import type { Severity } from "../compare/severity.ts";
import { retirementOf } from "../ledger/last-releases.ts";
import { upgradeGraph } from "../upgrade/upgrade-path.ts";
import type { UpgradeStep } from "../upgrade/upgrade-step.ts";
import { dashForm, parseVersion } from "../version/version.ts";
import { withdrawal } from "./release-history.ts";

/** One release in the catalog: what somebody chooses by, and where its artifacts are. */
export interface CatalogRelease {
  /** Name, and tag of the operator's artifact: `openstack-scs-1-36-v3`. */
  release: string;
  version: string;
  date: string;
  kubernetes: string;
  /** What Clusters of the release before meet. */
  severity: Severity;
  addons: Record<string, string>;
  /** Digests of the OCI manifests. */
  artifacts: { operator: string; chart: string; manifests: string };
  /** Names of releases that a Cluster can go to in one step. */
  upgrades: string[];
  withdrawn?: { date: string; reason: string; instead?: string };
}

/** A unit with its releases, newest first. */
export interface CatalogUnit {
  unit: string;
  stack: string;
  endOfLife?: string;
  retired?: string;
  releases: CatalogRelease[];
}

/** Everything that was released, for people and programs that look for a release. Paths of artifacts follow from the names. */
export interface Catalog {
  apiVersion: "catalog.cstack/v1";
  units: CatalogUnit[];
}

/** The catalog of a ledger. Pure, without a clock: it changes only with the ledger. */
export function catalogOf(repository: Repository): Catalog {
  const steps = upgradeGraph(repository);
  const units = [...repository.stacks.values()].flatMap((stack) =>
    [...stack.releases].map(([unit, releases]) => catalogUnit(stack, steps, unit, releases.map(({ data }) => data).toReversed())),
  );
  const sorted = units.filter(({ releases }) => releases.length > 0).sort((a, b) => (a.unit < b.unit ? -1 : 1));
  return { apiVersion: "catalog.cstack/v1", units: sorted };
}

function catalogUnit(stack: Stack, steps: readonly UpgradeStep[], unit: string, entries: readonly ReleaseFile[]): CatalogUnit {
  const endOfLife = entries.find((entry) => entry.endOfLife !== undefined)?.endOfLife;
  const retired = retirementOf(stack, unit)?.date;
  return {
    unit,
    stack: stack.data.id,
    ...(endOfLife === undefined ? {} : { endOfLife }),
    ...(retired === undefined ? {} : { retired }),
    releases: entries.flatMap((entry) => catalogRelease(stack, steps, entry)),
  };
}

/** Entries without digests were never published. */
function catalogRelease(stack: Stack, steps: readonly UpgradeStep[], entry: ReleaseFile): CatalogRelease[] {
  const { unit, version, date, kubernetes, addons = {}, artifacts, comparison } = entry;
  const parsed = parseVersion(version);
  if (artifacts === undefined || parsed === undefined) return [];
  const release = `${unit}-${dashForm(parsed)}`;
  return [
    {
      release,
      version,
      date,
      kubernetes,
      severity: comparison?.severity ?? "quiet",
      addons,
      artifacts,
      upgrades: steps.filter(({ from }) => from === release).map(({ to }) => to),
      ...withdrawal(stack, unit, version),
    },
  ];
}
