/**
 * Freezes plain data at all depths. Units share much of their content; what is frozen cannot be changed for one unit behind the back of another, and
 * what was written or judged once can be remembered by its identity.
 */
export function deepFrozen<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  for (const member of Object.values(value)) deepFrozen(member);
  return Object.freeze(value);
}
