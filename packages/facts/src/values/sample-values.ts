import type { ClusterValue } from "@cstack/model";
import type { KnownValue } from "./value-types.ts";

/** A value as it could be made of a Cluster: one that turns something on, where there is a choice. */
export function sampleValue(value: ClusterValue, known: KnownValue): unknown {
  if (value.equals !== undefined || value.oneOf !== undefined) return true;
  const mapped = value.map === undefined ? undefined : Object.values(value.map)[0];
  if (value.each !== undefined) return [{ ...value.each.with, [value.each.name]: mapped ?? "sample" }];
  if (mapped !== undefined) return mapped;
  if (value.format !== undefined) return value.format.replace("%s", "sample").replace("%q", '"sample"');
  return sampleOf(known.types[0]);
}

function sampleOf(type: string | undefined): unknown {
  switch (type) {
    case "boolean":
      return true;
    case "integer":
    case "number":
      return 6443;
    case "array":
      return ["sample"];
    case "object":
      return { sample: "sample" };
    default:
      return "sample";
  }
}
