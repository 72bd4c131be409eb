import type { Stack } from "@cstack/generator";
import { type Diagnostic, problem } from "@cstack/model";
import { lastStable } from "../ledger/last-releases.ts";
import { nextStable } from "../ledger/next-version.ts";
import { dotForm, hashVersion, parseVersion, type ReleaseVersion } from "./version.ts";

export type BuildMode = "stable" | "hash" | "custom";

export interface VersionChoice {
  mode: BuildMode;
  /** Stable mode: build the next version where the content is not the ledger's head. */
  next?: boolean;
  /** Custom mode: the version in dot form. */
  custom?: string;
}

/** What a unit is built as; `candidate` is a stable version that the ledger does not have yet. */
export interface ChosenVersion {
  version: ReleaseVersion;
  state: "released" | "candidate" | "unreleased";
}

/** Decides the version of a unit from the ledger and the content hash. Pure. */
export function chooseVersion(
  unitId: string,
  contentHash: string,
  stack: Stack,
  choice: VersionChoice,
): { chosen?: ChosenVersion; diagnostics: Diagnostic[] } {
  if (choice.mode === "hash") return { chosen: { version: hashVersion(contentHash), state: "unreleased" }, diagnostics: [] };
  if (choice.mode === "custom") return customVersion(choice.custom);
  const head = stack.releases.get(unitId)?.at(-1);
  const version = head === undefined ? undefined : parseVersion(head.data.version);
  if (head !== undefined && version !== undefined && head.data.contentHash === contentHash)
    return { chosen: { version, state: "released" }, diagnostics: [] };
  if (choice.next === true) {
    const next = nextStable(lastStable(stack, unitId)?.data.version);
    return { chosen: { version: parseVersion(next)!, state: "candidate" }, diagnostics: [] };
  }
  const message =
    head === undefined
      ? `${unitId} was never released.`
      : `${unitId} differs from ${head.data.version}: content hash ${contentHash}, released ${head.data.contentHash}.`;
  return { diagnostics: [problem("CS6001", { file: head?.path ?? stack.path }, message)] };
}

function customVersion(text: string | undefined): { chosen?: ChosenVersion; diagnostics: Diagnostic[] } {
  const version = text === undefined ? undefined : parseVersion(text);
  if (version !== undefined) return { chosen: { version, state: "unreleased" }, diagnostics: [] };
  const given = text === undefined ? "Custom mode needs a version." : `The version "${text}" cannot be used.`;
  const repair = "Give --version in the form v1 or v1-alpha.1: lower case letters and digits, no leading zero in a number after the dot.";
  return { diagnostics: [problem("CS7002", {}, given, repair)] };
}

/** Text of a chosen version for people: `v1 (candidate)`. */
export function describeVersion({ version, state }: ChosenVersion): string {
  return state === "candidate" ? `${dotForm(version)} (candidate)` : dotForm(version);
}
