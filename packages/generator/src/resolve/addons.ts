import { type Diagnostic, problem, unknownName } from "@cstack/model";
import type { Provider, Repository, Stack } from "../load/repository.ts";
import type { ShippedAddon } from "./unit.ts";

/** The addons a stack ships on a provider with the chart version for the minor, in the order of their stages. */
export function chooseAddons(
  stack: Stack,
  provider: Provider,
  minor: string,
  repository: Repository,
  diagnostics: Diagnostic[],
): ShippedAddon[] {
  const ids = stack.data.providers[provider.data.id]?.addons ?? [];
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
    chosen.push({ addon, version });
  }
  return chosen.sort((a, b) => (a.addon.data.order ?? 50) - (b.addon.data.order ?? 50) || (a.addon.data.id < b.addon.data.id ? -1 : 1));
}
