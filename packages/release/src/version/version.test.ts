import { describe, expect, it } from "vitest";
import { dashForm, dotForm, hashVersion, parseVersion } from "./version.ts";

describe("release versions", () => {
  it("has one notation for stable versions and two for others", () => {
    expect(dashForm(parseVersion("v3")!)).toBe("v3");
    expect(dotForm(parseVersion("v0-sha.zceco7o")!)).toBe("v0-sha.zceco7o");
    expect(dashForm(parseVersion("v0-sha.zceco7o")!)).toBe("v0-sha-zceco7o");
  });

  it.each([
    "V1",
    "1",
    "v01",
    "v1.0",
    "v1-alpha",
    "v1-alpha-1",
    "v1-alpha.1.0",
    "",
    "v0-sha.0123456",
    "v0-git.abc_def",
    "v99999999999999999999",
  ])("refuses %j, which the operator, Helm or object names would not take", (text) => expect(parseVersion(text)).toBeUndefined());

  it("takes more of a hash that Helm would read as a number with a leading zero", () => {
    expect(dotForm(hashVersion("zceco7ologi0wcj1dc5"))).toBe("v0-sha.zceco7o");
    expect(dotForm(hashVersion("0123456789abcdef"))).toBe("v0-sha.0123456789a");
  });
});
