import { type Diagnostic, problem } from "@cstack/model";
import type { UnitComparison } from "../compare/compare-unit.ts";
import { type Bump, bumpOf, isSmaller, largest, worst } from "../compare/severity.ts";

/** A changeset as its author wrote it. */
export interface Changeset {
  /** `.changeset/<name>.md` */
  file: string;
  summary: string;
  /** The bump of each package that it names. */
  bumps: ReadonlyMap<string, Bump>;
}

/** A stack as changesets know it. */
export interface ReleasedStack {
  id: string;
  /** Name in its package.json. */
  package: string;
}

/** What authors declared for one stack, beside what the content says. */
export interface StackBump {
  stack: string;
  package: string;
  declared: Bump;
  needed: Bump;
  changesets: string[];
}

/** Declared and needed bumps of every stack that has either. Pure. */
export function stackBumps(
  stacks: readonly ReleasedStack[],
  changesets: readonly Changeset[],
  units: readonly Pick<UnitComparison, "stack" | "severity">[],
): StackBump[] {
  return stacks
    .map(({ id, package: name }): StackBump => {
      const own = changesets.filter(({ bumps }) => bumps.has(name));
      return {
        stack: id,
        package: name,
        declared: largest(own.map(({ bumps }) => bumps.get(name) ?? "none")),
        needed: bumpOf(worst(units.filter(({ stack }) => stack === id).map(({ severity }) => severity))),
        changesets: own.map(({ file }) => file),
      };
    })
    .filter(({ declared, needed, changesets: files }) => declared !== "none" || needed !== "none" || files.length > 0);
}

/** What speaks against the declared bumps: too small (CS6010), missing (CS6011), or without any change (CS6012). */
export function judgeBumps(bumps: readonly StackBump[]): Diagnostic[] {
  return bumps.flatMap(({ stack, package: name, declared, needed, changesets }) => {
    const [file] = changesets;
    if (file === undefined) {
      const message = `Units of the stack "${stack}" changed (${needed}), and no changeset names ${name}.`;
      return [problem("CS6011", { file: `stacks/${stack}` }, message)];
    }
    if (needed === "none") {
      return [
        problem("CS6012", { file }, `The changeset names ${name}, and no unit of the stack "${stack}" differs from its last release.`),
      ];
    }
    if (!isSmaller(declared, needed)) return [];
    return [problem("CS6010", { file }, `${name} is declared as ${declared}, and its units take ${needed}.`)];
  });
}
