/** A map of values at any depth. */
export type Values = Readonly<Record<string, unknown>>;

/** The values with one more at a path; maps on the way are made. */
export function withValue(values: Values, [key, ...rest]: readonly string[], value: unknown): Values {
  if (key === undefined) return values;
  return { ...values, [key]: rest.length === 0 ? value : withValue(mapIn(values, key), rest, value) };
}

/** The values without what stands at a path. */
export function withoutValue(values: Values, [key, ...rest]: readonly string[]): Values {
  if (key === undefined || !Object.hasOwn(values, key)) return values;
  if (rest.length > 0) return { ...values, [key]: withoutValue(mapIn(values, key), rest) };
  const { [key]: _removed, ...others } = values;
  return others;
}

/** What stands at a path, or undefined. */
export function valueAt(values: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((node, key) => (isMap(node) && Object.hasOwn(node, key) ? node[key] : undefined), values);
}

function mapIn(values: Values, key: string): Values {
  const member = values[key];
  return isMap(member) ? member : {};
}

function isMap(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
