import type { Provider, Repository } from "../load/repository.ts";
import { kubernetesRows, providerLayers } from "../resolve/layers.ts";
import { compareMinors } from "../resolve/minors.ts";

/** All minors that any stack is built for, oldest first. */
export function minorsOfStacks(repository: Repository): string[] {
  const offered = [...repository.stacks.values()].flatMap(({ data }) => [
    ...data.kubernetes,
    ...Object.values(data.providers).flatMap((offer) => offer.kubernetes ?? []),
  ]);
  return [...new Set(offered)].sort(compareMinors);
}

/** Minors a provider can be built for, oldest first: there are Kubernetes facts, and a node image where the provider has images. */
export function minorsWithFacts(repository: Repository, provider: Provider): string[] {
  const facts = kubernetesRows(providerLayers(provider, repository, []));
  const images = provider.versions?.data.nodeImages;
  const complete = facts.filter((row) => images === undefined || images.some((image) => image.kubernetes === row.version));
  return [...new Set(complete.map((row) => row.minor))].sort(compareMinors);
}
