import { unitId } from "@cstack/generator";
import { type Diagnostic, hasErrors, problem, type Result } from "@cstack/model";
import { ArchiveError, packAddonDirectory, packChart } from "../archive/index.ts";
import { checkAddonStages, checkAddonValues } from "./addon-stages.ts";
import { prepareChart } from "./chart.ts";
import { formatMetadata } from "./metadata.ts";
import { NODE_IMAGES_SOURCE, nodeImages } from "./node-images.ts";
import { ADDON_FILE, formatHashes, hashTree, VALUES_FILE } from "./source-hashes.ts";
import type { StackConfig } from "./stack-config.ts";
import { checkNoTags, checkTags, fillTags, type ReleaseVersions } from "./template-tags.ts";
import { filesBelow, type Tree } from "./tree.ts";

/** A file of a release: its name and bytes; undefined where a release has no such file. */
type ReleaseFile = Result<readonly [name: string, content: Uint8Array]>;

/**
 * The files of a release by name, for given versions: hashes.json, metadata.yaml, the class chart, the addons and, where asked for, the
 * node images. clusteraddon.yaml in the tree switches to the convention of one directory per addon, as in csctl.
 */
export function renderRelease(tree: Tree, config: StackConfig, versions: ReleaseVersions): Result<Map<string, Uint8Array>> {
  const parts: ReleaseFile[] = [
    textFile("hashes.json", formatHashes(hashTree(tree))),
    textFile("metadata.yaml", formatMetadata(versions, config.kubernetesVersion)),
    chartFile(
      tree,
      "cluster-class",
      `${unitId(config.unit.provider, config.unit.stack, config.unit.minor)}-cluster-class`,
      versions.clusterStack,
      versions,
    ),
    ...addonFiles(tree, config, versions),
    named("node-images.yaml", nodeImages(tree, config, versions)),
  ];
  const diagnostics = [...parts.flatMap((part) => part.diagnostics), ...checkReleasedTags(tree)];
  if (hasErrors(diagnostics)) return { diagnostics };
  return { value: new Map(parts.flatMap((part) => (part.value ? [part.value] : []))), diagnostics };
}

/** The name of the class chart's archive; in dot form, unlike the name of the release. */
export function classArchiveName(config: StackConfig, version: string): string {
  return `${unitId(config.unit.provider, config.unit.stack, config.unit.minor)}-cluster-class-${version}.tgz`;
}

function addonFiles(tree: Tree, config: StackConfig, versions: ReleaseVersions): ReleaseFile[] {
  const name = `${unitId(config.unit.provider, config.unit.stack, config.unit.minor)}-cluster-addon`;
  const values = checkAddonValues(tree);
  const stages = tree.files.get(ADDON_FILE);
  if (!stages) {
    return [{ diagnostics: values }, chartFile(tree, "cluster-addon", name, versions.clusterAddon, versions), valuesFile(tree, versions)];
  }
  const files = filled(tree, "cluster-addon", versions);
  const archive = packed("cluster-addon", "", () => packAddonDirectory(files));
  const missing = files.size === 0 ? [problem("CS5101", { file: "cluster-addon" }, "The directory is missing or empty.")] : [];
  return [
    { diagnostics: [...values, ...missing, ...checkAddonStages(tree)] },
    named(`${name}-${versions.clusterAddon}.tgz`, archive),
    { value: [ADDON_FILE, stages], diagnostics: [] },
  ];
}

function valuesFile(tree: Tree, versions: ReleaseVersions): ReleaseFile {
  const values = tree.files.get(VALUES_FILE);
  if (values) return { value: [VALUES_FILE, fillTags(values, versions)], diagnostics: [] };
  const message = `The tree has neither ${ADDON_FILE} nor ${VALUES_FILE}.`;
  return { diagnostics: [problem("CS5101", { file: VALUES_FILE }, message, `Add ${ADDON_FILE} and one directory per addon.`)] };
}

function chartFile(tree: Tree, directory: string, name: string, version: string, versions: ReleaseVersions): ReleaseFile {
  const { value: files, diagnostics } = prepareChart(filled(tree, directory, versions), { directory, name, version });
  if (!files) return { diagnostics };
  const archive = packed(directory, `${name}/`, () => packChart(name, files));
  return named(`${name}-${version}.tgz`, archive);
}

function filled(tree: Tree, directory: string, versions: ReleaseVersions): Map<string, Uint8Array> {
  return new Map([...filesBelow(tree.files, directory)].map(([path, content]) => [path, fillTags(content, versions)]));
}

/** An entry that cannot be packed is reported by its place in the tree; in the archive it stands below `prefix` instead of `directory`. */
function packed(directory: string, prefix: string, pack: () => Uint8Array): Result<Uint8Array> {
  try {
    return { value: pack(), diagnostics: [] };
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error;
    const entry = error.diagnostic.file ?? "";
    return { diagnostics: [{ ...error.diagnostic, file: `${directory}/${entry.slice(entry.startsWith(prefix) ? prefix.length : 0)}` }] };
  }
}

function textFile(name: string, text: string): ReleaseFile {
  return { value: [name, Buffer.from(text)], diagnostics: [] };
}

function named(name: string, { value, diagnostics }: Result<Uint8Array>): ReleaseFile {
  return value ? { value: [name, value], diagnostics } : { diagnostics };
}

function checkReleasedTags(tree: Tree): Diagnostic[] {
  const isTemplated = (path: string) => /^cluster-(class|addon)\//.test(path) || path === VALUES_FILE || path === NODE_IMAGES_SOURCE;
  return [...tree.files].flatMap(([path, content]) => {
    if (path === ADDON_FILE) return checkNoTags(path, content);
    return isTemplated(path) ? checkTags(path, content) : [];
  });
}
