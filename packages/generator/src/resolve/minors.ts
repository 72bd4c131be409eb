import type { KubernetesRange } from "@cstack/model";

/** Compares two minors such as "1.9" and "1.36" by their numbers. */
export function compareMinors(a: string, b: string): number {
  return minorNumber(a) - minorNumber(b);
}

/** True where the minor lies in the range, both ends included; no range means all minors. */
export function inRange(minor: string, range: KubernetesRange | undefined): boolean {
  if (range?.from !== undefined && compareMinors(minor, range.from) < 0) return false;
  return range?.to === undefined || compareMinors(minor, range.to) <= 0;
}

function minorNumber(minor: string): number {
  const [major, number] = minor.split(".");
  return Number(major) * 1000 + Number(number);
}
