import type { Repository, Stack } from "@cstack/generator";
import type { ReleaseFile } from "@cstack/model";
import { withdrawalOf } from "../ledger/last-releases.ts";
import type { UpgradeStep } from "../upgrade/upgrade-step.ts";
import type { CatalogUpgrade, HistoryEntry } from "./unit-document.ts";

/** What the ledger says of every release of a unit, newest first. */
export function releaseHistory(stack: Stack | undefined, unit: string): HistoryEntry[] {
  if (stack === undefined) return [];
  return (stack.releases.get(unit) ?? []).map(({ data }) => historyEntry(stack, data)).toReversed();
}

function historyEntry(stack: Stack, { unit, version, date, kubernetes, comparison, changes }: ReleaseFile): HistoryEntry {
  const { severity = "quiet", rolls, reasons = [] } = comparison ?? {};
  return {
    version,
    date,
    kubernetes,
    severity,
    ...(rolls === undefined ? {} : { rolls }),
    reasons,
    ...(changes === undefined ? {} : { changes }),
    ...withdrawal(stack, unit, version),
  };
}

/** The member `withdrawn` of a release that should not be used any more; nothing for others. */
export function withdrawal(stack: Stack, unit: string, version: string): Pick<HistoryEntry, "withdrawn"> {
  const notice = withdrawalOf(stack, unit, version);
  if (notice === undefined) return {};
  const { date, reason, instead } = notice;
  return { withdrawn: { date, reason, ...(instead === undefined ? {} : { instead }) } };
}

/** Where a release leads in one step. */
export function upgradesFrom(steps: readonly UpgradeStep[], release: string): CatalogUpgrade[] {
  return steps
    .filter(({ from }) => from === release)
    .map(({ to, kubernetes, severity, mind }) => ({ to, kubernetes: kubernetes.to, severity, mind }));
}

/** The stack whose ledger has a unit. */
export function stackWithReleases({ stacks }: Repository, unit: string): Stack | undefined {
  return [...stacks.values()].find(({ releases }) => releases.has(unit));
}
