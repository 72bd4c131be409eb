import { isObject, type Json, type JsonObject } from "../../api/json.ts";
import { labelValueProblems, qualifiedNameProblems } from "./names.ts";

interface Requirement {
  key: string;
  operator: string;
  values: string[];
}

/** What is wrong with a label selector; undefined if nothing. Source: apimachinery v0.36, pkg/labels/selector.go, `NewRequirement`. */
export function selectorProblem(selector: JsonObject): string | undefined {
  for (const { key, operator, values } of requirementsOf(selector)) {
    const [keyProblem] = qualifiedNameProblems(key);
    if (keyProblem) return `key ${JSON.stringify(key)} ${keyProblem}`;
    if ((operator === "In" || operator === "NotIn") && values.length === 0) return `${operator} needs values`;
    if ((operator === "Exists" || operator === "DoesNotExist") && values.length > 0) return `${operator} takes no values`;
    if (!["In", "NotIn", "Exists", "DoesNotExist"].includes(operator)) return `there is no operator ${JSON.stringify(operator)}`;
    const invalid = values.find((value) => labelValueProblems(value).length > 0);
    if (invalid !== undefined) return `${JSON.stringify(invalid)} is not a label value`;
  }
  return undefined;
}

/** True if a selector selects everything: it has no requirements. */
export function isEmptySelector(selector: JsonObject): boolean {
  return requirementsOf(selector).length === 0;
}

/** True if a valid selector selects an object with these labels. */
export function selects(selector: JsonObject, labels: Record<string, string>): boolean {
  return requirementsOf(selector).every(({ key, operator, values }) => {
    const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
    if (operator === "In") return value !== undefined && values.includes(value);
    if (operator === "NotIn") return value === undefined || !values.includes(value);
    return operator === "Exists" ? value !== undefined : value === undefined;
  });
}

function requirementsOf(selector: JsonObject): Requirement[] {
  const { matchLabels, matchExpressions } = selector;
  const labels = isObject(matchLabels) ? Object.entries(matchLabels) : [];
  const expressions = Array.isArray(matchExpressions) ? matchExpressions.filter(isObject) : [];
  return [
    ...labels.map(([key, value]) => ({ key, operator: "In", values: [text(value)] })),
    ...expressions.map(({ key, operator, values }) => ({
      key: text(key),
      operator: text(operator),
      values: Array.isArray(values) ? values.map(text) : [],
    })),
  ];
}

function text(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}
