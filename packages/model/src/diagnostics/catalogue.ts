/** What a code stands for: `cstack explain CODE` prints it, and the docs list it. */
export interface CatalogueEntry {
  title: string;
  cause: string;
  repair: string;
}

/** Every code of the project, by stage: 1xxx source, 2xxx resolve, 3xxx render, 4xxx class, 5xxx bundle, 6xxx release, 7xxx environment. */
export const catalogue = {
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
    cause: "Two addons or features without options claim the same role.",
    repair: "Leave one of them out.",
  },
  CS2009: {
    title: "Feature lacks a feature it requires",
    cause: "A shipped feature builds on another one that the stack leaves out.",
    repair: "Ship both or neither.",
  },
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
  CS5001: {
    title: "Path in an archive is not safe",
    cause: "An entry is absolute, has an empty, . or .. part, or contains a backslash or a control character.",
    repair: "Use a relative path with forward slashes that stays inside its directory.",
  },
  CS5002: {
    title: "Two entries of an archive for one place",
    cause: "A path occurs twice, or something stands below a path that is a file.",
    repair: "Give every entry a path of its own.",
  },
  CS5003: {
    title: "Name does not fit into the archive",
    cause: "Archives are plain ustar: ASCII names, at most 100 bytes for the last part of a path and 155 for the directories before it.",
    repair: "Shorten the name, or write it in ASCII.",
  },
  CS5004: {
    title: "Chart without Chart.yaml",
    cause: "Helm takes a directory for a chart only when Chart.yaml stands at its top.",
    repair: "Add Chart.yaml with apiVersion, name and version.",
  },
  CS5005: {
    title: "Archive cannot be read",
    cause: "The file is no gzipped tar archive, or it is damaged.",
    repair: "Fetch or build the archive again.",
  },
  CS5006: {
    title: "Archive is too large",
    cause: "Unpacked size or number of entries is over the limit that protects against archives made to exhaust memory.",
    repair: "Take files out of it; if its origin is trusted, read it with a higher limit.",
  },
  CS5007: {
    title: "Archive has a link or a special file",
    cause: "Charts and releases consist of regular files and directories, and the operator refuses everything else.",
    repair: "Replace the link or special file by a regular file.",
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
  CS5101: {
    title: "Tree is not a cluster stack",
    cause: "csctl.yaml, cluster-class or the addons are missing or wrong.",
    repair: "Complete the tree as the message says.",
  },
  CS5102: {
    title: "csctl.yaml has a wrong value",
    cause: "Provider, stack name or Kubernetes version is missing or of a form that the operator cannot take apart again.",
    repair: "Names are lower case letters and digits without hyphens; the version is complete, for example v1.27.7.",
  },
  CS5103: {
    title: "Chart has the wrong name",
    cause:
      "The archive is named after the chart, and the operator looks for <provider>-<stack>-<major>-<minor>-cluster-class or -cluster-addon.",
    repair: "Write the expected name into Chart.yaml; it changes with every Kubernetes minor.",
  },
  CS5104: {
    title: "Chart cannot be packed",
    cause: "Chart.yaml lacks what Helm demands, a dependency is not in charts/, or .helmignore has a pattern that Helm refuses.",
    repair: "Mend the chart until `helm package` accepts it.",
  },
  CS5105: {
    title: "Addon stage that the operator does not carry out",
    cause: "clusteraddon.yaml names a hook, addon, action or field that the operator does not know and passes over in silence.",
    repair: "Use one of the known names.",
  },
  CS5106: {
    title: "Addon values without content",
    cause: "The operator crashes on a values file that is empty or has only comments.",
    repair: "Remove the file, or give it at least one key.",
  },
  CS5107: {
    title: "Node images cannot be released",
    cause: "csctl.yaml asks for node images in a way that is not built in, or node-images/config.yaml is missing or wrong.",
    repair: "Build and upload the images before, write their addresses into node-images/config.yaml and use the method get.",
  },
  CS5108: {
    title: "Text that looks like a version tag",
    cause: "Only three tags are filled in, blanks included, and not in files that are copied as they are.",
    repair: "Use << .ClusterClassVersion >>, << .ClusterAddonVersion >> or << .NodeImageVersion >> in a chart or values file.",
  },
  CS5109: {
    title: "Version cannot be released",
    cause: "Versions are v1 or v1-alpha.1; other forms make names that the operator cannot find or that Helm refuses.",
    repair: "Give a version of one of the two forms.",
  },
  CS5110: {
    title: "Nothing to release",
    cause: "Class, addons, node images and Kubernetes version are those of the last stable release.",
    repair: "Change something that is released, or use that release.",
  },
  CS5111: {
    title: "Earlier release cannot be used",
    cause: "The directory of earlier releases has something in it that is no release, or a release that is incomplete.",
    repair: "Restore the release from the registry, or take the directory away.",
  },
  CS5112: {
    title: "Entry of the tree cannot be read",
    cause: "It is a broken or circular link, a special file, or its name contains a newline.",
    repair: "Remove it, or put a regular file in its place.",
  },
  CS5201: {
    title: "Field is newer than the required Cluster API",
    cause: "The class uses a field that the oldest Cluster API of requires.yaml does not have.",
    repair: "Raise the range in provider.yaml, or leave the field out.",
  },
  CS5202: {
    title: "Output directory holds something else",
    cause: "The target directory exists with other content for the same version.",
    repair: "Remove it, or build into another directory.",
  },
  CS6001: {
    title: "Content differs from the ledger's head",
    cause: "Stable mode builds exactly what was released, and the sources have changed since.",
    repair: "Build the candidate with --next; a release then comes from a changeset.",
  },
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

export type DiagnosticCode = keyof typeof catalogue;
