import type { Json } from "../api/json.ts";
import { Remembered } from "../api/remembered.ts";

/** Values of one variable that are kept; more would be looked at once and then be in the way. */
const kept = 500;

interface Known {
  given: Json;
  value: Json;
}

/**
 * What the values of a variable became with their defaults, and which of them are fine. Clusters of a class share most of their values: equal ones become one
 * and the same object, which is checked once, and which nobody changes.
 */
export class KnownValues {
  readonly #defaulted = new Remembered<string, Known>(kept);
  readonly #fine = new Remembered<Json, true>(kept);

  /** The value with its defaults, for equal values the same object. */
  defaulted(given: Json, compute: (given: Json) => Json): Json {
    if (typeof given !== "object" || given === null) return compute(given);
    const text = JSON.stringify(given);
    const known = this.#defaulted.get(text);
    // Two numbers have one text: 0 and -0.
    if (known !== undefined && isSame(known.given, given)) return known.value;
    const own = structuredClone(given);
    return this.#defaulted.set(text, { given: own, value: compute(own) }).value;
  }

  isFine(value: Json): boolean {
    return this.#fine.get(value) === true;
  }

  /** Remembers that validation finds nothing, on creation of a Cluster. */
  rememberFine(value: Json): void {
    this.#fine.set(value, true);
  }
}

function isSame(a: Json, b: Json): boolean {
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return Object.is(a, b);
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, index) => isSame(item, b[index]!));
  if (Array.isArray(b)) return false;
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => Object.hasOwn(b, name) && isSame(a[name]!, b[name]!));
}
