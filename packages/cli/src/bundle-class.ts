import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ArchiveError, type BundleFiles, classChartManifests } from "@cstack/bundle";
import { CommandFailure, exitCodes, usageFailure } from "./failure.ts";
import { decodeText, readInputText } from "./input-text.ts";
import { type Manifests, manifestsOf } from "./manifests.ts";

/** A bundle as a directory, or as the files that a registry gave. */
export interface Bundle {
  /** How messages call it. */
  place: string;
  names: readonly string[];
  text(name: string): string;
  bytes(name: string): Uint8Array;
}

export function bundleInDirectory(directory: string): Bundle {
  return {
    place: directory,
    names: readdirSync(directory),
    text: (name) => readInputText(join(directory, name)),
    bytes: (name) => readFileSync(join(directory, name)),
  };
}

export function bundleOfFiles(place: string, files: BundleFiles): Bundle {
  const bytes = (name: string) => Buffer.from(files.get(name) ?? "");
  return { place, names: [...files.keys()], bytes, text: (name) => decodeText(bytes(name), `${place}/${name}`) };
}

/** The class of a bundle, and its sample where no Cluster comes with the class. */
export function classOfBundle(bundle: Bundle): Manifests {
  const source = bundle.names.includes("class.yaml") ? manifestsIn(bundle, "class.yaml") : classInChart(bundle);
  if (source.clusters.length > 0 || !bundle.names.includes("cluster.yaml")) return source;
  const { clusters, errors } = manifestsIn(bundle, "cluster.yaml");
  return { ...source, clusters, errors: [...source.errors, ...errors] };
}

function manifestsIn(bundle: Bundle, name: string): Manifests {
  return manifestsOf(placeOf(bundle, name), bundle.text(name));
}

/** Releases that csctl made have the class as a chart only. */
function classInChart(bundle: Bundle): Manifests {
  const [archive, ...others] = bundle.names.filter((name) => /-cluster-class-.+\.tgz$/.test(name));
  if (archive === undefined || others.length > 0)
    throw usageFailure(
      `${bundle.place} is no bundle: it has no class.yaml, and ${others.length === 0 ? "no" : "more than one"} class chart.`,
    );
  const place = placeOf(bundle, archive);
  try {
    const found = classChartManifests(bundle.bytes(archive), { name: "cluster-class", namespace: "default" });
    if ("text" in found) return manifestsOf(place, found.text);
    throw new CommandFailure(exitCodes.findings, `${place}: ${found.fault}`);
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error;
    throw new CommandFailure(exitCodes.findings, `${place}: ${error.message}`);
  }
}

function placeOf({ place }: Bundle, name: string): string {
  return `${place.replace(/\/$/, "")}/${name}`;
}
