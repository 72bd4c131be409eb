import fc from "fast-check";
import { expect, test } from "vitest";
import { Watchdog } from "./watchdog.ts";

/** Cases of all targets together, and the seed they come from; both can be set to repeat a run. */
export const totalRuns = Number(process.env["CSTACK_FUZZ_RUNS"] ?? 100_000);
export const seed = Number(process.env["CSTACK_SEED"] ?? Date.now() % 2 ** 31);

export interface Target<T> {
  name: string;
  /** Part of all cases, in percent. */
  share: number;
  cases: fc.Arbitrary<T>;
  /** What is done with a case; what it throws is a defect. */
  run: (value: T) => void;
}

/**
 * A test that runs a part of the code on many generated cases: nothing may be thrown, and no case may hang. A failure is shrunk and
 * printed with its seed; the slowest case is printed in any case.
 */
export function fuzz<T>({ name, share, cases, run }: Target<T>): void {
  const runs = Math.ceil((totalRuns * share) / 100);
  test(`${name} (${runs} cases, seed ${seed})`, async () => {
    const watchdog = new Watchdog(name);
    const slowest = { ms: 0, text: "" };
    let ran = 0;
    const property = fc.property(cases, (value) => {
      const text = textOf(value);
      watchdog.begin(text);
      const started = performance.now();
      run(value);
      const ms = performance.now() - started;
      watchdog.end();
      ran += 1;
      if (ms > slowest.ms) Object.assign(slowest, { ms, text });
    });
    try {
      fc.assert(property, { numRuns: runs, seed });
    } finally {
      await watchdog.stop();
    }
    console.info(`${name}: ${ran} cases, slowest ${slowest.ms.toFixed(0)} ms: ${slowest.text.slice(0, 200)}`);
    expect(ran).toBe(runs);
  });
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? String(value));
}
