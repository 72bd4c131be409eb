import type { CatalogueEntry } from "./entry.ts";

/** Judging classes and Clusters. Codes CS4xxx. */
export const classCodes = {
  CS4001: {
    title: "Cluster API would refuse the class",
    cause: "A rule of Cluster API's webhooks or of a CRD schema refuses the rendered class; the rule's id stands in the message.",
    repair: "Correct the feature or template the field comes from; `cstack explain` knows the rule.",
  },
  CS4002: {
    title: "Cluster API would refuse the Cluster",
    cause: "Defaulting, a CRD schema or a rule of the webhooks refuses the Cluster with this class.",
    repair: "Correct the named field of the Cluster.",
  },
  CS4003: {
    title: "Class passes admission and breaks later",
    cause: "No webhook sees it, but reconciling a Cluster would fail or roll machines without end.",
    repair: "Follow the message of the lint.",
  },
  CS4004: {
    title: "Check of a feature does not hold",
    cause: "The plan of the sample Cluster with the check's variables lacks what the check expects, or is not refused as it says.",
    repair: "Correct the patch, or the expectation of the check.",
  },
  CS4005: {
    title: "Feature without a check",
    cause: "The feature patches the class, and nothing says what comes out.",
    repair: "Add a check with the variables that switch the feature on and what they make.",
  },
  CS4006: {
    title: "Cannot be decided offline",
    cause: "Something depends on what only the management cluster knows, or on what is not evaluated here.",
    repair: "Try it on a management cluster; until then neither yes nor no is certain.",
  },
} as const satisfies Record<string, CatalogueEntry>;
