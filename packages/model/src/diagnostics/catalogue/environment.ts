import type { CatalogueEntry } from "./entry.ts";

/** The machine and how a command was called. Codes CS7xxx. */
export const environmentCodes = {
  CS7001: {
    title: "Tool is missing",
    cause: "The command needs a program that is not on the path.",
    repair: "Install it; `cstack doctor` lists what each lane needs.",
  },
  CS7002: {
    title: "Wrong usage",
    cause: "An argument or a combination of options makes no sense.",
    repair: "See --help of the command.",
  },
} as const satisfies Record<string, CatalogueEntry>;
