import type { ProviderFacts } from "@cstack/clusterclass";
import { kubernetesRows } from "@cstack/generator";
import { enclosingCheckout, openWorkspace } from "./workspace.ts";

const nothing: ProviderFacts = { schemas: [], mutability: [], kubernetes: [] };

/**
 * What a checkout knows of providers and of Kubernetes, for classes that are not its own: schemas and mutability tables are found by kind and version.
 * Nothing outside of a checkout.
 * @param root the checkout; the one around the current directory when left out
 */
export function checkoutFacts(root: string | undefined): ProviderFacts {
  if (root === undefined && enclosingCheckout(process.cwd()) === undefined) return nothing;
  const providers = [...openWorkspace(root).repository.providers.values()];
  return {
    schemas: providers.flatMap(({ schemas }) => schemas),
    mutability: providers.flatMap(({ data }) => data.mutability ?? []),
    kubernetes: kubernetesRows(providers),
  };
}
