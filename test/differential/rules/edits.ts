/** Changes of an object by dotted path (`spec.patches.0.name`); `undefined` removes the field, and `/` in a name is written as it is. */
export type Edits = Record<string, unknown>;

/** A deep copy of `object` with the edits applied. */
export function edited<T>(object: T, edits: Edits): T {
  const copy = structuredClone(object);
  for (const [path, value] of Object.entries(edits)) setAt(copy, path.split("."), value);
  return copy;
}

function setAt(target: unknown, path: string[], value: unknown): void {
  const [name, ...rest] = path as [string, ...string[]];
  const container = target as Record<string, unknown>;
  if (rest.length > 0) {
    container[name] ??= /^\d+$/.test(rest[0] as string) ? [] : {};
    setAt(container[name], rest, value);
  } else if (value === undefined) {
    if (Array.isArray(target)) target.splice(Number(name), 1);
    else delete container[name];
  } else container[name] = value;
}
