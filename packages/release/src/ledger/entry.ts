import { createHash } from "node:crypto";
import { type ReleaseFile, type ReleaseNoticeFile, toYaml } from "@cstack/model";
import type { UnitComparison } from "../compare/compare-unit.ts";

const header = (schema: string, depth: number): string =>
  `# yaml-language-server: $schema=${"../".repeat(depth)}packages/model/schemas/${schema}.json\n# Written by cstack release; never edit it.\n`;

/** The folder of a unit in the ledger. */
export function ledgerFolder(stack: string, unit: string): string {
  return `stacks/${stack}/releases/${unit}`;
}

/** The file of an entry, below the repository's root. */
export function entryPath(stack: string, { unit, version }: Pick<ReleaseFile, "unit" | "version">): string {
  return `${ledgerFolder(stack, unit)}/${version}.yaml`;
}

/** The text of an entry. */
export function entryText(entry: ReleaseFile): string {
  return `${header("release", 4)}${toYaml(entry)}`;
}

/** The text of what is said after the fact. */
export function noticeText(notice: ReleaseNoticeFile): string {
  return `${header("release-notice", 4)}${toYaml(notice)}`;
}

/** The digest of an entry's file, as the next entry has it. */
export function entryDigest(text: string): string {
  return `sha256:${createHash("sha256").update(text).digest("hex")}`;
}

/** The part of a comparison that the ledger keeps. */
export function recordedComparison({ released, severity, reasons, details }: UnitComparison): NonNullable<ReleaseFile["comparison"]> {
  return {
    ...(released === null ? {} : { from: released }),
    severity: severity === "none" ? "quiet" : severity,
    ...(details === undefined ? {} : { rolls: details.class.rolls }),
    reasons,
  };
}
