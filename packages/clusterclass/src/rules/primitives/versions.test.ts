import { expect, test } from "vitest";
import {
  compareReleases,
  compareVersions,
  compareWithBuild,
  formatVersion,
  parseTolerantVersion,
  parseVersion,
  type Version,
} from "./versions.ts";

function version(text: string): Version {
  const parsed = parseTolerantVersion(text);
  if (!parsed) throw new Error(`${text} is no version`);
  return parsed;
}

test.each(["1.36.4", "1.36.4-rc.1", "1.36.4+build.01", "0.0.0", "18446744073709551615.0.0"])("%s is strict", (text) => {
  const parsed = parseVersion(text);
  expect(parsed && formatVersion(parsed)).toBe(text);
});

test.each(["", "v1.36.4", "1.36", "1.036.4", "1.36.4-", "1.36.4+", "1.36.4-01", "1.36.4-a_b", "1.36.x", "18446744073709551616.0.0"])(
  "%j is not",
  (text) => {
    expect(parseVersion(text)).toBeUndefined();
  },
);

test.each([
  ["v1.36", "1.36.0"],
  [" 1.036.04 ", "1.36.4"],
  ["1", "1.0.0"],
  ["v1.36.00-rc.1", "1.36.0-rc.1"],
])("%j is tolerated as %s", (text, expected) => {
  expect(formatVersion(version(text))).toBe(expected);
});

test.each(["1.36-rc.1", "vv1.36", "1..2", "new"])("%j is not tolerated", (text) => {
  expect(parseTolerantVersion(text)).toBeUndefined();
});

test("versions are ordered as semver orders them", () => {
  const ordered = ["1.2.3-1", "1.2.3-2", "1.2.3-10", "1.2.3-a", "1.2.3-a.1", "1.2.3-b", "1.2.3", "1.2.10", "1.10.0", "2.0.0"].map(version);
  for (const [i, lower] of ordered.entries())
    for (const higher of ordered.slice(i + 1)) expect(compareVersions(lower, higher)).toBeLessThan(0);
  expect(compareVersions(version("1.2.3+a"), version("1.2.3+b"))).toBe(0);
  expect(compareReleases(version("1.2.3-rc.1"), version("1.2.3"))).toBe(0);
});

test("build metadata break ties, as far as they can", () => {
  expect(compareWithBuild(version("1.2.3+2"), version("1.2.3+10"))).toBe(-1);
  expect(compareWithBuild(version("1.2.3+1"), version("1.2.3+a"))).toBe(-1);
  expect(compareWithBuild(version("1.2.3+a"), version("1.2.3+a.1"))).toBe(-1);
  expect(compareWithBuild(version("1.2.3+a"), version("1.2.3+b"))).toBe("different");
  expect(compareWithBuild(version("1.2.4+a"), version("1.2.3+b"))).toBeGreaterThan(0);
});
