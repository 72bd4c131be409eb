import { isAtOrBelow } from "@cstack/clusterclass";

/** Something that is wrong with a Cluster, or worth a look; `field` is empty where it is about all of it. */
export interface Finding {
  severity: "error" | "warning" | "unknown";
  field: string;
  message: string;
  /** Id of the rule, where there is one. */
  rule?: string;
  /** What repairs it. */
  repair?: string;
}

/** What is said about a field itself: at its place, or inside of a value that has no fields of its own. */
export function findingsAt(findings: readonly Finding[], field: string, withInside: boolean): Finding[] {
  return findings.filter((finding) => finding.field !== "" && (withInside ? isAtOrBelow(finding.field, field) : finding.field === field));
}

/** How many errors are at a field or inside of it. */
export function errorsBelow(findings: readonly Finding[], field: string): number {
  return findings.filter(({ severity, field: place }) => severity === "error" && place !== "" && isAtOrBelow(place, field)).length;
}
