import { failed } from "../../packages/clusterclass/src/api/fields.ts";
import { readYaml } from "../../packages/clusterclass/src/patches/yaml-value.ts";
import { sameJson } from "../../packages/clusterclass/src/plan/field-changes.ts";
import type { TemplateAnswer } from "./oracle.ts";

/** How our reading of a text as YAML compares with the oracle's: the same value or an error on both sides; undecided where ours does not say. */
export type Reading = "same" | "undecided" | { ours: unknown; theirs: unknown };

export function compareReading(text: string, { value, error }: Pick<TemplateAnswer, "value" | "error">): Reading {
  const ours = readYaml(text);
  if (failed(ours)) {
    if (ours.undecided) return "undecided";
    return error === undefined ? { ours: ours.reason, theirs: value } : "same";
  }
  const isSame = error === undefined && sameJson(ours, value as typeof ours);
  return isSame ? "same" : { ours, theirs: error ?? value };
}
