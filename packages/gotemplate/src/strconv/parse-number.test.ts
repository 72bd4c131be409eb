import { expect, test } from "vitest";
import { parseFloat64, parseInt64, parseUint } from "./parse-number.ts";

test.each<[string, 0 | 10, bigint | string]>([
  ["42", 10, 42n],
  ["-42", 10, -42n],
  ["0x1F", 0, 31n],
  ["017", 0, 15n],
  ["017", 10, 17n],
  ["0b11", 0, 3n],
  ["0o7", 0, 7n],
  ["1_000", 0, 1000n],
  ["0x_1", 0, 1n],
  ["1__0", 0, "syntax"],
  ["_1", 0, "syntax"],
  ["1_", 0, "syntax"],
  ["1_0", 10, "syntax"],
  ["08", 0, "syntax"],
  ["", 10, "syntax"],
  ["9223372036854775807", 10, 2n ** 63n - 1n],
  ["9223372036854775808", 10, "range"],
  ["-9223372036854775808", 10, -(2n ** 63n)],
])("%s in base %d as an int64 is %s", (text, base, value) => {
  expect(parseInt64(text, base)).toBe(value);
});

test("an unsigned integer has no sign and one bit more", () => {
  expect(parseUint("18446744073709551615", 10)).toBe(2n ** 64n - 1n);
  expect(parseUint("18446744073709551616", 10)).toBe("range");
  expect(parseUint("+1", 10)).toBe("syntax");
});

test.each<[string, number | string]>([
  ["1.5", 1.5],
  [".5", 0.5],
  ["5.", 5],
  ["1e3", 1000],
  ["1_0.5", 10.5],
  ["0x1p4", 16],
  ["-0x1.8p-1", -0.75],
  ["0x1.fffffffffffff8p0", 2],
  ["0x1", "syntax"],
  ["inf", Number.POSITIVE_INFINITY],
  ["-Infinity", Number.NEGATIVE_INFINITY],
  ["1e400", "range"],
  ["1e", "syntax"],
  [" 1", "syntax"],
  ["", "syntax"],
])("%s as a float64 is %s", (text, value) => {
  expect(parseFloat64(text)).toBe(value);
});

test("nan is not a number", () => {
  expect(parseFloat64("NaN")).toBeNaN();
});
