import { expect, test } from "vitest";
import { type FloatFormat, formatFloat } from "./format-float.ts";

test.each<[number, FloatFormat, number, string]>([
  [1_000_000, "g", -1, "1e+06"],
  [123_456, "g", -1, "123456"],
  [0.0001, "g", -1, "0.0001"],
  [0.00001, "g", -1, "1e-05"],
  [1e21, "g", -1, "1e+21"],
  [1_234_567, "g", 3, "1.23e+06"],
  [100, "g", 3, "100"],
  [-0, "g", -1, "-0"],
  [0, "e", -1, "0e+00"],
  [0, "f", 2, "0.00"],
  [1.5, "E", 3, "1.500E+00"],
  [1 / 3, "f", 20, "0.33333333333333331483"],
  [5e-324, "e", -1, "5e-324"],
  [1e23, "f", -1, "100000000000000000000000"],
  [3, "b", -1, "6755399441055744p-51"],
  [1.5, "x", -1, "0x1.8p+00"],
  [1.9999, "x", 1, "0x1.0p+01"],
  [0, "X", -1, "0X0P+00"],
  [Number.NaN, "g", -1, "NaN"],
  [Number.NEGATIVE_INFINITY, "f", 2, "-Inf"],
])("%d as %s with precision %d is %s", (value, format, precision, text) => {
  expect(formatFloat(value, format, precision)).toBe(text);
});

test("an exact half is rounded to the even digit", () => {
  expect([0.5, 1.5, 2.5, 3.5].map((value) => formatFloat(value, "f", 0))).toEqual(["0", "2", "2", "4"]);
  expect(formatFloat(2.675, "f", 2)).toBe("2.67");
});

test("rounding up may add a digit", () => {
  expect(formatFloat(9.99, "f", 1)).toBe("10.0");
  expect(formatFloat(9.99, "e", 1)).toBe("1.0e+01");
  expect(formatFloat(0.06, "f", 1)).toBe("0.1");
});
