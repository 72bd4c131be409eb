import { changesOfVariables, renderUnit, type Unit, type UnitVariable, variablesOfAddons, variablesOfPatch } from "@cstack/generator";
import { toYaml } from "@cstack/model";

/** What there is to know about a variable, once for the units in which it is the same; undefined where no unit has it. */
export function explainedVariable(units: readonly Unit[], name: string): string | undefined {
  const alike = new Map<string, Unit[]>();
  for (const unit of units) {
    const variable = unit.variables.find((item) => item.name === name);
    if (variable === undefined) continue;
    const text = sections(unit, variable).join("\n\n");
    alike.set(text, [...(alike.get(text) ?? []), unit]);
  }
  if (alike.size === 0) return undefined;
  return [...alike]
    .map(([text, group]) => `${name} in ${group.map(({ id }) => id).join(", ")}\n\n${text}\n\nA change of it: ${changeIn(group, name)}\n`)
    .join("\n");
}

function sections(unit: Unit, { name, required, schema }: UnitVariable): string[] {
  const patches = unit.features.flatMap(({ path, data }) =>
    (data.patches ?? []).filter((patch) => variablesOfPatch(patch).has(name)).map((patch) => `${patch.name} (${path})`),
  );
  const addons = unit.addons.filter((addon) => variablesOfAddons([addon]).has(name)).map(({ addon }) => `${addon.data.id} (${addon.path})`);
  return [
    `Schema${required ? ", required" : ""}:\n${toYaml(schema).replace(/^/gm, "  ").trimEnd()}`,
    `Patches that read it:\n${list(patches)}`,
    `Addons that read it:\n${list(addons)}`,
  ];
}

/** What a change of a variable does to Clusters of units in which the same patches and addons read it. */
function changeIn([unit]: readonly Unit[], variable: string): string {
  const { rendered } = unit === undefined ? {} : renderUnit(unit, { version: "v0" });
  return (rendered && changesOfVariables(rendered).get(variable)) ?? "not known, as the unit cannot be rendered";
}

function list(lines: readonly string[]): string {
  return lines.length === 0 ? "  none" : lines.map((line) => `  ${line}`).join("\n");
}
