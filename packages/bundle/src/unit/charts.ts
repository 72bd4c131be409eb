import type { RenderedChart } from "@cstack/generator";
import { toYaml } from "@cstack/model";
import { type FileMap, packAddonDirectory, packChart } from "../archive/index.ts";

/**
 * The class chart. Its templates are the finished manifests: all that Helm could read as its own language is escaped, so that
 * `helm template` gives exactly these objects under any release name.
 */
export function classChart(unitId: string, version: string, manifests: ReadonlyMap<string, string>): { name: string; archive: Uint8Array } {
  const name = `${unitId}-cluster-class`;
  const metadata = { apiVersion: "v2", name, description: `ClusterClass ${unitId}-${version}`, type: "application", version };
  const files = new Map<string, string>([["Chart.yaml", toYaml(metadata)]]);
  for (const [file, text] of manifests) files.set(`templates/${file}`, escapeHelm(text));
  return { name: `${name}-${version}.tgz`, archive: packChart(name, files) };
}

/** The addons' wrapper charts as the operator unpacks them: a plain archive of directories. */
export function addonArchive(unitId: string, version: string, files: FileMap): { name: string; archive: Uint8Array } {
  return { name: `${unitId}-cluster-addon-${version}.tgz`, archive: packAddonDirectory(files) };
}

/** A chart of the provider's own: its files are in Helm's language already, and only Chart.yaml is written. */
export function providerChart({ name, description, files }: RenderedChart, version: string): { name: string; archive: Uint8Array } {
  const metadata = toYaml({ apiVersion: "v2", name, description, type: "application", version });
  return { name: `${name}-${version}.tgz`, archive: packChart(name, new Map([["Chart.yaml", metadata], ...files])) };
}

/** Makes Helm print `{{` instead of reading it; the one place where a template language is escaped for another. */
export function escapeHelm(text: string): string {
  return text.replaceAll("{{", '{{ "{{" }}');
}
