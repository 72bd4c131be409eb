import { describe, expect, test } from "vitest";
import { GoOpaque, GoSlice, GoTypedMap, type GoValue, goInt, goInteger } from "../values.ts";
import { formatDefault, sprint, sprintln } from "./print.ts";
import { sprintf } from "./printf.ts";

const one = goInt(1);

describe("verbs and flags", () => {
  test.each<[string, GoValue[], string]>([
    ["%d|%5d|%-5d|%05d|%+d|% d", [42, 42, 42, 42, 42, 42].map(goInt), "42|   42|42   |00042|+42| 42"],
    [
      "%x %X %#x %o %#o %O %b %c %q %U %#U",
      [255, 255, 255, 8, 8, 8, 5, 65, 65, 8594, 8594].map(goInt),
      "ff FF 0xff 10 010 0o10 101 A 'A' U+2192 U+2192 '→'",
    ],
    ["%.3d|%8.3d|%.0d|", [5, 5, 0].map(goInt), "005|     005||"],
    ["%f %.2f %8.3f|%-8.1f|%+.1f %06.2f", [1.5, 2.345, 9.87654, 2.5, 1, -1.5], "1.500000 2.35    9.877|2.5     |+1.0 -01.50"],
    ["%e %g %G %#g %#.3g", [123456.789, 1e-7, 1e21, 1, 2], "1.234568e+05 1e-07 1E+21 1.00000 2.00"],
    ["%s|%5s|%-5s|%.2s|%05s", ["ab", "ab", "ab", "héy", "ab"], "ab|   ab|ab   |hé|000ab"],
    ["%q %+q %#q %x % X %#x", ['a"\n', "é", "x", "hé", "hé", "hé"], '"a\\"\\n" "\\u00e9" `x` 68c3a9 68 C3 A9 0x68c3a9'],
    ["%t|%6t|%v", [true, false, true], "true| false|true"],
    ["%T %T %T %T", [1, one, "a", [one]], "float64 int string []interface {}"],
  ])("%s", (format, args, text) => {
    expect(sprintf(format, args)).toBe(text);
  });
});

describe("composite values", () => {
  const map = { b: [one, null, "x"], a: 1.5 };

  test("print with sorted keys and without quotes", () => {
    expect(formatDefault(map)).toBe("map[a:1.5 b:[1 <nil> x]]");
  });

  test("print in Go syntax with the sharp flag", () => {
    expect(sprintf("%#v", [map])).toBe('map[string]interface {}{"a":1.5, "b":[]interface {}{1, interface {}(nil), "x"}}');
    expect(sprintf("%#v %#v", [new GoSlice("string", ["a"]), goInteger("uint8", 7)])).toBe('[]string{"a"} 0x7');
  });

  test("apply the verb to their elements", () => {
    expect(sprintf("%d %q", [[one, "a"], new GoSlice("string", ["x", "y"])])).toBe('[1 %!d(string=a)] ["x" "y"]');
  });

  test("that are nil print as empty, and say so in Go syntax", () => {
    const nilSlice = new GoSlice("string", [], true);
    const nilMap = new GoTypedMap("interface {}", new Map(), true);
    expect(sprintf("%v %v %#v %#v", [nilSlice, nilMap, nilSlice, nilMap])).toBe("[] map[] []string(nil) map[string]interface {}(nil)");
  });

  test("with a String method print what it returns", () => {
    const version = new GoOpaque({
      typeName: "*semver.Version",
      kind: "ptr",
      string: () => "1.2.3",
      fields: [["major", goInteger("uint64", 1)]],
    });
    expect(sprintf("%v %q %d", [version, version, new GoOpaque({ typeName: "x.T", kind: "struct", fields: [["A", one]] })])).toBe(
      '1.2.3 "1.2.3" {1}',
    );
    expect(sprintf("%+v", [new GoOpaque({ typeName: "*x.T", kind: "ptr", fields: [["A", one]] })])).toBe("&{A:1}");
  });

  test("have no address to print", () => {
    expect(() => sprintf("%p", [[one]])).toThrow("cannot be printed");
    expect(sprintf("%p", ["a"])).toBe("%!p(string=a)");
  });
});

describe("wrong formats are reported in the text", () => {
  test.each<[string, GoValue[], string]>([
    ["%d", ["hi"], "%!d(string=hi)"],
    ["%z", [one], "%!z(int=1)"],
    ["%s", [null], "%!s(<nil>)"],
    ["%v", [undefined], "<nil>"],
    ["%d %d", [one], "1 %!d(MISSING)"],
    ["%d", [one, "x", null], "1%!(EXTRA string=x, <nil>)"],
    ["%", [], "%!(NOVERB)"],
    ["100%%", [], "100%"],
    ["%[2]d %[1]d", [one, goInt(2)], "2 1"],
    ["%[3]d", [one], "%!d(BADINDEX)"],
    ["%[x]d", [one], "%!d(BADINDEX)"],
    ["%[1]2d", [one], "%!d(BADINDEX)"],
    ["%*d|%-*d|%*d", [goInt(3), one, goInt(3), one, goInt(-3), one], "  1|1  |1  "],
    ["%*d", ["a", one], "%!(BADWIDTH)1"],
    ["%.*f", [goInt(-1), 1], "%!(BADPREC)1.000000"],
  ])("%s", (format, args, text) => {
    expect(sprintf(format, args)).toBe(text);
  });
});

test("print puts spaces between operands that are no strings", () => {
  expect(sprint([one, goInt(2), "a", goInt(3), "b", "c", null, true])).toBe("1 2a3bc<nil> true");
  expect(sprintln([one, "a"])).toBe("1 a\n");
});
