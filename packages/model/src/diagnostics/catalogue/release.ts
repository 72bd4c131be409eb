import type { CatalogueEntry } from "./entry.ts";

/** Versions and the ledger. Codes CS6xxx. */
export const releaseCodes = {
  CS6001: {
    title: "Content differs from the ledger's head",
    cause: "Stable mode builds exactly what was released, and the sources have changed since.",
    repair: "Build the candidate with --next; a release then comes from a changeset.",
  },
  CS6002: {
    title: "Baseline of a release is missing",
    cause: "The snapshot that the next release is compared with is not there, or is of another release than the ledger's head.",
    repair: "Restore baseline.json from the commit that added the ledger entry.",
  },
  CS6003: {
    title: "Release cannot be compared",
    cause: "The class of the last release, or a Cluster stored with it, is refused by the rules of today.",
    repair: "Look at the refusal: either a rule of the engine is too strict, or the release never worked.",
  },
  CS6004: {
    title: "Ledger is damaged",
    cause: "An entry was changed, removed or put in between: its name, its number, or the digest of the entry before does not fit.",
    repair: "Restore stacks/<id>/releases from the history; entries are only added, by `cstack release`.",
  },
  CS6005: {
    title: "Too many pre-releases",
    cause: "The operator sorts the number of a pre-release as text, so that the tenth would count as older than the ninth.",
    repair: "Release the stable version.",
  },
  CS6010: {
    title: "Declared bump is too small",
    cause: "A changeset declares less than what happens to Clusters that take the change.",
    repair: "Raise the bump in the changeset to what the plan says, and write into it what people must do.",
  },
  CS6011: {
    title: "Change without a changeset",
    cause: "Units of a stack differ from their last release, and nobody has written a changeset for the stack.",
    repair: "Run `npm run changeset`, choose the stack, and say what users notice.",
  },
  CS6012: {
    title: "Changeset without a change",
    cause: "A changeset names a stack whose units are all as they were released.",
    repair: "Remove the stack from the changeset, or the changeset.",
  },
  CS6013: {
    title: "Changesets are not applied",
    cause: "Changesets wait for the next version of the stack; a release made now would not have what they say.",
    repair: "Run `npm run release:prepare`, which runs `changeset version` first.",
  },
} as const satisfies Record<string, CatalogueEntry>;
