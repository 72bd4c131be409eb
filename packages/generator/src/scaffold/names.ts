import { type Diagnostic, problem } from "@cstack/model";
import { stringify } from "yaml";
import type { Feature, Repository } from "../load/repository.ts";

export type NamedKind = "stack" | "provider" | "feature" | "addon" | "variable";

interface NameForm {
  pattern: RegExp;
  maxLength: number;
  rule: string;
}

const plain: NameForm = {
  pattern: /^[a-z0-9]+$/,
  maxLength: 24,
  rule: "lower case letters and digits, at most 24; no hyphen, because the Cluster Stack Operator splits release names on it",
};
const hyphenated: NameForm = {
  pattern: /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/,
  maxLength: 40,
  rule: "lower case letters, digits and inner hyphens, at most 40",
};

/** The forms that packages/model/schemas/common.json demands of names; a test compares them. */
export const nameForms: Record<NamedKind, NameForm> = {
  stack: plain,
  provider: plain,
  feature: hyphenated,
  addon: hyphenated,
  variable: { pattern: /^[a-z][A-Za-z0-9]*$/, maxLength: 63, rule: "letters and digits beginning with a lower case letter, at most 63" },
};

/** Refuses a name that the schemas would not take. */
export function wrongForm(kind: NamedKind, name: string): Diagnostic[] {
  const { pattern, maxLength, rule } = nameForms[kind];
  if (pattern.test(name) && name.length <= maxLength) return [];
  return [problem("CS1302", {}, `The ${kind} name "${name}" has the wrong form.`, `Use ${rule}.`)];
}

/** Refuses a folder or file that the sources have already, whether or not it is complete. */
export function taken(repository: Repository, kind: NamedKind, id: string, path: string): Diagnostic[] {
  const existing = [...repository.files.keys()].find((file) => file === path || file.startsWith(`${path}/`));
  return existing === undefined ? [] : [problem("CS1301", { file: existing }, `The ${kind} "${id}" exists.`)];
}

/** Refuses a name that another feature gave to a variable or a patch: both are unique in a class. */
export function variableTaken(name: string, features: readonly Feature[]): Diagnostic[] {
  if (name === "builtin")
    return [problem("CS1302", {}, 'The variable name "builtin" is reserved.', "Cluster API keeps the name for its own values.")];
  const owner = features.find(({ data }) => [...(data.variables ?? []), ...(data.patches ?? [])].some((item) => item.name === name));
  if (owner === undefined) return [];
  return [
    problem(
      "CS1301",
      { file: owner.path },
      `The name "${name}" is that of a variable or a patch here.`,
      "Both are unique in a class: `cstack new feature` takes another one with --variable.",
    ),
  ];
}

/** "node-labels" as a variable is named: nodeLabels. */
export function camelCase(id: string): string {
  const [first = "", ...others] = id.split(/-+/);
  return first + others.map(capitalized).join("");
}

/** "node-labels" as a heading: Node labels. */
export function heading(id: string): string {
  return capitalized(id.replace(/-+/g, " "));
}

export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A text as a YAML scalar in block context, quoted where it would be read as something else. */
export function scalar(text: string): string {
  return stringify(text, { lineWidth: 0 }).trimEnd();
}
