import { type Diagnostic, problem, unknownName } from "@cstack/model";
import type { Feature, Provider, Repository, Stack } from "../load/repository.ts";
import { providerLayers } from "../resolve/layers.ts";

export function findStack(repository: Repository, id: string): Stack | Diagnostic {
  return repository.stacks.get(id) ?? problem("CS1202", {}, unknownName("stack", id, repository.stacks.keys()));
}

export function findProvider(repository: Repository, id: string): Provider | Diagnostic {
  return repository.providers.get(id) ?? problem("CS1202", {}, unknownName("provider", id, repository.providers.keys()));
}

/** Know-how that every new provider includes, in the order of the ids. */
export function sharedProviders(repository: Repository): Provider[] {
  return [...repository.providers.values()].filter((provider) => provider.data.shared === true);
}

/** Providers whose units contain the layer: itself where it is not only shared, and all that include it. */
export function providersWith(repository: Repository, layer: Provider): Provider[] {
  return [...repository.providers.values()].filter(
    (provider) => provider.data.shared !== true && providerLayers(provider, repository, []).includes(layer),
  );
}

/** Features that can meet in one unit with those of the layer. */
export function featuresBeside(repository: Repository, layer: Provider): Feature[] {
  const providers = [layer, ...providersWith(repository, layer)];
  return [...new Set(providers.flatMap((provider) => providerLayers(provider, repository, [])))].flatMap((item) => item.features);
}
