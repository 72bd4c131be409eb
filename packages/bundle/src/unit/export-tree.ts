import type { RenderedUnit } from "@cstack/generator";
import { toYaml } from "@cstack/model";
import { versionToken } from "@cstack/release";
import { escapeHelm } from "./charts.ts";
import { unitContent } from "./content.ts";

/** What csctl puts into names: the release name and the chart's version, which it rewrites. */
const helmVersion = "{{ .Chart.Version }}";

/**
 * A unit as an upstream-style tree for csctl: csctl.yaml, the class chart, one chart an addon, and clusteraddon.yaml. The unit must be
 * rendered with the version token. Returns files by path.
 */
export function exportTree(rendered: RenderedUnit): Map<string, string> {
  const { unit } = rendered;
  const content = unitContent(rendered);
  const files = new Map<string, string>([
    ["csctl.yaml", toYaml(csctlConfig(rendered))],
    ["clusteraddon.yaml", content.clusterAddon],
    ["cluster-class/Chart.yaml", toYaml({ apiVersion: "v2", name: `${unit.id}-cluster-class`, type: "application", version: "v1" })],
  ]);
  for (const [name, text] of content.manifests)
    files.set(`cluster-class/templates/${name}`, escapeHelm(text).replaceAll(versionToken, helmVersion));
  for (const [path, text] of content.addonFiles) files.set(`cluster-addon/${path}`, text);
  if (hasImagePlugin(rendered)) files.set("node-images/config.yaml", content.nodeImages ?? "");
  return files;
}

/** csctl calls the provider's plugin where csctl.yaml configures one; where the operator is told of no image operator, none is needed. */
function hasImagePlugin({ unit, nodeImages }: RenderedUnit): boolean {
  return nodeImages !== undefined && unit.provider.data.clusterStack?.noProvider === false;
}

function csctlConfig(rendered: RenderedUnit): unknown {
  const { unit } = rendered;
  const provider = unit.provider.data.id;
  const config = hasImagePlugin(rendered) ? { config: { method: "get" } } : {};
  return {
    apiVersion: "csctl.clusterstack.x-k8s.io/v1alpha1",
    config: {
      kubernetesVersion: `v${unit.kubernetes.version}`,
      clusterStackName: unit.stack.data.id,
      provider: { type: provider, apiVersion: `${provider}.csctl.clusterstack.x-k8s.io/v1alpha1`, ...config },
    },
  };
}
