import type { Json } from "@cstack/clusterclass";

/** A value in one line, cut where it is long. */
export function shortValue(value: Json | undefined, longest = 80): string {
  const text = typeof value === "string" ? value || '""' : (JSON.stringify(value) ?? "");
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}
