/**
 * Results by key, each computed once. It holds at most `most` of them and forgets all when they become more: what repeats is soon there again, and
 * neither order nor age has to be kept.
 */
export class Remembered<Key, Value> {
  readonly #values = new Map<Key, Value>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  /** The result for `key`, of the call that first asked for it. */
  of(key: Key, compute: () => Value): Value {
    const known = this.#values.get(key);
    if (known !== undefined || this.#values.has(key)) return known as Value;
    return this.set(key, compute());
  }

  get(key: Key): Value | undefined {
    return this.#values.get(key);
  }

  set(key: Key, value: Value): Value {
    if (this.#values.size >= this.#most) this.#values.clear();
    this.#values.set(key, value);
    return value;
  }
}
