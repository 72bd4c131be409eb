import { isDeepStrictEqual } from "node:util";
import { parseAllDocuments } from "yaml";

/** Objects that Helm printed, by kind and name. */
export type PrintedObjects = ReadonlyMap<string, unknown>;

/** More names would say no more than that a value is felt everywhere. */
const shownObjects = 5;

/** Reads what `helm template` prints. */
export function printedObjects(text: string): PrintedObjects {
  const objects = parseAllDocuments(text).map((document) => document.toJS({ maxAliasCount: -1 }) as unknown);
  return new Map(
    objects.flatMap((object) => {
      const { kind, metadata } = (object ?? {}) as { kind?: string; metadata?: { name?: string } };
      return kind === undefined ? [] : [[`${kind} ${metadata?.name ?? ""}`.trim(), object] as const];
    }),
  );
}

/** Objects that differ between two outputs, also those that only one of them has, in the order of their names. */
export function changedObjects(before: PrintedObjects, after: PrintedObjects): string[] {
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  const changed = names.filter((name) => !isDeepStrictEqual(before.get(name), after.get(name)));
  if (changed.length <= shownObjects) return changed;
  return [...changed.slice(0, shownObjects), `${changed.length - shownObjects} more`];
}
