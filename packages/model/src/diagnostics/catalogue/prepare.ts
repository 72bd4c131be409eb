import type { CatalogueEntry } from "./entry.ts";

/** Preparing an infrastructure for a Cluster. Codes CS71xx. */
export const prepareCodes = {
  CS7101: {
    title: "Program failed",
    cause: "The provider's program ended with an error, which the message shows without secrets.",
    repair: "Mend what it says and run the command again: what is there already is found and not made twice.",
  },
  CS7102: {
    title: "Several things match",
    cause: "A step looks for one thing by its name, and the infrastructure has several.",
    repair: "Rename or remove the others, or set the variable yourself.",
  },
  CS7103: {
    title: "Nothing matches",
    cause: "A step looks for something that it cannot make, or that is not there after it was made.",
    repair: "Make it by hand, or set the variable yourself.",
  },
  CS7104: {
    title: "Program answers in an unknown form",
    cause: "What the program printed is not the JSON that the recipe expects; its version may differ.",
    repair: "Update the program, or correct the paths in prepare.yaml.",
  },
  CS7105: {
    title: "Cluster and infrastructure disagree",
    cause: "A variable of the Cluster is set to something else than what was found. It is never overwritten.",
    repair: "Remove the variable from the Cluster, or rename what was found.",
  },
  CS7106: {
    title: "Text of a recipe cannot be rendered",
    cause: "A template in prepare.yaml fails, or yields no value or an option where a plain value is needed.",
    repair: "Correct the template, or the value that it places.",
  },
  CS7107: {
    title: "Cluster does not fit the unit",
    cause: "The file holds no single Cluster with a topology, its class or version is another, or its variables are wrong.",
    repair: "Name a file with one Cluster of the unit.",
  },
  CS7108: {
    title: "Waiting took too long",
    cause: "What was made did not become ready in the time that the recipe allows, or failed.",
    repair: "Look at it in the infrastructure; run the command again to go on waiting.",
  },
} as const satisfies Record<string, CatalogueEntry>;
