import type { IntOrString } from "../../api/cluster-class.ts";

const goInteger = /^[+-]?[0-9]+$/;

/** True for an integer or text such as `25%`; source: apimachinery `intstr.GetScaledValueFromIntOrPercent`. */
export function isIntOrPercent(value: IntOrString): boolean {
  if (typeof value === "number") return true;
  return value.endsWith("%") && parseGoInt(value.slice(0, -1)) !== undefined;
}

/** What Go's `strconv.Atoi` reads: an optional sign and decimal digits within 64 bits; undefined for anything else. */
export function parseGoInt(text: string): bigint | undefined {
  if (!goInteger.test(text)) return undefined;
  const value = BigInt(text.replace(/^\+/, ""));
  return value >= -(2n ** 63n) && value < 2n ** 63n ? value : undefined;
}
