import type { JsonPatch } from "../../api/cluster-class.ts";
import type { FieldError } from "../../api/errors.ts";
import type { ClassRuleInput } from "../class/input.ts";
import { parseGoInt } from "../primitives/int-or-percent.ts";
import { clusterApi, type Rule } from "../rule.ts";
import { hasValue, jsonPatchesOf, writesValue } from "./walk.ts";

const file = "core/webhooks/admission/patch_validation.go";
const operations = ["add", "replace", "remove"];

/** Operation, path and value of each JSON patch. */
export const operationRules: readonly Rule<ClassRuleInput>[] = [
  {
    id: "CC-P10",
    title: "op is add, replace or remove",
    source: clusterApi(file, "validateJSONPatches"),
    check: (input) =>
      forEachJsonPatch(input, ({ op }, field) =>
        operations.includes(op) ? [] : [{ field: `${field}.op`, message: `${JSON.stringify(op)} is none of ${operations.join(", ")}` }],
      ),
  },
  {
    id: "CC-P11",
    title: "path starts with /spec",
    source: clusterApi(file, "validateJSONPatches"),
    check: (input) =>
      forEachJsonPatch(input, ({ path }, field) =>
        path.startsWith("/spec") ? [] : [{ field: `${field}.path`, message: `${path} does not start with /spec` }],
      ),
  },
  {
    id: "CC-P12",
    title: "Items of lists are addressed by 0 or - in add, and not at all in replace and remove",
    source: clusterApi(file, "validateIndexAccess"),
    check: (input) => forEachJsonPatch(input, checkIndexes),
  },
  {
    id: "CC-P13",
    title: "add and replace have exactly one of value and valueFrom",
    source: clusterApi(file, "validateJSONPatchValues"),
    check: (input) => forEachJsonPatch(input, checkValue),
  },
];

function forEachJsonPatch({ spec }: ClassRuleInput, check: (jsonPatch: JsonPatch, field: string) => FieldError[]): FieldError[] {
  return jsonPatchesOf(spec).flatMap(({ jsonPatch, field }) => check(jsonPatch, field));
}

// Every number in the path counts, also in the middle, and also when it is the key of an object.
function checkIndexes({ op, path }: JsonPatch, field: string): FieldError[] {
  const indexes = path.split("/").filter((part) => parseGoInt(part) !== undefined);
  const refused = op === "add" ? indexes.filter((index) => parseGoInt(index) !== 0n) : op === "replace" || op === "remove" ? indexes : [];
  return refused.map((index) => ({
    field: `${field}.path`,
    message: `${index} in ${path}: ${op === "add" ? "only 0 (first) and - (after the last) may address items" : `${op} cannot address items of lists; replace the whole list`}`,
  }));
}

function checkValue(jsonPatch: JsonPatch, field: string): FieldError[] {
  if (!writesValue(jsonPatch)) return [];
  const given = hasValue(jsonPatch);
  if (!given && !jsonPatch.valueFrom) return [{ field, message: "neither value nor valueFrom is set (a value of null counts as not set)" }];
  return given && jsonPatch.valueFrom ? [{ field, message: "both value and valueFrom are set; drop one" }] : [];
}
