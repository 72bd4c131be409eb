import { type Diagnostic, problem } from "@cstack/model";
import type { Stack } from "../load/repository.ts";
import type { AddonSwitch, ShippedAddon, UnitAddon, UnitVariable } from "./unit.ts";

/** What addons add to the variable of a role: all options, and the first of an addon that is not optional. */
export interface RoleOptions {
  options: string[];
  first?: string;
}

/** Options of roles in the order in which the stack lists the addons. */
export function optionsByRole(addons: readonly ShippedAddon[], listed: readonly string[]): Map<string, RoleOptions> {
  const roles = new Map<string, RoleOptions>();
  for (const id of listed) {
    const { role, options, optional } = addons.find(({ addon }) => addon.data.id === id)?.addon.data ?? {};
    if (role === undefined || options === undefined) continue;
    const known = roles.get(role) ?? { options: [] };
    const first = known.first ?? (optional === true ? undefined : options[0]);
    roles.set(role, { options: [...known.options, ...options], ...(first === undefined ? {} : { first }) });
  }
  return roles;
}

/** The addons with what turns each of them on: the variable of its role, its own boolean, or nothing where it is always on. */
export function withSwitches(
  addons: readonly ShippedAddon[],
  variables: readonly UnitVariable[],
  stack: Stack,
  provider: string,
  diagnostics: Diagnostic[],
): UnitAddon[] {
  const found = addons.map((shipped): UnitAddon => ({ ...shipped, switch: switchOf(shipped, variables, diagnostics) }));
  diagnostics.push(...rolesFilledTwice(found, stack, provider));
  return found;
}

function switchOf({ addon }: ShippedAddon, variables: readonly UnitVariable[], diagnostics: Diagnostic[]): AddonSwitch | undefined {
  const { id, role, options, alwaysOn, switch: own } = addon.data;
  if (own !== undefined) {
    const variable = variables.find(({ name, definedIn }) => name === own && definedIn.includes(addon));
    if (variable?.schema["type"] === "boolean") return { variable: own, values: [true], byDefault: variable.schema["default"] === true };
    diagnostics.push(
      problem("CS2011", addon.document.place(["switch"]), `The switch "${own}" of "${id}" is no boolean among its variables.`),
    );
  }
  if (role === undefined || options === undefined || alwaysOn === true) return undefined;
  const variable = variables.find((candidate) => candidate.role === role);
  if (variable === undefined) return undefined;
  return { variable: variable.name, values: options, byDefault: options.includes(String(variable.schema["default"])) };
}

/** A role can be filled by several addons only if one variable chooses between them. Only parts of one thing, of which one requires the other, share an option. */
function rolesFilledTwice(addons: readonly UnitAddon[], stack: Stack, provider: string): Diagnostic[] {
  const place = stack.document.place(["providers", provider, "addons"]);
  return addons.flatMap(({ addon, switch: own }, index) => {
    const { id, role, options, alwaysOn } = addon.data;
    if (role === undefined) return [];
    return addons.slice(0, index).flatMap((before) => {
      const other = before.addon.data;
      if (other.role !== role) return [];
      const chosen = (own !== undefined || alwaysOn === true) && (before.switch !== undefined || other.alwaysOn === true);
      const together = before.addon.data.requires?.includes(id) === true || addon.data.requires?.includes(other.id) === true;
      const shared = together ? undefined : options?.find((option) => other.options?.includes(option));
      if (chosen && options !== undefined && other.options !== undefined && shared === undefined) return [];
      const why = shared === undefined ? "" : `, both with "${shared}"`;
      return [problem("CS2008", place, `The addons "${other.id}" and "${id}" both fill the role ${role}${why}.`)];
    });
  });
}

/** Names of the variables that addons of a unit read: their switches and what their values are made of. */
export function variablesOfAddons(addons: readonly UnitAddon[]): Set<string> {
  return new Set(
    addons.flatMap(({ addon, switch: own }) => [
      ...(own === undefined ? [] : [own.variable]),
      ...(addon.clusterValues?.data.values ?? []).flatMap(({ variable, when }) =>
        [variable?.split(".")[0] ?? [], when?.variable ?? []].flat(),
      ),
    ]),
  );
}
