import { describe, expect, it } from "vitest";
import { ConstraintError, compareVersions, meetsConstraint, parseConstraint, parseVersion, VersionError, versionText } from "./index.ts";

function meets(version: string, constraint: string): boolean {
  return meetsConstraint(parseVersion(version), parseConstraint(constraint));
}

describe("parseVersion", () => {
  it("fills missing numbers with zeros and drops a v", () => {
    expect(versionText(parseVersion("v1.36"))).toBe("1.36.0");
  });

  it("refuses what is no version", () => {
    expect(() => parseVersion("1.x")).toThrow(VersionError);
    expect(() => parseVersion("1.0.0-01")).toThrow("version segment starts with 0");
  });
});

describe("compareVersions", () => {
  it("orders prereleases before their release, numbers by value", () => {
    const sorted = ["1.0.0", "1.0.0-rc.10", "1.0.0-rc.2", "1.0.0-alpha", "0.9.9"].map(parseVersion).sort(compareVersions);
    expect(sorted.map(versionText)).toEqual(["0.9.9", "1.0.0-alpha", "1.0.0-rc.2", "1.0.0-rc.10", "1.0.0"]);
  });
});

describe("meetsConstraint", () => {
  it.each([
    ["1.36.4", ">=1.35 <1.38", true],
    ["1.36.4", "^1.35", true],
    ["2.0.0", "^1.35", false],
    ["1.36.4", "~1.35", false],
    ["1.36.4", "1.36.x", true],
    ["1.36.4", "1.30 - 1.36", true],
    ["1.36.4", "<1 || 1.36.4", true],
    ["0.2.9", "^0.2.3", true],
    ["0.3.0", "^0.2.3", false],
  ])("%s against %s is %s", (version, constraint, expected) => {
    expect(meets(version, constraint)).toBe(expected);
  });

  it("takes prereleases only where the constraint names one", () => {
    expect([meets("1.36.0-rc.1", ">=1.35"), meets("1.36.0-rc.1", ">=1.35-0")]).toEqual([false, true]);
  });

  it("refuses what is no constraint", () => {
    expect(() => parseConstraint("about 1.36")).toThrow(ConstraintError);
  });
});
