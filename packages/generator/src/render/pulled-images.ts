import { type Diagnostic, problem } from "@cstack/model";
import type { Unit } from "../resolve/unit.ts";
import { EjsRenderer } from "./ejs.ts";
import { renderedDocuments } from "./provider-outputs.ts";

/** What a unit fetches from somewhere: disk images of machines, container images of nodes and addons. What nobody has read is left out. */
export interface PulledImage {
  for: "machine" | "node" | "addon";
  component: string;
  /** Address of a container image with its tag; undefined where it is a file or unknown. */
  image?: string;
  /** Address of a file. */
  url?: string;
  format?: string;
  /** sha256 of the manifest of an image, or of a file. */
  digest?: string;
  /** Where the publisher keeps the checksum of a file. */
  checksumUrl?: string;
  sizeBytes?: number;
  minDiskGB?: number;
  minMemoryMB?: number;
  source: string;
}

/** Everything a unit pulls, for mirrors and networks without a way out. An addon whose images nobody has read is one entry without an image. */
export function pulledImages(unit: Unit, ejs = new EjsRenderer()): { images: PulledImage[]; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const images = [...machineImages(unit), ...nodeImages(unit, ejs, diagnostics), ...addonImages(unit)];
  return { images, diagnostics };
}

function machineImages({ nodeImage, kubernetes }: Unit): PulledImage[] {
  if (nodeImage === undefined) return [];
  const { image, url, format, digest, checksumUrl, sizeBytes, minDiskGB, minMemoryMB, source } = nodeImage;
  const known = { image, url, format, digest, checksumUrl, sizeBytes, minDiskGB, minMemoryMB };
  return [{ for: "machine", component: `node image for ${kubernetes.version}`, ...withoutUndefined(known), source }];
}

function nodeImages(unit: Unit, ejs: EjsRenderer, diagnostics: Diagnostic[]): PulledImage[] {
  return unit.layers.flatMap((layer) => {
    const file = layer.data.outputs?.images;
    if (file === undefined) return [];
    const entries = renderedDocuments({ unit, className: unit.id, ejs, diagnostics }, layer, file);
    return entries.flatMap((entry): PulledImage[] => {
      if (isNodeImage(entry)) return [{ for: "node", ...entry }];
      const message = `An entry is no map of the texts component, image, source and perhaps digest: ${JSON.stringify(entry)}.`;
      diagnostics.push(problem("CS1102", { file: `${layer.folder}/outputs/${file}` }, message));
      return [];
    });
  });
}

function isNodeImage(entry: unknown): entry is { component: string; image: string; source: string; digest?: string } {
  if (typeof entry !== "object" || entry === null) return false;
  const { component, image, source, digest, ...others } = entry as Record<string, unknown>;
  const texts = [component, image, source, ...(digest === undefined ? [] : [digest])];
  return texts.every((text) => typeof text === "string") && Object.keys(others).length === 0;
}

function addonImages(unit: Unit): PulledImage[] {
  return unit.addons.flatMap(({ addon, version }): PulledImage[] => {
    const component = addon.data.id;
    if (version.images === undefined) return [{ for: "addon", component, source: version.source }];
    return version.images.map(({ component: part, ...image }) => ({
      for: "addon",
      component: part === undefined ? component : `${component} ${part}`,
      ...image,
      source: version.source,
    }));
  });
}

function withoutUndefined<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
