import type { CatalogueEntry } from "./entry.ts";

/** Reading source files, and scaffolds of them. Codes CS1xxx. */
export const sourceCodes = {
  CS1001: {
    title: "File is not readable YAML",
    cause: "The text breaks the YAML grammar at the named place.",
    repair: "Correct the syntax; an editor with the yaml-language-server shows the place.",
  },
  CS1002: {
    title: "Key stands twice",
    cause: "A map has the same key twice, and readers disagree on which one counts.",
    repair: "Remove one of the two.",
  },
  CS1003: {
    title: "Anchor, alias or tag in a source file",
    cause: "Anchors, aliases and tags can hide enormous documents and foreign types, so source files do without them.",
    repair: "Write the value out.",
  },
  CS1004: {
    title: "Forbidden key",
    cause: "Keys such as __proto__ would reach into the program's own objects.",
    repair: "Rename or remove the key.",
  },
  CS1005: {
    title: "File is too large or nested too deeply",
    cause: "A source file is at most 1 MiB and 64 levels deep.",
    repair: "Split the file; facts and features have one file each.",
  },
  CS1006: {
    title: "File holds no document, or several",
    cause: "Every source file is exactly one YAML document.",
    repair: "Remove the separators, or fill in the document.",
  },
  CS1007: {
    title: "File is missing",
    cause: "A folder lacks a file that the layout demands, or a file names one that is not there.",
    repair: "Add the file; `cstack new` writes complete folders.",
  },
  CS1008: {
    title: "Link leads out of the tree",
    cause: "A symbolic link in the tree points to a place outside, or a path climbs out of its folder.",
    repair: "Replace the link by a file, and keep paths inside their folder.",
  },
  CS1101: {
    title: "Unknown key",
    cause: "The schema of this file does not have the key.",
    repair: "Use one of the listed keys.",
  },
  CS1102: {
    title: "Value has the wrong type",
    cause: "The schema expects another type. Versions such as 1.30 must be quoted, or YAML reads a number.",
    repair: "Write a value of the expected type.",
  },
  CS1103: {
    title: "Required key is missing",
    cause: "The schema of this file demands the key.",
    repair: "Add the key.",
  },
  CS1104: {
    title: "Value is not one of the allowed ones",
    cause: "The schema lists the values that may stand here.",
    repair: "Use one of the listed values.",
  },
  CS1105: {
    title: "Text has the wrong form",
    cause: "The text does not match the pattern of this key.",
    repair: "Write it in the form the message shows.",
  },
  CS1106: {
    title: "Value breaks a limit of the schema",
    cause: "A list is empty or has duplicates, a text is too long, or a number is out of range.",
    repair: "Stay within the limit that the message names.",
  },
  CS1201: {
    title: "Id differs from the folder or file name",
    cause: "The id inside a file is the name it is found under.",
    repair: "Rename one of the two.",
  },
  CS1202: {
    title: "Unknown name",
    cause: "A provider, addon, feature, template slot, target or variable is named that does not exist.",
    repair: "Use one of the known names, or add what is meant.",
  },
  CS1203: {
    title: "Operation is not well formed",
    cause: "An operation has exactly one of add, replace, remove, append, and exactly one of value, variable, template unless it removes.",
    repair: "Keep one of each.",
  },
  CS1204: {
    title: "Variable has neither or both of schema and options",
    cause: "A variable is described by a schema, or composed of the options of its role.",
    repair: "Keep one of the two; options need a role in the feature.",
  },
  CS1301: {
    title: "Name is taken",
    cause: "A scaffold writes new files only, and what it was asked for is there already.",
    repair: "Choose another name, or edit what is there.",
  },
  CS1302: {
    title: "Name has the wrong form",
    cause: "The schemas allow only some forms of ids, and other parts rely on them.",
    repair: "Write it in the form that the message shows.",
  },
  CS1303: {
    title: "Nothing to build on",
    cause: "A scaffold builds at once only on what is there: shared know-how, Kubernetes facts, or a stack with minors.",
    repair: "Add what the message names.",
  },
} as const satisfies Record<string, CatalogueEntry>;
