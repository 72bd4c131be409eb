/**
 * True if an optional part of an object says anything: upstream compares the typed part with an empty one. Empty texts, false and 0 of plain
 * fields count as nothing there; the schema forbids them, so that any value means something.
 */
export function isDefined<T>(part: T | undefined | null): part is T {
  if (part === undefined || part === null || part === "") return false;
  if (typeof part !== "object" || Array.isArray(part)) return true;
  return Object.values(part).some((value) => isDefined(value));
}
