import type { CatalogueEntry } from "./entry.ts";

/** Facts that stand outside of the repository. Codes CS8xxx. */
export const factCodes = {
  CS8001: {
    title: "Chart is not in its repository",
    cause: "The repository or registry does not have the chart, or not in this version.",
    repair: "Correct the version or the address; a version that was withdrawn needs a replacement.",
  },
  CS8002: {
    title: "Digest of a chart has changed",
    cause: "A published version gives another archive than the one that was recorded, which a version never should.",
    repair: "Find out why before anything else; to accept the new archive, remove the digest from versions.yaml and lock again.",
  },
  CS8003: {
    title: "Archive does not have the digest that its repository names",
    cause: "The transfer was cut short or changed on its way, or the repository contradicts itself.",
    repair: "Try again; if it stays so, tell whoever runs the repository, or use a mirror.",
  },
  CS8004: {
    title: "Server cannot be asked",
    cause: "It cannot be reached, answers with an error or stops in the middle, also when asked several times.",
    repair: "Look at the network and the server, and call the command again: what arrived before is kept.",
  },
  CS8005: {
    title: "Answer of a repository is not understood",
    cause: "The index of a Helm repository or the manifest in a registry is not what Helm would read.",
    repair: "Correct the repository's address in addon.yaml.",
  },
  CS8006: {
    title: "Archive is another chart",
    cause: "The archive's Chart.yaml has another name or version than it was published under, or it cannot be read.",
    repair: "Correct name and version, or tell whoever published it.",
  },
  CS8007: {
    title: "Chart has no recorded digest",
    cause: "Nobody has read the digest of this version, so nothing proves that an archive is the one that was meant.",
    repair: "Run `cstack charts lock` where its repository can be reached.",
  },
  CS8008: {
    title: "Archive of a chart is not here",
    cause: "Bundles with charts are built offline, of archives that were fetched before.",
    repair: "Run `cstack charts vendor` for the unit; `--charts DIR` names another folder.",
  },
} as const satisfies Record<string, CatalogueEntry>;
