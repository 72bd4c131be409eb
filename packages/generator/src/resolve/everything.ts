import { knownDocument, type StackFile } from "@cstack/model";
import type { Repository, Stack } from "../load/repository.ts";
import { compareMinors } from "./minors.ts";
import { listUnits, resolveUnit } from "./resolve.ts";
import type { Unit } from "./unit.ts";

/** No stack of the tree can have it: it stands for one that ships everything. */
const id = "everything";

/**
 * Units of a stack that ships every feature and every addon on each provider that they fit, for every minor that a stack offers: what is asked of
 * all addons is asked of these, also of addons that no stack of the tree ships.
 */
export function unitsOfEverything(repository: Repository): Unit[] {
  const offered = [...repository.providers.values()].filter(({ data }) => data.shared !== true).map(({ data }) => data.id);
  const minors = [...new Set([...repository.stacks.values()].flatMap(({ data }) => data.kubernetes))].sort(compareMinors);
  const data: StackFile = {
    id,
    title: "Everything",
    kubernetes: minors as StackFile["kubernetes"],
    providers: Object.fromEntries(offered.map((provider) => [provider, { addons: fitting(repository, provider) }])),
  };
  const path = `stacks/${id}/stack.yaml`;
  const stack: Stack = {
    path,
    data,
    document: knownDocument(path, "", data),
    folder: `stacks/${id}`,
    releases: new Map(),
    notices: [],
    migrations: [],
    earlierSettings: [],
  };
  const withIt = { ...repository, stacks: new Map([[id, stack]]) };
  return listUnits(withIt).flatMap((key) => resolveUnit(withIt, key).unit ?? []);
}

function fitting({ addons }: Repository, provider: string): string[] {
  return [...addons.values()].filter(({ data }) => data.providers?.includes(provider) ?? true).map(({ data }) => data.id);
}
