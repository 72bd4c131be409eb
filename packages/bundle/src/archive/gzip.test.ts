import { gunzipSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { gunzipSync as gunzipInJavaScript } from "fflate";
import { expect, test, vi } from "vitest";
import { gzip } from "./gzip.ts";

/** A manifest of 200 kB with its name near the start, as a class has it. */
function manifest(name: string): Uint8Array {
  const items = Array.from({ length: 5000 }, (_, index) => `- value: item ${(index * 7919) % 4001} of ${index}\n`);
  return Buffer.from(`kind: Demo\nname: ${name}\nitems:\n${items.join("")}`);
}

test("any reader of gzip gives back what was packed", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          fc.uint8Array({ maxLength: 20_000 }),
          fc.lorem({ maxCount: 3000 }).map((text) => Buffer.from(text)),
        ),
      ),
      (chunks) => {
        const bytes = Buffer.concat(chunks);
        expect(gunzipSync(gzip(bytes)).equals(bytes)).toBe(true);
        expect(Buffer.from(gunzipInJavaScript(gzip(bytes))).equals(bytes)).toBe(true);
      },
    ),
    { numRuns: 20 },
  );
});

test("the bytes do not depend on what was packed before", async () => {
  const contents = [manifest("one"), manifest("another"), new Uint8Array(), manifest("one").subarray(0, 9000)];
  vi.resetModules();
  const fresh = await import("./gzip.ts");
  const inOrder = contents.map((bytes) => fresh.gzip(bytes));
  vi.resetModules();
  const other = await import("./gzip.ts");
  const reversed = contents.toReversed().map((bytes) => other.gzip(bytes));
  expect(reversed.toReversed()).toEqual(inOrder);
});

test("a change stays in the parts around it", () => {
  const [one, another] = [gzip(manifest("one")), gzip(manifest("another"))];
  const equal = [...one].toReversed().findIndex((byte, index) => index >= 8 && byte !== another.at(-1 - index));
  expect(equal).toBeGreaterThan(one.length / 2);
});

test("parts cost little", () => {
  const bytes = manifest("one");
  const limit = 1.1;
  expect(gzip(bytes).length).toBeLessThan(limit * gzipSync(bytes, { level: 6 }).length);
});
