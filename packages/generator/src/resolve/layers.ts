import { type Diagnostic, type KubernetesFacts, problem, unknownName } from "@cstack/model";
import type { Provider, Repository, Stack } from "../load/repository.ts";

/** The provider with everything it includes, included ones first; each once. */
export function providerLayers(provider: Provider, repository: Repository, diagnostics: Diagnostic[]): Provider[] {
  const layers: Provider[] = [];
  const visit = (current: Provider): void => {
    if (layers.includes(current)) return;
    for (const [index, id] of (current.data.includes ?? []).entries()) {
      const included = repository.providers.get(id);
      if (included === undefined) {
        diagnostics.push(
          problem("CS1202", current.document.place(["includes", index]), unknownName("provider", id, repository.providers.keys())),
        );
      } else if (included !== provider) visit(included);
    }
    layers.push(current);
  };
  visit(provider);
  return layers;
}

/** The facts about each Kubernetes minor that some providers hold. */
export function kubernetesRows(providers: readonly Provider[]): KubernetesFacts[] {
  return providers.flatMap(({ versions }) => versions?.data.kubernetes ?? []);
}

/** Providers that a stack may offer: those that are not only shared know-how. */
export function offeredProvider(stack: Stack, id: string, repository: Repository, diagnostics: Diagnostic[]): Provider | undefined {
  const provider = repository.providers.get(id);
  if (provider !== undefined && provider.data.shared !== true) return provider;
  const known = [...repository.providers.values()].filter((item) => item.data.shared !== true).map((item) => item.data.id);
  diagnostics.push(problem("CS1202", stack.document.place(["providers", id]), unknownName("provider", id, known)));
  return undefined;
}
