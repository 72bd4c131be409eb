import { describe, expect, it } from "vitest";
import { chartManifest, sha256Of } from "../testing/oci-registry.ts";
import { chartDigest, manifestUrl, ociRepository, tokenUrl } from "./oci.ts";

describe("the address of a chart in a registry", () => {
  it.each([
    ["oci://ghcr.io/team/charts", "https://ghcr.io/v2/team/charts/hello/manifests/v1.0.0"],
    ["oci://ghcr.io/team/charts/", "https://ghcr.io/v2/team/charts/hello/manifests/v1.0.0"],
    ["oci://docker.io/team", "https://registry-1.docker.io/v2/team/hello/manifests/v1.0.0"],
    ["oci://registry.example.com:5000", "https://registry.example.com:5000/v2/hello/manifests/v1.0.0"],
    ["oci://127.0.0.1:5000/team", "http://127.0.0.1:5000/v2/team/hello/manifests/v1.0.0"],
  ])("%s", (address, url) => {
    expect(manifestUrl(ociRepository(address, "hello"), "v1.0.0")).toBe(url);
  });

  it("has an underscore for a plus in the version", () => {
    expect(manifestUrl(ociRepository("oci://r.example.com/x", "hello"), "1.0.0+build")).toMatch(/1\.0\.0_build$/);
  });
});

describe("the manifest of a chart", () => {
  const chart = Buffer.from("chart");

  it("names the archive", () => {
    expect(chartDigest(chartManifest(chart))).toEqual({ digest: sha256Of(chart) });
  });

  it.each([
    ["of a container image", chartManifest(chart, { config: "application/vnd.oci.image.config.v1+json" }), "it is no Helm chart"],
    ["without an archive", chartManifest(chart, { layer: "application/octet-stream" }), "has 0 archives"],
    ["that is a page", "<html>", "no JSON object"],
  ])("is refused %s", (_what, text, fault) => {
    expect(chartDigest(text)).toEqual({ fault: expect.stringContaining(fault) });
  });
});

it("asks for a token where the challenge says", () => {
  expect(tokenUrl('Bearer realm="https://auth.example.com/token",service="r.example.com",scope="repository:a/b:pull"')).toBe(
    "https://auth.example.com/token?service=r.example.com&scope=repository%3Aa%2Fb%3Apull",
  );
  expect(tokenUrl('Basic realm="x"')).toBeUndefined();
  expect(tokenUrl(null)).toBeUndefined();
});
