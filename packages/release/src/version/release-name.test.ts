import { describe, expect, test } from "vitest";
import { parseReleaseName, releaseName, stableNumber, versionFault } from "./release-name.ts";

const UNIT = { provider: "docker", stack: "ferrol", minor: "1.27" };

describe("names of releases", () => {
  test("have the version in dash form", () => {
    expect(releaseName(UNIT, "v3")).toBe("docker-ferrol-1-27-v3");
    expect(releaseName(UNIT, "v0-sha.abc1234")).toBe("docker-ferrol-1-27-v0-sha-abc1234");
  });

  test.each([
    ["docker-ferrol-1-27-v1", "v1"],
    ["docker-ferrol-1-27-v0-sha-zceco7o", "v0-sha.zceco7o"],
    ["docker-ferrol-1-27-v1-alpha-0", "v1-alpha.0"],
  ])("%s is parsed as %s of its unit", (name, version) => {
    expect(parseReleaseName(name)).toEqual({ unit: UNIT, version });
  });

  test.each([
    "docker-ferrol-1-27-v0-sha.zceco7o",
    "docker-ferrol-1-27-v1-alpha",
    "docker-ferrol-1-27-v1-alpha-1-2",
    "docker-ferrol-1-27",
    "docker-ferrol-1.27-v1",
    "latest",
    "-ferrol-1-27-v1",
    "docker--1-27-v1",
    "openstack-scs-foo-1-34-v1",
    "docker-val-encia-1-27-v0-sha-vswa9nt",
  ])("%s is no release", (name) => {
    expect(parseReleaseName(name)).toBeUndefined();
  });
});

describe("versions", () => {
  test.each(["v1", "v10", "v1-alpha.1", "v1-beta.10", "v0-sha.zceco7o", "v0-sha.1234567"])("%s can be released", (version) => {
    expect(versionFault(version)).toBeUndefined();
  });

  test.each(["V1", "1", "v1.0", "v1-alpha", "v1-alpha-1", "v1-alpha.1.0", "", "v0.custom-pr123", "v99999999999999999999"])(
    "%j is refused, as by the operator",
    (version) => {
      expect(versionFault(version)).toBeDefined();
    },
  );

  test.each([
    ["v01", "names a release v1 whose archives are called v01"],
    ["v1-stable.5", "names a release v1 whose archives are called v1-stable.5"],
    ["v0-sha.0123456", "is refused by Helm"],
    ["v0-git.abc_def", "is refused by Helm"],
    ["v1-Alpha.1", "is no name of a Kubernetes object"],
  ])("%s is refused although the operator parses it: it %s", (version) => {
    expect(versionFault(version)).toBeDefined();
  });

  test("only plain versions are stable", () => {
    expect([stableNumber("v10"), stableNumber("v1-alpha.1"), stableNumber("1")]).toEqual([10, undefined, undefined]);
  });
});
