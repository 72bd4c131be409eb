import type { Repository } from "@cstack/generator";
import { releasedVersions } from "./released.ts";
import { upgradeGraph } from "./upgrade-path.ts";

/**
 * The upgrade graph as a Mermaid flowchart, which GitHub draws: a box for each minor of a stack on a provider, an arrow from each release to the next
 * one of its unit that can be reached, and from the newest to the newest of the next minor. Other steps are left out: the picture would be all lines.
 */
export function upgradePicture(repository: Repository): string {
  const releases = releasedVersions(repository);
  const units = [...new Set(releases.map(({ entry }) => entry.unit))];
  const boxes = units.flatMap((unit) => [
    `  subgraph ${unit}`,
    ...releases
      .filter(({ entry }) => entry.unit === unit)
      .map(
        ({ name, entry, withdrawn }) =>
          `    ${name}["${entry.version}, ${entry.kubernetes}${withdrawn === undefined ? "" : ", withdrawn"}"]`,
      ),
    "  end",
  ]);
  const unitOf = new Map(releases.map(({ name, entry }) => [name, entry.unit]));
  const steps = upgradeGraph(repository);
  const arrows = releases.flatMap(({ name, entry }) => {
    const own = steps.filter(({ from }) => from === name);
    const next = own.find(({ to }) => unitOf.get(to) === entry.unit);
    const isNewest = next === undefined;
    const further = isNewest ? own.findLast(({ to }) => unitOf.get(to) !== entry.unit) : undefined;
    return [next, further].filter((step) => step !== undefined).map(({ from, to, severity }) => `  ${from} -->|${severity}| ${to}`);
  });
  return ["flowchart LR", ...boxes, ...arrows, ""].join("\n");
}
