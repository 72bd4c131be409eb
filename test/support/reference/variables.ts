import { type Addon, type Feature, refusalsOf, type Unit, type UnitVariable } from "@cstack/generator";
import { page, table } from "./markdown.ts";

/** A page for each stack on each provider: its variables by the feature or addon that defines them, over all minors. */
export function variablePages(units: readonly Unit[]): Map<string, string> {
  const families = groupedBy(units, ({ provider, stack }) => `${provider.data.id}-${stack.data.id}`);
  return new Map([...families].map(([family, members]) => [`variables-${family}.md`, familyPage(members)]));
}

function familyPage(units: readonly Unit[]): string {
  const { provider, stack } = units[0]!;
  const rows = new Map<string, { variable: UnitVariable; minors: string[] }>();
  for (const { minor, variables } of units) {
    for (const variable of variables) {
      const key = JSON.stringify([variable.name, variable.required, variable.schema]);
      const row = rows.get(key) ?? { variable, minors: [] };
      rows.set(key, { ...row, minors: [...row.minors, minor] });
    }
  }
  const groups = groupedBy([...rows.values()], ({ variable }) => variable.definedIn[0]?.data.id ?? "");
  const sections = [...groups.values()].map((group) => groupSection(group, units.length));
  const refused = [...new Set(units.flatMap(refusalsOf).map(({ message }) => `- ${message}`))].join("\n");
  if (refused !== "")
    sections.push(
      `## What the class refuses\n\nVariables that do not go together. Nothing is made of a Cluster that has them:\n\n${refused}`,
    );
  const text = `Variables of ${stack.data.title} on ${provider.data.title}, Kubernetes ${units.map(({ minor }) => minor).join(", ")}, by the feature or addon that defines them. \`cstack explain VARIABLE\`
prints the whole schema of one, what reads it, and what a change of it does to a cluster that exists.`;
  return page(`Variables: ${stack.data.title} on ${provider.data.title}`, text, ...sections);
}

function groupSection(group: readonly { variable: UnitVariable; minors: string[] }[], all: number): string {
  const definer = group[0]!.variable.definedIn[0]!;
  const rows = group.map(({ variable, minors }) => [
    `\`${variable.name}\`${minors.length === all ? "" : ` (${minors.join(", ")})`}`,
    typeOf(variable),
    defaultOf(variable),
    String(variable.schema["description"] ?? ""),
  ]);
  return `## ${definer.data.title}\n\n${docsOf(definer)}\n\n${table(["Variable", "Type", "Default", "Meaning"], rows)}`;
}

function docsOf({ data }: Feature | Addon): string {
  return data.docs.trim();
}

function typeOf({ schema }: UnitVariable): string {
  const { type, enum: options, items } = schema as { type?: string; enum?: unknown[]; items?: { type?: string } };
  if (options !== undefined) return options.map((option) => `\`${String(option)}\``).join(", ");
  return type === "array" ? `list of ${items?.type ?? "anything"}` : (type ?? "anything");
}

function defaultOf({ required, schema }: UnitVariable): string {
  const { default: value } = schema;
  return value === undefined ? (required ? "required" : "") : `\`${JSON.stringify(value)}\``;
}

function groupedBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
