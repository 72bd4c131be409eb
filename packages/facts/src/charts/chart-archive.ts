import { ArchiveError, readTarGzFiles, sha256 } from "@cstack/bundle";
import { parse } from "yaml";
import type { ChartReference } from "./references.ts";

/** The digest of an archive in the form of versions.yaml. */
export function digestOf(bytes: Uint8Array): string {
  return `sha256:${sha256(bytes)}`;
}

/** Why an archive is not the chart it was fetched as, or undefined where it is. */
export function archiveFault(bytes: Uint8Array, { chart, version }: Pick<ChartReference, "chart" | "version">): string | undefined {
  try {
    const metadata = readTarGzFiles(bytes).get(`${chart}/Chart.yaml`);
    if (metadata === undefined) return `it has no ${chart}/Chart.yaml`;
    const found = parse(Buffer.from(metadata).toString("utf8")) as { name?: unknown; version?: unknown } | null;
    const plain = (text: unknown): string => String(text).replace(/^v/, "");
    if (found?.name === chart && plain(found.version) === plain(version)) return undefined;
    return `it is ${String(found?.name)} ${String(found?.version)}`;
  } catch (error) {
    return error instanceof ArchiveError ? error.diagnostic.message : "its Chart.yaml is no YAML";
  }
}
