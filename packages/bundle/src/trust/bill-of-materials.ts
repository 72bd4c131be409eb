import { createHash } from "node:crypto";
import { type EjsRenderer, type PulledImage, pulledImages, type Unit } from "@cstack/generator";
import type * as CycloneDx from "@cyclonedx/cyclonedx-library";
import type { ReleaseParameters } from "./statement.ts";

/** Predicate type of a CycloneDX document in an in-toto statement. */
export const billType = "https://cyclonedx.org/bom";

/**
 * What a release is made of and what clusters pull because of it, as CycloneDX 1.6: Kubernetes, the charts of addons, container images and disk images, with
 * digests as far as they are known, and what a management cluster must have. Facts nobody has read, such as licences of images, are left out.
 * Pure: serial number and time come from the release.
 */
export async function billOfMaterials(unit: Unit, release: ReleaseParameters, ejs?: EjsRenderer): Promise<string> {
  // Loaded here: commands that make no bill should not wait for it.
  const { Enums, Models, Serialize, Spec } = await import("@cyclonedx/cyclonedx-library");
  const bom = new Models.Bom({ serialNumber: serialNumber(release) });
  bom.metadata.timestamp = new Date(`${release.date}T00:00:00Z`);
  const root = new Models.Component(Enums.ComponentType.Application, release.unit, {
    version: release.version,
    bomRef: `${release.unit}-${release.version}`,
  });
  for (const [name, value] of requirements(unit)) root.properties.add(new Models.Property(`cstack:requires:${name}`, value));
  bom.metadata.component = root;
  for (const part of [...kubernetesPart(unit), ...addonParts(unit), ...imageParts(pulledImages(unit, ejs).images)]) {
    const hashes = part.digest === undefined ? [] : [[Enums.HashAlgorithm["SHA-256"], part.digest.slice("sha256:".length)] as const];
    const component = new Models.Component(componentType(Enums, part.kind), part.name, {
      bomRef: `${part.kind}:${part.name}:${part.version ?? part.digest ?? ""}`,
      hashes: new Models.HashDictionary(hashes),
      ...(part.version === undefined ? {} : { version: part.version }),
    });
    if (part.license !== undefined) component.licenses.add(new Models.SpdxLicense(part.license));
    if (part.address !== undefined)
      component.externalReferences.add(new Models.ExternalReference(part.address, Enums.ExternalReferenceType.Distribution));
    bom.components.add(component);
    root.dependencies.add(component.bomRef);
  }
  const serializer = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6));
  return `${serializer.serialize(bom, { sortLists: true, space: 1 })}\n`;
}

/** One part in the words of the field. */
interface Part {
  kind: "platform" | "chart" | "container" | "file";
  name: string;
  version?: string;
  digest?: string;
  address?: string;
  /** SPDX identifier. */
  license?: string;
}

function componentType({ ComponentType }: typeof CycloneDx.Enums, kind: Part["kind"]): CycloneDx.Enums.ComponentType {
  const types = {
    platform: ComponentType.Platform,
    chart: ComponentType.Application,
    container: ComponentType.Container,
    file: ComponentType.File,
  };
  return types[kind];
}

function kubernetesPart({ kubernetes }: Unit): Part[] {
  // Source: kubernetes/kubernetes, LICENSE.
  return [{ kind: "platform", name: "kubernetes", version: `v${kubernetes.version}`, license: "Apache-2.0" }];
}

function addonParts({ addons }: Unit): Part[] {
  return addons.map(({ addon: { data }, version }) => ({
    kind: "chart",
    name: data.chart.name,
    version: version.chart,
    ...(version.digest === undefined ? {} : { digest: version.digest }),
    ...(data.chart.repository === undefined ? {} : { address: data.chart.repository }),
    ...(data.chart.license === undefined ? {} : { license: data.chart.license }),
  }));
}

/** Images that nobody has read from a chart are no parts: they have no name. */
function imageParts(images: readonly PulledImage[]): Part[] {
  const parts = images.flatMap(({ image, url, digest, component }): Part[] => {
    const known = digest === undefined ? {} : { digest };
    if (image !== undefined) return [{ kind: "container", ...nameAndTag(image), ...known }];
    return url === undefined ? [] : [{ kind: "file", name: component, address: url, ...known }];
  });
  return [...new Map(parts.map((part) => [`${part.kind} ${part.name} ${part.version ?? ""}`, part])).values()];
}

function nameAndTag(image: string): { name: string; version?: string } {
  const [, name = image, tag] = /^(.+?)(?::([^:/]+))?$/.exec(image) ?? [];
  return tag === undefined ? { name } : { name, version: tag };
}

function requirements({ requires }: Unit): [name: string, value: string][] {
  const components = (requires.components ?? []).map(({ name, version }): [string, string] => [name, version]);
  return [...(requires.clusterApi === undefined ? [] : ([["cluster-api", requires.clusterApi]] as [string, string][])), ...components];
}

/** A UUID of the release's content, in the form of version 8 (RFC 9562, section 5.8). */
function serialNumber({ unit, version, contentHash, date }: ReleaseParameters): string {
  const hash = createHash("sha256").update(`${unit} ${version} ${contentHash} ${date}`).digest("hex");
  return `urn:uuid:${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}
