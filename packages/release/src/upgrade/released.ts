import type { Repository } from "@cstack/generator";
import type { ReleaseFile, ReleaseNoticeFile } from "@cstack/model";
import { withdrawalOf } from "../ledger/last-releases.ts";
import { parseReleaseName, type ReleaseUnit, releaseName, stableNumber } from "../version/release-name.ts";

/** A stable release of the ledger, as upgrades look at it. */
export interface Released {
  /** `openstack-scs-1-36-v3` */
  name: string;
  unit: ReleaseUnit;
  entry: ReleaseFile;
  withdrawn: ReleaseNoticeFile | undefined;
}

/** All stable releases of a ledger, units in their order, each with its oldest release first. */
export function releasedVersions(repository: Repository): Released[] {
  return [...repository.stacks.values()].flatMap((stack) =>
    [...stack.releases.values()].flat().flatMap(({ data: entry }): Released[] => {
      const parsed = parseReleaseName(`${entry.unit}-${entry.version}`);
      if (parsed === undefined || stableNumber(entry.version) === undefined) return [];
      const withdrawn = withdrawalOf(stack, entry.unit, entry.version);
      return [{ name: releaseName(parsed.unit, entry.version), unit: parsed.unit, entry, withdrawn }];
    }),
  );
}

/** The release with a name, or the newest of a unit that is not withdrawn. */
export function findReleased(releases: readonly Released[], name: string): Released | undefined {
  const exact = releases.find((release) => release.name === name);
  return exact ?? releases.findLast(({ entry, withdrawn }) => entry.unit === name && withdrawn === undefined);
}
