import { createHash } from "node:crypto";
import { type AddonFacts, type RenderedUnit, shippedAddons } from "@cstack/generator";

/** What a release records of a unit beside its class, so that a later one can be compared with it. */
export interface UnitFacts {
  minor: string;
  kubernetes: { version: string; endOfLife: string };
  /** API and contract of the infrastructure provider. */
  infrastructure: { api: string; contract: string } | null;
  /** What a management cluster must have: a version range of Cluster API, gates, and components with their ranges. */
  requires: { clusterApi: string | null; featureGates: string[]; components: Record<string, string> };
  /** The facts of the node image, as the provider's versions.yaml has them; without their source. */
  nodeImage: Record<string, unknown> | null;
  addons: ReleasedAddon[];
}

export interface ReleasedAddon extends AddonFacts {
  /** sha256 over the files of its wrapper chart; null where the operator does not deliver it. */
  content: string | null;
}

/** The facts of a unit that was rendered with the version token. */
export function unitFacts(rendered: RenderedUnit): UnitFacts {
  const { unit, addonCharts } = rendered;
  const { minor, addons } = shippedAddons(unit);
  const { clusterApi = null, featureGates = [], components = [] } = unit.requires;
  return {
    minor,
    kubernetes: { version: unit.kubernetes.version, endOfLife: unit.kubernetes.endOfLife },
    infrastructure: unit.infrastructure === undefined ? null : { api: unit.infrastructure.api, contract: unit.infrastructure.contract },
    requires: { clusterApi, featureGates, components: Object.fromEntries(components.map(({ name, version }) => [name, version])) },
    nodeImage: nodeImageFacts(rendered),
    addons: addons.map((facts) => ({ ...facts, content: contentOf(facts.addon, addonCharts) })),
  };
}

function nodeImageFacts({ unit: { nodeImage } }: RenderedUnit): Record<string, unknown> | null {
  if (nodeImage === undefined) return null;
  const { source: _, ...facts } = nodeImage;
  return facts;
}

function contentOf(addon: string, charts: ReadonlyMap<string, string>): string | null {
  const files = [...charts].filter(([path]) => path.startsWith(`${addon}/`)).sort(([a], [b]) => (a < b ? -1 : 1));
  if (files.length === 0) return null;
  const hash = createHash("sha256");
  for (const [path, text] of files) hash.update(`${path}\0${text}\0`);
  return hash.digest("hex");
}
