import type { CatalogueEntry } from "./entry.ts";

/** Choosing the facts of a unit. Codes CS2xxx. */
export const resolveCodes = {
  CS2001: {
    title: "Kubernetes minor without facts",
    cause: "The stack lists a minor for which no provider file has a version row.",
    repair: "Run `cstack new minor` and fill in the rows it lists, or remove the minor from the stack.",
  },
  CS2002: {
    title: "Addon without a version for a minor",
    cause: "The addon's versions.yaml has no row that lists the minor.",
    repair: "Add a row with the chart version for the minor.",
  },
  CS2003: {
    title: "Addon does not fit",
    cause: "The addon does not list the provider, or what it requires is not shipped.",
    repair: "Ship what it requires, or leave the addon out.",
  },
  CS2004: {
    title: "Node image is missing",
    cause: "The provider has node images by Kubernetes version, and none for the version of this minor.",
    repair: "Add a row to nodeImages in the provider's versions.yaml.",
  },
  CS2005: {
    title: "Variable is defined twice",
    cause: "Two features of one unit define a variable of the same name that is not composed of options.",
    repair: "Rename one, or leave one of the features out.",
  },
  CS2006: {
    title: "Default does not fit",
    cause: "The stack sets a default for a variable that no feature has, or a default names an option that is not shipped.",
    repair: "Correct the name, or ship the option.",
  },
  CS2007: {
    title: "Interface variable differs between providers",
    cause: "A variable in the stack's interface is missing on one of its providers, or has another schema there.",
    repair: "Ship the feature everywhere, or take the name out of interface.",
  },
  CS2008: {
    title: "Role is filled twice",
    cause: "Two addons claim the same role, and no variable chooses between them.",
    repair: "Leave one of them out, or give both options of their own and ship the feature that declares the role's variable.",
  },
  CS2009: {
    title: "Feature lacks a feature it requires",
    cause: "A shipped feature builds on another one that the stack leaves out.",
    repair: "Ship both or neither.",
  },
  CS2010: {
    title: "Keys of a variable are not known",
    cause: "A variable is a map whose keys are a fact (keysOf), and the row of the Kubernetes minor does not have this fact.",
    repair: "Add the fact to the minor's row in versions.yaml.",
  },
  CS2011: {
    title: "Switch of an addon is no boolean",
    cause: "The addon names a switch that is not among its variables, or has another type than boolean.",
    repair: "Declare the variable in the addon with `schema: {type: boolean, default: ...}`.",
  },
  CS2012: {
    title: "Migration does not fit",
    cause: "A migration names a variable that a unit lacks, gives one two values, or says something about a variable that nothing uses.",
    repair: "Name each variable of the units once, and only those of the other class that are used.",
  },
  CS2021: {
    title: "Addon is not made for the minor",
    cause: "The version that versions.yaml gives for the minor supports other minors, and no reason stands beside it.",
    repair: "Choose a version that supports the minor, or say under `beyond` why this one is taken.",
  },
} as const satisfies Record<string, CatalogueEntry>;
