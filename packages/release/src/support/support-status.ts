/**
 * How far a unit can be relied on, by the dates of its Kubernetes minor: `deprecated` in the last two months before the end of life, when
 * upstream only fixes what is critical (kubernetes.io/releases/patch-releases, "Support Period"), `retired` after it, or when the ledger says so.
 */
export type SupportStatus = "supported" | "deprecated" | "retired";

const maintenanceMonths = 2;

/** Support of a unit on a day; both dates as `2027-02-28`. */
export function supportStatus(endOfLife: string, today: string, isRetired = false): SupportStatus {
  if (isRetired || today > endOfLife) return "retired";
  return today > deprecatedSince(endOfLife) ? "deprecated" : "supported";
}

/** The day from which on a minor is in maintenance mode. */
export function deprecatedSince(endOfLife: string): string {
  const day = new Date(`${endOfLife}T00:00:00Z`);
  day.setUTCMonth(day.getUTCMonth() - maintenanceMonths);
  return day.toISOString().slice(0, 10);
}
