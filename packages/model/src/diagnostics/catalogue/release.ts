import type { CatalogueEntry } from "./entry.ts";

/** Versions and the ledger. Codes CS6xxx. */
export const releaseCodes = {
  CS6001: {
    title: "Content differs from the ledger's head",
    cause: "Stable mode builds exactly what was released, and the sources have changed since.",
    repair: "Build the candidate with --next; a release then comes from a changeset.",
  },
} as const satisfies Record<string, CatalogueEntry>;
