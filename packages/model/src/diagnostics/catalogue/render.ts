import type { CatalogueEntry } from "./entry.ts";

/** Rendering a unit. Codes CS3xxx. */
export const renderCodes = {
  CS3001: {
    title: "EJS template throws",
    cause: "The template uses a name that does not exist or its code fails.",
    repair: "Correct the template; it sees unit, kubernetes, provider, stack and facts.",
  },
  CS3002: {
    title: "EJS template does not end",
    cause: "The template ran longer than the time limit.",
    repair: "Remove the loop; templates place values and do not compute.",
  },
  CS3003: {
    title: "EJS output does not stand for a whole YAML value",
    cause: "`<%= %>` writes a complete YAML value and was used inside a text, a key or a comment.",
    repair: "Let the expression produce the whole value, e.g. <%= `${a}-b` %>.",
  },
  CS3004: {
    title: "Raw EJS output",
    cause: "`<%- %>` writes unescaped text into YAML.",
    repair: "Use <%= %> with the value itself.",
  },
  CS3005: {
    title: "Rendered text is not YAML",
    cause: "What came out of a template cannot be parsed again.",
    repair: "Look at the rendered lines in the message.",
  },
  CS3006: {
    title: "Parent of a patch path is missing",
    cause: "Cluster API applies RFC 6902 as it is: the place above the last part of the path must exist.",
    repair: "Add the parent to the class template (lists need a seed entry), or add the parent in an earlier operation.",
  },
  CS3007: {
    title: "Two features write the same place",
    cause: "Two patches that can be active together set the same path, so one overwrites the other.",
    repair: "Append to a list instead, or give the features one role so that they exclude each other.",
  },
  CS3008: {
    title: "Template or condition is too long",
    cause: "Cluster API allows 10,240 characters for a template and 256 for enabledIf.",
    repair: "Shorten it, or split the patch.",
  },
  CS3009: {
    title: "List entry would stand twice",
    cause: "Two features append an entry with the same name or path, which the API refuses.",
    repair: "Let one feature own the entry.",
  },
  CS3010: {
    title: "Infrastructure API does not fit",
    cause: "`--infra-api` names an API the provider has no map for, or was used in stable mode.",
    repair: "Use one of the listed APIs in hash or custom mode.",
  },
  CS3011: {
    title: "Seed of a list has gone or changed shape",
    cause: "A feature appends to a list that the class template does not have, and no patch can be composed for it.",
    repair: "Give the template a harmless first entry.",
  },
  CS3012: {
    title: "Variable drives nothing",
    cause: "No patch and no addon of the unit reads the variable.",
    repair: "Remove the variable, or write the patch that uses it.",
  },
  CS3013: {
    title: "Patch for each item cannot be expanded",
    cause: "`each` names a variable that is no list or has no small maxItems, or the patch does not append to a list with a seed entry.",
    repair: "Give the list variable a maxItems of at most 32; extend lists that the class template does not have.",
  },
  CS3020: {
    title: "Patch does not fit the other infrastructure API",
    cause:
      "A patch writes a field that the API given by `--infra-api` has elsewhere or in another form, in a way that cannot be converted.",
    repair: "Write the value with one template action, or add a rewrite to the provider's file of that API.",
  },
  CS3021: {
    title: "The operator cannot deliver an addon",
    cause:
      "The operator writes to kube-system only, renders charts without a cluster (no lookup, no API capabilities) and applies hooks like any other object.",
    repair: "Set values that avoid it, or take `operator` out of the addon's deliveries.",
  },
  CS3022: {
    title: "Definitions do not come before what uses them",
    cause: "An addon makes custom objects of a group, and no addon before it brings the definitions.",
    repair: "Ship the addon that brings them, with a smaller `order`.",
  },
  CS3023: {
    title: "Definitions have two owners",
    cause: "Two addons that can be on together bring definitions of one group, perhaps in different versions.",
    repair: "Leave one out, or make both options of one role.",
  },
  CS3024: {
    title: "Chart is not known to read a value",
    cause:
      "A chart is silent about values that it does not read. The facts of the chart have those that we set when somebody last read it.",
    repair: "Correct the key. For a value that is new here, or that has an effect by now, read the chart again: `cstack charts facts`.",
  },
  CS3025: {
    title: "Value has another type than the chart takes",
    cause: "The chart's schema or its own value at that place is of another type.",
    repair: "Write the value in one of the types, e.g. in quotes.",
  },
  CS3026: {
    title: "Nobody has read the chart of a version",
    cause: "chart-facts.yaml of the addon says what other versions of the chart know, and not this one.",
    repair: "Run `cstack charts facts` for the addon.",
  },
  CS3031: {
    title: "Addon is not delivered this way",
    cause: "The addon is on in the Cluster, and its `deliveries` do not have the chosen one.",
    repair: "Deliver it in one of the ways that its addon.yaml lists, beside the others.",
  },
  CS3032: {
    title: "Chart of our own stands in no repository",
    cause: "Nobody publishes the chart, and controllers read charts from repositories only.",
    repair: "Push charts/*.tgz of --out to a registry (`helm push`), and name it with --repository oci://registry.example.com/charts.",
  },
  CS3033: {
    title: "Value from the Cluster is missing",
    cause: "The values of an addon are made of something that the Cluster, or its infrastructure cluster, does not have yet.",
    repair:
      "Give the objects as the management cluster has them, once they are ready: kubectl get cluster,<infrastructure cluster> NAME -o yaml.",
  },
} as const satisfies Record<string, CatalogueEntry>;
