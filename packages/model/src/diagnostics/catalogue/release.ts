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
  CS6014: {
    title: "Release cannot be withdrawn",
    cause: "It is not in the ledger, was withdrawn before, or what should be used instead cannot be.",
    repair: "Name a stable release as `cstack upgrade-path --graph` shows it, and with --instead another release of its unit.",
  },
  CS6020: {
    title: "Registry does not do what it is asked",
    cause: "It cannot be reached, refuses, or breaks off, also after several attempts.",
    repair: "Check its address and the credentials, then run the command again: it sends only what is missing.",
  },
  CS6021: {
    title: "Tag stands for something else",
    cause: "The registry has the tag of a release with another content than the ledger. Tags of releases are never moved.",
    repair: "Find out who wrote the tag. If the release is wrong, withdraw it and release the next version.",
  },
  CS6022: {
    title: "Content does not fit its digest",
    cause: "What was built, or what a registry gave, has another digest than the ledger or the request.",
    repair:
      "Run the command with the cstack of the commit that added the ledger entry: git worktree add ../release COMMIT, then npm start there.",
  },
  CS6023: {
    title: "Ledger entry is not committed",
    cause: "A release is built from the commit that added its entry, so the entry must be in the history.",
    repair: "Commit the ledger. In CI fetch the whole history (fetch-depth: 0).",
  },
  CS6024: {
    title: "Not the name of a repository",
    cause: "A reference needs a registry and a path in lower case, and no tag.",
    repair: "Write it like ghcr.io/org/cluster-stacks.",
  },
  CS6025: {
    title: "Credentials cannot be read",
    cause: "Docker's configuration is damaged, or a credential helper in it fails.",
    repair: "Log in again with `docker login` or `helm registry login`, or set OCI_USERNAME and OCI_PASSWORD.",
  },
  CS6026: {
    title: "Release cannot be signed",
    cause: "There is no identity to sign with, or the certificate authority or the transparency log did not answer as they should.",
    repair:
      "In a workflow of GitHub give the job `id-token: write`, elsewhere set SIGSTORE_ID_TOKEN; then run the command again: no tag was set.",
  },
} as const satisfies Record<string, CatalogueEntry>;
