import type { KubernetesManifest, RenderedUnit } from "@cstack/generator";
import { type Diagnostic, type FieldSince, problem } from "@cstack/model";
import { lt, minVersion } from "semver";

/** requires.yaml: what a management cluster must have before the class is applied. */
export function requirements(rendered: RenderedUnit): unknown {
  const { unit } = rendered;
  return {
    clusterApi: unit.requires.clusterApi,
    featureGates: unit.requires.featureGates ?? [],
    infrastructure: unit.infrastructure === undefined ? null : { api: unit.infrastructure.api, contract: unit.infrastructure.contract },
    components: (unit.requires.components ?? []).map(({ name, version, contract, optional, why }) => ({
      name,
      version,
      ...(contract === undefined ? {} : { contract }),
      ...(optional === true ? { optional } : {}),
      ...(why === undefined ? {} : { why }),
    })),
    apis: [...new Set([rendered.clusterClass, ...rendered.templates].map(({ apiVersion }) => apiVersion))].sort(),
  };
}

/** Fields in the rendered class that the oldest required Cluster API does not have yet. */
export function newerFields(rendered: RenderedUnit): Diagnostic[] {
  const { fieldsSince = [], clusterApi } = rendered.unit.requires;
  const oldest = clusterApi === undefined ? null : minVersion(clusterApi);
  if (oldest === null) return [];
  const manifests = [rendered.clusterClass, ...rendered.templates];
  return fieldsSince
    .filter((field) => lt(oldest, field.since) && manifests.some((manifest) => usesField(manifest, field)))
    .map((field) => {
      const message = `${field.kind} ${field.path} exists since Cluster API ${field.since}, and ${rendered.unit.id} requires ${clusterApi}.`;
      return problem("CS5201", { file: rendered.unit.provider.path }, message);
    });
}

function usesField(manifest: KubernetesManifest, { kind, path }: FieldSince): boolean {
  return manifest.kind === kind && present(manifest, path.split("/").slice(1));
}

/** Follows a path whose `*` stands for every item of a list or key of a map. */
function present(value: unknown, parts: string[]): boolean {
  const [part, ...rest] = parts;
  if (part === undefined) return value !== undefined;
  if (typeof value !== "object" || value === null) return false;
  if (part === "*") return Object.values(value).some((child) => present(child, rest));
  return Object.hasOwn(value, part) && present((value as Record<string, unknown>)[part], rest);
}
