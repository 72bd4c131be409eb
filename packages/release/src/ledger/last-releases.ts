import type { Source, Stack } from "@cstack/generator";
import type { ReleaseFile, ReleaseNoticeFile } from "@cstack/model";
import { stableNumber } from "../version/release-name.ts";

/** The newest stable release of a unit: pre-releases are compared with it, as the release after them is. */
export function lastStable(stack: Stack | undefined, unit: string): Source<ReleaseFile> | undefined {
  return stack?.releases.get(unit)?.findLast(({ data }) => stableNumber(data.version) !== undefined);
}

/** The newest release of a unit, pre-releases included. */
export function lastRelease(stack: Stack | undefined, unit: string): Source<ReleaseFile> | undefined {
  return stack?.releases.get(unit)?.at(-1);
}

/** What the ledger says about a unit as a whole, after it got its last release. */
export function retirementOf(stack: Stack | undefined, unit: string): ReleaseNoticeFile | undefined {
  return stack?.notices.find(({ data }) => data.kind === "retired" && data.unit === unit)?.data;
}

/** What the ledger says about one release after the fact. */
export function withdrawalOf(stack: Stack | undefined, unit: string, version: string): ReleaseNoticeFile | undefined {
  return stack?.notices.find(({ data }) => data.kind === "withdrawn" && data.unit === unit && data.version === version)?.data;
}
