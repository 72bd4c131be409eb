import { type Addon, changesOfVariables, examplesOf, type Feature, type RenderedUnit, variablesOfAddons } from "@cstack/generator";
import type { DocumentedVariable } from "./unit-document.ts";

/** Variables of the class with where they come from, examples, the addons that read them, and what a change of them does. */
export function withOrigins(variables: readonly DocumentedVariable[], rendered: RenderedUnit): DocumentedVariable[] {
  const { unit } = rendered;
  const changes = changesOfVariables(rendered);
  const sources = new Map(unit.variables.map((variable) => [variable.name, variable]));
  return variables.map((variable) => {
    const { definedIn = [], role } = sources.get(variable.name) ?? {};
    const addons = unit.addons.filter((addon) => variablesOfAddons([addon]).has(variable.name)).map(({ addon }) => addon.data.id);
    const change = changes.get(variable.name);
    return {
      ...variable,
      definedIn: definedIn.map(originOf),
      ...(role === undefined ? {} : { role }),
      examples: examplesOf(rendered, variable.name),
      usedBy: { ...variable.usedBy, addons },
      ...(change === undefined ? {} : { change }),
    };
  });
}

/** Features and addons share the members that are looked at; only an addon has a folder of its own. */
function originOf(source: Feature | Addon): DocumentedVariable["definedIn"][number] {
  return { kind: "folder" in source ? "addon" : "feature", id: source.data.id, title: source.data.title };
}
