/** One value of a chart's values that is no map with members, with where it stands. */
export interface ValueLeaf {
  path: string[];
  value: unknown;
}

/** The leaves of a values document; lists are leaves, because Helm replaces them whole. */
export function valueLeaves(value: unknown, path: string[] = []): ValueLeaf[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [{ path, value }];
  const members = Object.entries(value);
  if (members.length === 0) return path.length === 0 ? [] : [{ path, value }];
  return members.flatMap(([key, member]) => valueLeaves(member, [...path, key]));
}

/** The keys of a path in values, which is dotted or a list. */
export function valuePath(path: string | readonly string[]): string[] {
  return typeof path === "string" ? path.split(".") : [...path];
}
