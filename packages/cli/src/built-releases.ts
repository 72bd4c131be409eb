import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Repository } from "@cstack/generator";
import { parse } from "yaml";

export interface BuiltRelease {
  release: string;
  unit: string;
  version: string;
  /** `released` where the ledger has it with this content, else `candidate` or `unreleased`. */
  state: string;
  kubernetes: string;
  contentHash: string;
  bytes: number;
}

/** The bundles in an output directory that belong to the given units. */
export function builtReleases(out: string, units: readonly string[], repository: Repository): BuiltRelease[] {
  if (!existsSync(out)) return [];
  return readdirSync(out)
    .sort()
    .flatMap((release) => {
      const unit = units.find((id) => release.startsWith(`${id}-v`));
      const folder = join(out, release);
      return unit === undefined || !existsSync(join(folder, "metadata.yaml")) ? [] : [readRelease(folder, release, unit, repository)];
    });
}

function readRelease(folder: string, release: string, unit: string, repository: Repository): BuiltRelease {
  const metadata = parse(readFileSync(join(folder, "metadata.yaml"), "utf8")) as { versions: { clusterStack: string; kubernetes: string } };
  const { clusterStack: contentHash } = JSON.parse(readFileSync(join(folder, "hashes.json"), "utf8")) as { clusterStack: string };
  const version = metadata.versions.clusterStack;
  const entries = [...repository.stacks.values()].flatMap((stack) => stack.releases.get(unit) ?? []);
  const entry = entries.find(({ data }) => data.version === version);
  const stable = /^v\d+$/.test(version);
  return {
    release,
    unit,
    version,
    state: entry?.data.contentHash === contentHash ? "released" : stable ? "candidate" : "unreleased",
    kubernetes: metadata.versions.kubernetes.replace(/^v/, ""),
    contentHash,
    bytes: readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0),
  };
}
