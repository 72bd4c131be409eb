import { EjsRenderer, type RenderedUnit, renderUnit, type Unit } from "@cstack/generator";
import { type Diagnostic, hasErrors, toYaml, toYamlStream } from "@cstack/model";
import { type ChosenVersion, chooseVersion, dashForm, dotForm, type VersionChoice, versionToken } from "@cstack/release";
import { directoryHash } from "../hash/index.ts";
import { addonArchive, classChart, providerChart } from "./charts.ts";
import { type BundleFiles, checksumFile, checksumsOf, sha256 } from "./checksums.ts";
import { clusterStackObject, releaseMetadata } from "./cluster-stack.ts";
import { type UnitContent, unitContent } from "./content.ts";
import { newerFields, requirements } from "./requires.ts";
import { unitReadme } from "./unit-readme.ts";
import { type VendoredCharts, vendoredFiles } from "./vendored-charts.ts";

/** A unit as the files of one release, not yet written. */
export interface UnitBundle {
  unit: Unit;
  rendered: RenderedUnit;
  chosen: ChosenVersion;
  /** Directory name, tag and release name: openstack-scs-1-36-v3. */
  release: string;
  contentHash: string;
  files: BundleFiles;
  /** The sha256 of every file by name. */
  checksums: ReadonlyMap<string, string>;
}

export interface BuildOptions extends VersionChoice {
  infrastructureApi?: string;
  ejs?: EjsRenderer;
  /** Archives of the addons' charts by addon, for management clusters that cannot fetch them; they are no part of the content hash. */
  vendored?: VendoredCharts;
  /** Rules that judge the rendered unit before anything is packaged; errors among the findings stop the build. */
  validate?: (rendered: RenderedUnit) => Diagnostic[];
}

/** Renders, validates and packages one unit. Pure: the same unit and options give the same bytes. */
export function buildUnit(unit: Unit, options: BuildOptions): { bundle?: UnitBundle; diagnostics: Diagnostic[] } {
  const ejs = options.ejs ?? new EjsRenderer();
  const api = options.infrastructureApi === undefined ? {} : { infrastructureApi: options.infrastructureApi };
  const { rendered, diagnostics } = renderUnit(unit, { version: versionToken, ejs, ...api });
  if (rendered === undefined) return { diagnostics };
  diagnostics.push(...newerFields(rendered), ...(options.validate?.(rendered) ?? []));
  if (hasErrors(diagnostics)) return { diagnostics };
  const content = unitContent(rendered);
  const { chosen, diagnostics: versionProblems } = chooseVersion(unit.id, content.hash, unit.stack, options);
  diagnostics.push(...versionProblems);
  if (chosen === undefined) return { diagnostics };
  const packaged = bundleFiles(rendered, content, chosen, options.vendored ?? new Map());
  const release = `${unit.id}-${dashForm(chosen.version)}`;
  return { bundle: { unit: rendered.unit, rendered, chosen, release, contentHash: content.hash, ...packaged }, diagnostics };
}

function bundleFiles(
  rendered: RenderedUnit,
  content: UnitContent,
  chosen: ChosenVersion,
  archives: VendoredCharts,
): Pick<UnitBundle, "files" | "checksums"> {
  const { unit } = rendered;
  const version = dotForm(chosen.version);
  const named = (text: string): string => text.replaceAll(versionToken, version);
  const manifests = new Map([...content.manifests].map(([name, text]) => [name, named(text)]));
  const addonFiles = new Map([...content.addonFiles].map(([name, text]) => [name, named(text)]));
  const chart = classChart(unit.id, version, manifests);
  const vendored = vendoredFiles(unit, archives, addonFiles);
  const addons = addonArchive(unit.id, version, new Map<string, Uint8Array | string>([...addonFiles, ...vendored.inWrappers]));
  const files: BundleFiles = new Map<string, Uint8Array | string>([
    ["metadata.yaml", toYaml(releaseMetadata(unit, chosen.version))],
    [chart.name, chart.archive],
    [addons.name, addons.archive],
    ["clusteraddon.yaml", named(content.clusterAddon)],
    ["hashes.json", JSON.stringify(hashes(content), undefined, 2)],
    ["clusterstack.yaml", toYaml(clusterStackObject(unit, chosen.version))],
    ["requires.yaml", toYaml(requirements(rendered))],
    ["class.yaml", [...manifests.values()].join("---\n")],
    ["cluster.yaml", named(toYamlStream(rendered.sample))],
  ]);
  if (content.nodeImages !== undefined) files.set("node-images.yaml", named(content.nodeImages));
  for (const [name, text] of content.files) files.set(name, named(text));
  for (const { name, archive } of rendered.charts.map((chart) => providerChart(chart, version))) files.set(name, archive);
  for (const [name, text] of content.infra) files.set(name, named(text));
  for (const [name, archive] of vendored.beside) files.set(name, archive);
  files.set("README.md", named(unitReadme(rendered, chosen, files)));
  const checksums = checksumsOf(files);
  const list = checksumFile(checksums);
  return { files: files.set("SHA256SUMS", list), checksums: checksums.set("SHA256SUMS", sha256(list)) };
}

/** hashes.json in csctl's shape, so that its stable mode can compare with one of our releases. */
function hashes(content: UnitContent): Record<string, string> {
  return { clusterStack: content.hash, clusterAddonDir: directoryHash(content.addonFiles), clusterAddonValues: "" };
}
