import { type Diagnostic, problem, type Result, unknownName } from "@cstack/model";
import type { StackConfig } from "./stack-config.ts";
import { fillTags, type ReleaseVersions } from "./template-tags.ts";
import type { Tree } from "./tree.ts";
import { parseMapping } from "./yaml-text.ts";

export const NODE_IMAGES_SOURCE = "node-images/config.yaml";

/**
 * node-images.yaml of a release, where csctl.yaml asks for it. csctl runs a program of the provider for this; here its `get` method is
 * built in (csctl-plugin-openstack v0.0.2: node-images/config.yaml is copied), with the version tags filled in, and no program is run.
 * `value` is undefined without an error when the stack has no node images of its own.
 */
export function nodeImages(tree: Tree, config: StackConfig, versions: ReleaseVersions): Result<Uint8Array> {
  const source = tree.files.get(NODE_IMAGES_SOURCE);
  if (Object.keys(config.providerConfig).length === 0) return { diagnostics: source ? [notReleased()] : [] };
  const method = config.providerConfig["method"];
  const place = config.providerConfigPlace;
  if (method === "build") return { diagnostics: [problem("CS5107", place, BUILD_REFUSED)] };
  if (method !== "get") return { diagnostics: [problem("CS5107", place, unknownName("method of node images", String(method), ["get"]))] };
  if (!source) return { diagnostics: [problem("CS5107", { file: NODE_IMAGES_SOURCE }, "The file is missing.")] };
  return copyOf(source, versions);
}

const BUILD_REFUSED =
  "The method build runs packer, uploads images and rewrites the source while it is being released, so it is not done here.";

function copyOf(source: Uint8Array, versions: ReleaseVersions): Result<Uint8Array> {
  const fault = (what: string) => problem("CS5107", { file: NODE_IMAGES_SOURCE }, what, "Write apiVersion and the list of images.");
  const { value: file, diagnostics } = parseMapping(NODE_IMAGES_SOURCE, source, () => fault("The file is no mapping."));
  if (!file) return { diagnostics };
  const apiVersion = file.value["apiVersion"];
  if (typeof apiVersion !== "string" || apiVersion === "") return { diagnostics: [fault("apiVersion is missing.")] };
  return { value: fillTags(source, versions), diagnostics };
}

function notReleased(): Diagnostic {
  const repair = "Where a provider operator imports the images, write config.provider.config.method: get in csctl.yaml.";
  const message = "The file is not released: csctl.yaml has no config.provider.config.";
  return { code: "CS5107", severity: "info", file: NODE_IMAGES_SOURCE, message, repair };
}
