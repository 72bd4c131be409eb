import type { Source, Stack } from "@cstack/generator";
import type { MigrationFile } from "@cstack/model";
import { parseReleaseName, type ReleaseUnit, stableNumber } from "../version/release-name.ts";

/** The release that a class belongs to, read from the class's name. */
export interface ClassOrigin {
  unit: ReleaseUnit;
  /** In dot form. */
  version: string;
}

/** Reads the name of a class, which ends in the version's dot form; undefined for names that are made otherwise. */
export function originOf(className: string): ClassOrigin | undefined {
  return parseReleaseName(className.replace(".", "-"));
}

/**
 * The migration of a stack that is about Clusters of a class. Each file leads to the units as they are now, so of several that go up to different
 * releases the first that still covers the class is the right one.
 */
export function findMigration({ migrations }: Pick<Stack, "migrations">, origin: ClassOrigin): Source<MigrationFile> | undefined {
  const { unit, version } = origin;
  const number = stableNumber(version) ?? 0;
  const matching = migrations.filter(
    ({ data: { provider, from } }) =>
      provider === unit.provider &&
      from.stack === unit.stack &&
      from.minors.includes(unit.minor) &&
      number <= (from.upTo ?? Number.POSITIVE_INFINITY),
  );
  const last = ({ data }: Source<MigrationFile>) => data.from.upTo ?? Number.POSITIVE_INFINITY;
  return matching.sort((a, b) => (last(a) < last(b) ? -1 : 1))[0];
}
