import { type Diagnostic, problem, unknownName } from "@cstack/model";
import type { Addon, Provider, Repository, Stack } from "../load/repository.ts";
import type { ShippedAddon } from "./unit.ts";

/** The addons a stack ships on a provider with the chart version for the minor, in the order of their stages. */
export function chooseAddons(
  stack: Stack,
  provider: Provider,
  minor: string,
  repository: Repository,
  diagnostics: Diagnostic[],
): ShippedAddon[] {
  const { addons: ids, options } = stack.data.providers[provider.data.id] ?? { addons: [] };
  const except = options?.except ?? [];
  reportUnknownOptions(except, ids, stack, provider, repository, diagnostics);
  const chosen: ShippedAddon[] = [];
  for (const [index, id] of ids.entries()) {
    const place = stack.document.place(["providers", provider.data.id, "addons", index]);
    const addon = repository.addons.get(id);
    if (addon === undefined) {
      diagnostics.push(problem("CS1202", place, unknownName("addon", id, repository.addons.keys())));
      continue;
    }
    const { providers, requires = [] } = addon.data;
    if (providers !== undefined && !providers.includes(provider.data.id)) {
      diagnostics.push(problem("CS2003", place, `The addon "${id}" does not fit ${provider.data.id}; it fits ${providers.join(", ")}.`));
    }
    for (const other of requires.filter((name) => !ids.includes(name))) {
      diagnostics.push(problem("CS2003", place, `The addon "${id}" requires "${other}", which is not shipped.`));
    }
    const version = addon.versions.data.versions.find((row) => row.minors.includes(minor));
    if (version === undefined) {
      const known = addon.versions.data.versions.flatMap((row) => row.minors).join(", ");
      diagnostics.push(problem("CS2002", { file: addon.versions.path }, `No version of "${id}" for Kubernetes ${minor}. Known: ${known}.`));
      continue;
    }
    const offered = withoutOptions(addon, except);
    if (offered !== undefined) chosen.push({ addon: offered, version });
  }
  return chosen.sort((a, b) => (a.addon.data.order ?? 50) - (b.addon.data.order ?? 50) || (a.addon.data.id < b.addon.data.id ? -1 : 1));
}

/**
 * The addon as the stack offers it, without options that the stack leaves out. One that has none left cannot be chosen and is not shipped, or, where
 * it is always on, fills its role no more.
 */
function withoutOptions(addon: Addon, except: readonly string[]): Addon | undefined {
  const { role, options, ...data } = addon.data;
  const left = options?.filter((option) => !except.includes(option));
  if (role === undefined || options === undefined || left === undefined || left.length === options.length) return addon;
  if (left.length > 0) return { ...addon, data: { ...data, role, options: left } };
  return data.alwaysOn === true ? { ...addon, data } : undefined;
}

function reportUnknownOptions(
  except: readonly string[],
  ids: readonly string[],
  stack: Stack,
  provider: Provider,
  repository: Repository,
  diagnostics: Diagnostic[],
): void {
  const known = new Set(ids.flatMap((id) => repository.addons.get(id)?.data.options ?? []));
  for (const [index, option] of except.entries()) {
    if (known.has(option)) continue;
    const place = stack.document.place(["providers", provider.data.id, "options", "except", index]);
    diagnostics.push(problem("CS1202", place, unknownName("option", option, known)));
  }
}
