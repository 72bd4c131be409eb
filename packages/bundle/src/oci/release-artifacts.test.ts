import { describe, expect, test } from "vitest";
import { packChart, readTarGzFiles } from "../archive/index.ts";
import type { Manifest, OciArtifact } from "./manifest.ts";
import { type ReleaseContent, releaseArtifacts, semverOf } from "./release-artifacts.ts";

const unit = "metal-tiny-1-36";

function content(version: string): ReleaseContent {
  const name = `${unit}-cluster-class`;
  const chart = packChart(
    name,
    new Map([
      ["Chart.yaml", `name: ${name}\nversion: ${version}\n`],
      ["templates/clusterclass.yaml", "kind: ClusterClass\n"],
    ]),
  );
  const files = new Map<string, Uint8Array | string>([
    ["metadata.yaml", "a: 1\n"],
    [`${name}-${version}.tgz`, chart],
    [`${unit}-cluster-addon-${version}.tgz`, chart],
    ["clusteraddon.yaml", "b: 1\n"],
    ["hashes.json", '{"a": 1}'],
    ["class.yaml", "kind: ClusterClass\n"],
  ]);
  return { unit, version, kubernetes: "1.36.4", contentHash: "abcdefghij".repeat(4), date: "2026-11-21", files };
}

const manifestOf = ({ manifest }: OciArtifact) => JSON.parse(Buffer.from(manifest).toString()) as Manifest;

describe("the operator's artifact", () => {
  const { operator } = releaseArtifacts(content("v3-beta.1"));

  test("has the release's name in dash form as its tag, and every file with its title, in the order of names", () => {
    expect([operator.path, operator.tag]).toEqual(["", "metal-tiny-1-36-v3-beta-1"]);
    expect(
      manifestOf(operator).layers.map(({ annotations, mediaType }) => [annotations?.["org.opencontainers.image.title"], mediaType]),
    ).toEqual([
      ["class.yaml", "application/vnd.oci.image.layer.v1.tar"],
      ["clusteraddon.yaml", "application/vnd.scs.cluster-addon.config.layer.v1+yaml"],
      ["hashes.json", "application/vnd.scs.hashes.layer.v1+yaml"],
      ["metadata.yaml", "application/vnd.scs.metadata.layer.v1+yaml"],
      ["metal-tiny-1-36-cluster-addon-v3-beta.1.tgz", "application/vnd.scs.cluster-addon.layer.v1.tar+gzip"],
      ["metal-tiny-1-36-cluster-class-v3-beta.1.tgz", "application/vnd.scs.cluster-class.v1.tar+gzip"],
    ]);
  });

  test("says what csctl says of it, with the day of the release and no time of a build", () => {
    const { artifactType, config, annotations } = manifestOf(operator);
    expect(artifactType).toBe("application/vnd.scs.cluster-stacks.v1");
    expect(config).toMatchObject({ mediaType: "application/vnd.oci.empty.v1+json", size: 2, data: "e30=" });
    expect(annotations).toEqual({
      kubernetesVersion: "v1.36.4",
      hash: "abcdefg",
      "org.opencontainers.image.created": "2026-11-21T00:00:00Z",
    });
  });

  test("has two blobs with one content once", () => {
    expect(operator.blobs.length).toBe(6);
    expect(manifestOf(operator).layers.length).toBe(6);
  });
});

test("the chart's artifact is called as Helm derives it, with a semver tag and the class of the operator's chart", () => {
  const { chart } = releaseArtifacts(content("v3"));
  expect([chart.path, chart.tag]).toEqual(["charts/metal-tiny-1-36-class", "3.0.0"]);
  const [config, archive] = chart.blobs;
  expect(JSON.parse(Buffer.from(config!.bytes).toString())).toMatchObject({
    name: "metal-tiny-1-36-class",
    version: "3.0.0",
    appVersion: "v3",
  });
  const files = readTarGzFiles(archive!.bytes);
  expect([...files.keys()]).toEqual(["metal-tiny-1-36-class/Chart.yaml", "metal-tiny-1-36-class/templates/clusterclass.yaml"]);
});

test("the artifact for Flux holds the class as one file", () => {
  const { manifests } = releaseArtifacts(content("v3"));
  expect([manifests.path, manifests.tag]).toEqual(["manifests/metal-tiny-1-36", "3.0.0"]);
  expect([...readTarGzFiles(manifests.blobs[1]!.bytes).keys()]).toEqual(["class.yaml"]);
});

test("the same release has the same digests, and another day others", () => {
  const digests = (release: ReleaseContent) => Object.values(releaseArtifacts(release)).map(({ digest }: OciArtifact) => digest);
  expect(digests(content("v3"))).toEqual(digests(content("v3")));
  expect(digests({ ...content("v3"), date: "2026-11-22" })).not.toEqual(digests(content("v3")));
});

test("semver versions keep the order and the channel of a release's version", () => {
  expect(semverOf({ major: 3, channel: "stable", patch: undefined })).toBe("3.0.0");
  expect(semverOf({ major: 0, channel: "sha", patch: "zceco7o" })).toBe("0.0.0-sha.zceco7o");
});
