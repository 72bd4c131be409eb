import type { CatalogueEntry } from "./entry.ts";

/** Archives, bundles and upstream-style trees. Codes CS5xxx. */
export const bundleCodes = {
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
} as const satisfies Record<string, CatalogueEntry>;
