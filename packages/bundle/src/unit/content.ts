import { type KubernetesManifest, type RenderedUnit, toYaml } from "@cstack/generator";
import { directoryHash } from "../hash/index.ts";

/** Stands for the version while the content of a unit is hashed; a version is put in its place afterwards. */
export const versionToken = "v0-cstacktoken";

/** The texts of a unit that make its content; README, samples and lists of parts are outside. All carry the version token. */
export interface UnitContent {
  /** Manifests by file name, the class last. */
  manifests: Map<string, string>;
  addonFiles: ReadonlyMap<string, string>;
  clusterAddon: string;
  nodeImages: string | undefined;
  kubernetes: string;
  hash: string;
}

/** The content of a unit that was rendered with the version token, and its hash in the form csctl writes. */
export function unitContent(rendered: RenderedUnit): UnitContent {
  const manifests = new Map<string, string>();
  for (const manifest of [...rendered.templates, rendered.clusterClass])
    manifests.set(manifestFile(manifest, rendered.className), toYaml(manifest));
  const content = {
    manifests,
    addonFiles: rendered.addonCharts,
    clusterAddon: toYaml(rendered.clusterAddon),
    nodeImages: rendered.nodeImages === undefined ? undefined : toYaml(rendered.nodeImages),
    kubernetes: `v${rendered.unit.kubernetes.version}`,
  };
  return { ...content, hash: contentHash(content) };
}

function contentHash(content: Omit<UnitContent, "hash">): string {
  const files = new Map<string, string>([
    ["clusteraddon.yaml", content.clusterAddon],
    ["kubernetes", content.kubernetes],
  ]);
  for (const [name, text] of content.manifests) files.set(`cluster-class/${name}`, text);
  for (const [path, text] of content.addonFiles) files.set(`cluster-addon/${path}`, text);
  if (content.nodeImages !== undefined) files.set("node-images.yaml", content.nodeImages);
  return directoryHash(files);
}

/** File name of a manifest: kind and suffix, because templates of several kinds share a suffix. */
function manifestFile({ kind, metadata }: KubernetesManifest, className: string): string {
  const suffix = metadata.name.slice(className.length);
  return `${kind.toLowerCase()}${suffix}.yaml`;
}
