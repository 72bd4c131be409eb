import { providerLayers } from "../resolve/layers.ts";
import type { UnitKey } from "../resolve/resolve.ts";
import type { Repository } from "./repository.ts";

/** Paths of the source files that one unit is made of, sorted: a change elsewhere cannot change the unit. */
export function unitSources(repository: Repository, key: UnitKey): string[] {
  const stack = repository.stacks.get(key.stack);
  const provider = repository.providers.get(key.provider);
  if (stack === undefined || provider === undefined) return [];
  const addons = stack.data.providers[key.provider]?.addons ?? [];
  const folders = [
    ...providerLayers(provider, repository, []).map((layer) => layer.folder),
    ...addons.map((id) => `addons/${id}`),
    `${stack.folder}/releases/${key.id}`,
  ];
  return [stack.path, ...folders.flatMap((folder) => filesBelow(repository, folder))].sort();
}

const byFolder = new WeakMap<ReadonlyMap<string, string>, Map<string, string[]>>();

/** Files of a folder; remembered for a repository, because many units share their folders. */
function filesBelow(repository: Repository, folder: string): string[] {
  const known = byFolder.get(repository.files) ?? new Map<string, string[]>();
  byFolder.set(repository.files, known);
  const existing = known.get(folder);
  if (existing !== undefined) return existing;
  const files = [...repository.files.keys()].filter((path) => path.startsWith(`${folder}/`) && !path.endsWith(".md"));
  known.set(folder, files);
  return files;
}
