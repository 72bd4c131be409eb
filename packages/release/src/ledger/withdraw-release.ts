import type { Repository } from "@cstack/generator";
import { problem, type ReleaseNoticeFile, type Result } from "@cstack/model";
import { findReleased, type Released, releasedVersions } from "../upgrade/released.ts";
import { stableNumber } from "../version/release-name.ts";
import { ledgerFolder, noticeText } from "./entry.ts";
import { noticesOf } from "./prepare-release.ts";
import { unitChangelog } from "./unit-changelog.ts";

export interface Withdrawal {
  /** `openstack-scs-1-36-v3` */
  release: string;
  reason: string;
  date: string;
  /** Version to use instead; the newest release after it that is not withdrawn where nothing is said. */
  instead?: string;
}

/**
 * Says of a release that it should not be used any more: a notice beside its entry, which stays, as its artifacts do, because Clusters run with it.
 * Gives the files to write. Pure.
 */
export function withdrawRelease(repository: Repository, { release, reason, date, instead }: Withdrawal): Result<Map<string, string>> {
  const releases = releasedVersions(repository);
  const found = releases.find(({ name }) => name === release);
  if (found === undefined) return refusal(release, `The ledger has no stable release ${release}.`);
  const { entry, unit, withdrawn } = found;
  if (withdrawn !== undefined) return refusal(release, `${release} was withdrawn on ${withdrawn.date}.`);
  const substitute = instead === undefined ? newestOther(releases, found) : findReleased(releases, `${entry.unit}-${instead}`);
  if (instead !== undefined && (substitute === undefined || substitute === found || substitute.withdrawn !== undefined))
    return refusal(release, `${instead} is no other release of ${entry.unit} that can be used.`);
  const notice: ReleaseNoticeFile = {
    unit: entry.unit,
    kind: "withdrawn",
    version: entry.version,
    date,
    reason: reason.trim(),
    ...(substitute === undefined ? {} : { instead: substitute.entry.version }),
  };
  const folder = ledgerFolder(unit.stack, entry.unit);
  const entries = (repository.stacks.get(unit.stack)?.releases.get(entry.unit) ?? []).map(({ data }) => data);
  const notices = [...noticesOf(repository, { unit: entry.unit, stack: unit.stack }), notice];
  const files = [
    [`${folder}/${entry.version}.withdrawn.yaml`, noticeText(notice)],
    [`${folder}/CHANGELOG.md`, unitChangelog(entry.unit, entries, notices)],
  ] as const;
  return { value: new Map(files), diagnostics: [] };
}

/** Clusters cannot go back, so only a newer release helps; without one the next release will. */
function newestOther(releases: readonly Released[], { entry }: Released): Released | undefined {
  const number = (release: Released) => stableNumber(release.entry.version) ?? 0;
  const newer = releases.filter((other) => other.entry.unit === entry.unit && number(other) > (stableNumber(entry.version) ?? 0));
  return newer.findLast(({ withdrawn }) => withdrawn === undefined);
}

function refusal(release: string, message: string): Result<Map<string, string>> {
  return { diagnostics: [problem("CS6014", { file: release }, message)] };
}
