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
  CS4007: {
    title: "Class would fail where no webhook looks",
    cause:
      "Some values of the variables leave a patch without its place, lose a list, change what the provider keeps, or make an object that its schema refuses.",
    repair: "Follow the message; `cstack explain` knows the rule whose id it ends with.",
  },
  CS4010: {
    title: "Allowed variables break the Cluster",
    cause:
      "Values that the schemas of the variables accept cannot be planned together, or values that a check declares as refused are accepted.",
    repair:
      "Correct the patch, narrow the schema, or declare the refusal: values that cannot work together in `refuses`, others in a check with `fails`.",
  },
  CS4011: {
    title: "Patch that no Cluster gets",
    cause: "The condition of the patch holds in none of the scenarios made of the variables' schemas and the checks' values.",
    repair: "Correct the condition, or add a check whose variables enable the patch.",
  },
  CS4012: {
    title: "Variable without effect",
    cause: "A patch reads the variable, and yet every value that was tried leads to the same objects.",
    repair: "Correct the patch, or add a check with a value that shows the effect.",
  },
} as const satisfies Record<string, CatalogueEntry>;
