import { type Diagnostic, problem, type Result } from "@cstack/model";
import { stableNumber, versionFault } from "@cstack/release";
import { shortHash } from "../hash/index.ts";
import type { PreviousRelease } from "./previous-release.ts";
import { compareWithPrevious, type ReleaseChanges } from "./release-changes.ts";
import { hashTree } from "./source-hashes.ts";
import type { StackConfig } from "./stack-config.ts";
import type { ReleaseVersions } from "./template-tags.ts";
import type { Tree } from "./tree.ts";

/** How a release gets its versions: counted from the last release, from the content's hash, or given. */
export type CreateMode =
  | { readonly mode: "stable"; readonly previous?: PreviousRelease }
  | { readonly mode: "hash" }
  | {
      readonly mode: "custom";
      readonly clusterStackVersion: string;
      readonly clusterAddonVersion: string;
      readonly nodeImageVersion: string;
    };

export interface ChosenVersions {
  readonly versions: ReleaseVersions;
  /** What changed since the last stable release; absent in other modes and for the first one. */
  readonly changes?: ReleaseChanges;
}

/** The versions a release of the tree gets; CS5109 for versions that cannot be released, CS5110 when there is nothing to release. */
export function chooseVersions(tree: Tree, config: StackConfig, choice: CreateMode): Result<ChosenVersions> {
  if (choice.mode === "stable") return choice.previous ? nextVersions(tree, config, choice.previous) : checked(allThree("v1"));
  if (choice.mode === "hash") return checked(allThree(`v0-sha.${shortHash(hashTree(tree).clusterStack)}`), "Change any file of the tree.");
  const { clusterStackVersion, clusterAddonVersion, nodeImageVersion } = choice;
  return checked({ clusterStack: clusterStackVersion, clusterAddon: clusterAddonVersion, nodeImage: nodeImageVersion });
}

function allThree(version: string): ReleaseVersions {
  return { clusterStack: version, clusterAddon: version, nodeImage: version };
}

function checked(versions: ReleaseVersions, repair?: string): Result<ChosenVersions> {
  const diagnostics: Diagnostic[] = Object.entries(versions).flatMap(([component, version]) => {
    const fault = versionFault(version);
    return fault ? [problem("CS5109", {}, `The ${component} version ${JSON.stringify(version)} ${fault}.`, repair)] : [];
  });
  return diagnostics.length > 0 ? { diagnostics } : { value: { versions }, diagnostics };
}

function nextVersions(tree: Tree, config: StackConfig, previous: PreviousRelease): Result<ChosenVersions> {
  const { value: comparison, diagnostics } = compareWithPrevious(tree, config, previous);
  if (!comparison) return { diagnostics };
  const { changes, versions: last } = comparison;
  if (!Object.values(changes).includes(true))
    return { diagnostics: [problem("CS5110", {}, `Nothing that is released differs from ${previous.name}.`)] };
  const versions: ReleaseVersions = {
    clusterStack: bumped(last.clusterStack),
    clusterAddon: changes.addon ? bumped(last.clusterAddon) : last.clusterAddon,
    nodeImage: changes.nodeImage ? bumped(last.nodeImage) : last.nodeImage,
  };
  return { value: { versions, changes }, diagnostics };
}

function bumped(version: string): string {
  return `v${(stableNumber(version) ?? 0) + 1}`;
}
