import type { KubernetesManifest, RenderedFile, RenderedUnit } from "@cstack/generator";
import { toYaml, toYamlStream } from "@cstack/model";
import { directoryHash } from "../hash/index.ts";
import { infraTexts } from "./infra-files.ts";

/** The texts of a unit that make its content; README, samples and lists of parts are outside. All carry the version token. */
export interface UnitContent {
  /** Manifests by file name, the class last. */
  manifests: Map<string, string>;
  addonFiles: ReadonlyMap<string, string>;
  clusterAddon: string;
  nodeImages: string | undefined;
  /** More files of the provider by name. */
  files: Map<string, string>;
  /** Files of the provider's charts by name of the chart and path. */
  charts: Map<string, ReadonlyMap<string, string>>;
  /** What is applied outside the workload cluster, by file name. It belongs to the addons' other half, so it is content like their charts. */
  infra: ReadonlyMap<string, string>;
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
    files: new Map(rendered.files.map((file) => [file.name, fileText(file)])),
    charts: new Map(rendered.charts.map(({ name, files }) => [name, files])),
    infra: infraTexts(rendered),
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
  for (const [name, text] of content.files) files.set(`files/${name}`, text);
  for (const [name, chart] of content.charts) for (const [path, text] of chart) files.set(`charts/${name}/${path}`, text);
  for (const [name, text] of content.infra) files.set(name, text);
  return directoryHash(files);
}

/** A file of the provider as its text: JSON by its name, else YAML documents. */
function fileText({ name, documents }: RenderedFile): string {
  return name.endsWith(".json") ? `${JSON.stringify(documents[0], undefined, 2)}\n` : toYamlStream(documents);
}

/** File name of a manifest: kind and suffix, because templates of several kinds share a suffix. */
function manifestFile({ kind, metadata }: KubernetesManifest, className: string): string {
  const suffix = metadata.name.slice(className.length);
  return `${kind.toLowerCase()}${suffix}.yaml`;
}
