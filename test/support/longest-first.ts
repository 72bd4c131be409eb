import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Tests of whole units and of commands, the longest first: alone at the end of a run, each would keep one thread busy and the others idle. */
const longest = [
  "scenarios",
  "commands",
  "class-defects",
  "release-history",
  "deliveries",
  "infrastructure-apis",
  "scaffold",
  "plan-commands",
  "charts-command",
  "explained-variable",
].map((name) => `/test/offline/${name}.test.ts`);

/** Vitest begins with files that took long in the run before; where there was none it takes the largest, and those that work longest are short. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => placeOf(a) - placeOf(b));
  }
}

function placeOf({ moduleId }: TestSpecification): number {
  const place = longest.findIndex((end) => moduleId.endsWith(end));
  return place === -1 ? longest.length : place;
}
