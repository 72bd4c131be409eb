import { mapLimited } from "@cstack/bundle";
import type { Repository } from "@cstack/generator";
import { ChartSources } from "../charts/chart-sources.ts";
import type { Network } from "../network/network.ts";
import { KubernetesReleases } from "../sources/kubernetes-releases.ts";
import { RegistryReader } from "../sources/registry-reader.ts";
import { chartUpdates } from "./chart-updates.ts";
import { editRows } from "./edit-rows.ts";
import { type FactPlan, joinedPlans } from "./fact-change.ts";
import { imagesOf, imageUpdates } from "./image-updates.ts";
import { kubernetesUpdates } from "./kubernetes-updates.ts";
import { NodeImages } from "./node-images.ts";
import { providerUpdates } from "./provider-updates.ts";

/** Kinds of facts that an update looks at. */
export const factKinds = ["kubernetes", "charts", "images", "providers"] as const;
export type FactKind = (typeof factKinds)[number];

export interface UpdateScope {
  /** Kinds to look at; all when left out. */
  kinds?: readonly FactKind[];
  /** Addons and providers to look at; all when left out. */
  ids?: readonly string[];
  /** For GitHub's API, which answers few requests without one. */
  token?: string;
}

const atATime = 6;

/** Asks the sources of all facts what is newer, and says what an update would change. Reads only. */
export async function planUpdate(repository: Repository, network: Network, { kinds, ids, token }: UpdateScope = {}): Promise<FactPlan> {
  const looksAt = (kind: FactKind): boolean => kinds === undefined || kinds.includes(kind);
  const chosen = <T extends { data: { id: string } }>(all: Iterable<T>): T[] =>
    [...all].filter(({ data }) => ids === undefined || ids.includes(data.id));
  const registries = new RegistryReader(network);
  const nodeImages = new NodeImages(registries, network);
  const charts = new ChartSources(network);
  const [addons, providers] = [chosen(repository.addons.values()), chosen(repository.providers.values())];

  // Patches of Kubernetes concern all providers at once; whoever asks for one thing does not ask for them.
  const kubernetes =
    looksAt("kubernetes") && ids === undefined
      ? await kubernetesUpdates(repository, new KubernetesReleases(network), nodeImages)
      : joinedPlans([]);
  const ofCharts = looksAt("charts") ? await mapLimited(addons, atATime, (addon) => chartUpdates(addon, charts)) : [];
  const ofProviders = looksAt("providers")
    ? await mapLimited(providers, atATime, (provider) => providerUpdates(provider, network, token))
    : [];
  const plans = [kubernetes, ...ofCharts, ...ofProviders];
  if (looksAt("images")) {
    const before = joinedPlans(plans);
    const images = addons.flatMap((addon) => imagesOf(addon, rowsWithoutImages(before, addon.versions.path)));
    plans.push(await imageUpdates(images, registries));
    const moving = movedPatches(kubernetes);
    plans.push(...(await mapLimited(providers, atATime, (provider) => nodeImages.completed(provider, moving))));
  }
  return joinedPlans(plans);
}

/** Rows of a file whose images go because their chart moves. */
function rowsWithoutImages({ changes }: FactPlan, path: string): Set<number> {
  const edits = changes.filter(({ file }) => file === path).flatMap(({ edits: own }) => own);
  return new Set(edits.filter(({ key }) => key === "images").map(({ row }) => Number(row[1])));
}

/** Patches that units no longer use. */
function movedPatches({ changes }: FactPlan): Set<string> {
  const moved = changes.filter(({ edits }) =>
    edits.some(({ row, key }) => row[0] === "kubernetes" && row.length === 2 && key === "version"),
  );
  return new Set(moved.map(({ from }) => from));
}

/** The files that a plan changes, as it would write them. */
export function updatedFiles({ files }: Pick<Repository, "files">, { changes }: FactPlan): Map<string, string> {
  const paths = [...new Set(changes.map(({ file }) => file))].sort();
  return new Map(
    paths.map((path) => {
      const edits = changes.filter(({ file }) => file === path).flatMap(({ edits: own }) => own);
      return [path, editRows(files.get(path) ?? "", edits)];
    }),
  );
}
