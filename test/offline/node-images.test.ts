import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { allUnits, bundleOf, textOf } from "../support/repository.ts";

/** One record of a node image, and everything that is made of it: all must name the same file under the same name. */

const bundles = allUnits()
  .filter(({ nodeImage }) => nodeImage?.format !== undefined)
  .map((unit) => [unit.id, bundleOf(unit)] as const)
  .filter(([, { files }]) => files.has("image-orc.yaml"));

it("there are units that boot disk images", () => {
  expect(bundles.length).toBeGreaterThan(0);
});

describe.each(bundles)("the node image of %s", (_id, { unit, files }) => {
  const yaml = <T>(name: string): T => parse(textOf(files.get(name))) as T;
  const { url, format, minDiskGB, minMemoryMB } = unit.nodeImage!;
  const name = `ubuntu-capi-image-v${unit.kubernetes.version}`;

  it("is uploaded by ORC under the name that machines look for", () => {
    expect(yaml("image-orc.yaml")).toMatchObject({
      apiVersion: "openstack.k-orc.cloud/v1alpha1",
      kind: "Image",
      metadata: { name },
      spec: {
        managementPolicy: "managed",
        managedOptions: { onDelete: "detach" },
        resource: { content: { diskFormat: format, download: { url } } },
      },
    });
    expect(yaml("image-orc-import.yaml")).toMatchObject({
      metadata: { name },
      spec: { managementPolicy: "unmanaged", import: { filter: { name } } },
    });
  });

  it("is imported by openstack-image-manager under the same name, in the format of the file", () => {
    const { images } = yaml<{
      images: { name: string; separator: string; format: string; versions: { version: string; url: string }[] }[];
    }>("image-manager.yaml");
    expect(images.map((image) => `${image.name}${image.separator}${image.versions[0]?.version ?? ""} ${image.format}`)).toEqual([
      `${name} ${format}`,
    ]);
    expect(images[0]).toMatchObject({ min_disk: minDiskGB, min_ram: minMemoryMB, versions: [{ url }] });
  });

  it("is uploaded by an image operator under the same name, which fits into a name of Kubernetes", () => {
    expect(yaml("node-images.yaml")).toMatchObject({ openStackNodeImages: [{ url, createOpts: { name, disk_format: format } }] });
    expect(name).toMatch(/^[a-z0-9.-]+$/);
  });

  it("can be built instead, with every variable that names a version", () => {
    const { version, minor } = unit.kubernetes;
    expect(JSON.parse(textOf(files.get("image-builder.json")))).toEqual({
      kubernetes_series: `v${minor}`,
      kubernetes_semver: `v${version}`,
      kubernetes_deb_version: `${version}-1.1`,
      kubernetes_rpm_version: version,
    });
  });
});

it("a build for another patch version names no image that nobody knows", () => {
  const [, known] = bundles[0]!;
  const { nodeImage: _unknown, ...others } = known.unit;
  const { files } = bundleOf({
    ...others,
    nodeImage: undefined,
    kubernetes: { ...known.unit.kubernetes, version: `${known.unit.minor}.99` },
  });
  expect([...files.keys()].filter((name) => name.startsWith("image-"))).toEqual(["image-builder.json"]);
  expect(parse(textOf(files.get("node-images.yaml")))).toEqual({ openStackNodeImages: [] });
});
