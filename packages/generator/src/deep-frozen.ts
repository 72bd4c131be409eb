import { Remembered } from "@cstack/clusterclass";

/**
 * Freezes plain data at all depths. Units share much of their content; what is frozen cannot be changed for one unit behind the back of another, and
 * what was written or judged once can be remembered by its identity.
 */
export function deepFrozen<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  for (const member of Object.values(value)) deepFrozen(member);
  return Object.freeze(value);
}

const frozen = new Remembered<string, unknown>(5000);

/** The one frozen object for data of this content, so that what units have in common is the same object wherever it came from. */
export function shared<T>(value: T): T {
  return Object.isFrozen(value) ? value : (frozen.of(JSON.stringify(value), () => deepFrozen(value)) as T);
}
