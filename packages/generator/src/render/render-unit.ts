import { type Diagnostic, hasErrors, problem, type TemplateSlot } from "@cstack/model";
import { unusedVariables } from "../lint/unused-variables.ts";
import type { Unit } from "../resolve/unit.ts";
import { addonCharts } from "./addon-charts.ts";
import { checkPaths } from "./check-paths.ts";
import { classPatches } from "./class-patches.ts";
import { classTemplates, type KubernetesManifest } from "./class-templates.ts";
import { clusterAddonFile } from "./cluster-addon.ts";
import { clusterClass } from "./cluster-class.ts";
import { composeLists } from "./compose-lists.ts";
import { EjsRenderer } from "./ejs.ts";
import { expandEach } from "./expand-each.ts";
import { placePatches } from "./expand-patches.ts";
import { convertPatches, convertTemplate, withInfrastructureApi } from "./infrastructure-api.ts";
import { templateData } from "./template-data.ts";

/** A unit as objects and texts, before it is packaged. Names carry the version. */
export interface RenderedUnit {
  unit: Unit;
  className: string;
  clusterClass: KubernetesManifest;
  /** In the order of the provider's declarations. */
  templates: KubernetesManifest[];
  /** The sample Cluster and what stands beside it; the last object is the Cluster. */
  sample: unknown[];
  /** Files of the wrapper charts by path. */
  addonCharts: Map<string, string>;
  clusterAddon: unknown;
  nodeImages: unknown;
}

export interface RenderOptions {
  /** Version in dot form: v3, v0-sha.abcdefg. */
  version: string;
  ejs?: EjsRenderer;
  /** Id of a file under the provider's apis/; the fact of versions.yaml when left out. */
  infrastructureApi?: string;
}

/** Renders a resolved unit. Pure: the same unit and options give the same result. */
export function renderUnit(canonical: Unit, options: RenderOptions): { rendered?: RenderedUnit; diagnostics: Diagnostic[] } {
  const ejs = options.ejs ?? new EjsRenderer();
  const chosen =
    options.infrastructureApi === undefined
      ? { unit: canonical, diagnostics: [] }
      : withInfrastructureApi(canonical, options.infrastructureApi);
  const { unit } = chosen;
  if (unit === undefined) return { diagnostics: chosen.diagnostics };
  const className = `${unit.id}-${options.version}`;
  const diagnostics: Diagnostic[] = [];
  const canonicalTemplates = classTemplates(canonical, className, ejs, diagnostics);
  const placed = placePatches(canonical, diagnostics);
  if (hasErrors(diagnostics)) return { diagnostics };
  const composed = expandEach(composeLists(placed, canonicalTemplates, diagnostics), canonical, diagnostics);
  diagnostics.push(...checkPaths(composed, canonicalTemplates), ...unusedVariables(canonical));
  const api = "api" in chosen ? chosen.api : undefined;
  const kinds = new Map(canonical.templates.map((template) => [template.slot, template.kind]));
  const templates = api === undefined ? canonicalTemplates : convertAll(canonicalTemplates, kinds, unit, api);
  const patches = classPatches(unit, api === undefined ? composed : convertPatches(composed, kinds, api), diagnostics);
  const rendered: RenderedUnit = {
    unit,
    className,
    clusterClass: clusterClass(unit, className, templates, patches, ejs, diagnostics),
    templates: unit.templates.map((template) => templates.get(template.slot)).filter((template) => template !== undefined),
    sample: outputFile(unit, className, "cluster", ejs, diagnostics),
    addonCharts: addonCharts(unit, className, ejs, diagnostics),
    clusterAddon: clusterAddonFile(unit),
    nodeImages: outputFile(unit, className, "nodeImages", ejs, diagnostics)[0],
  };
  return hasErrors(diagnostics) ? { diagnostics } : { rendered, diagnostics };
}

function convertAll(
  templates: Map<TemplateSlot, KubernetesManifest>,
  kinds: ReadonlyMap<string, string>,
  unit: Unit,
  api: Parameters<typeof convertTemplate>[2],
): Map<TemplateSlot, KubernetesManifest> {
  const target = new Map(unit.templates.map((template) => [template.slot, template]));
  return new Map(
    [...templates].map(([slot, manifest]) => {
      const { kind, apiVersion } = target.get(slot) ?? manifest;
      return [slot, { ...convertTemplate(manifest, kinds.get(slot) ?? "", api), kind, apiVersion }];
    }),
  );
}

/** A file of outputs/; a list stands for several documents. */
function outputFile(unit: Unit, className: string, name: "cluster" | "nodeImages", ejs: EjsRenderer, diagnostics: Diagnostic[]): unknown[] {
  const file = [...unit.layers].reverse().find((layer) => layer.data.outputs?.[name] !== undefined);
  const path = file === undefined ? undefined : `${file.folder}/outputs/${file.data.outputs?.[name] ?? ""}`;
  if (path === undefined) return [];
  const text = unit.repository.files.get(path);
  if (text === undefined) {
    diagnostics.push(problem("CS1007", { file: path }, "The output template is missing."));
    return [];
  }
  // With a token for the name, all units of a minor give the same text, which is rendered and parsed once.
  const rendered = ejs.render(path, text, templateData(unit, classToken));
  diagnostics.push(...rendered.diagnostics);
  if (rendered.value === undefined) return [];
  const documents = Array.isArray(rendered.value) ? rendered.value : [rendered.value];
  return documents.map((document) => withText(document, classToken, className));
}

const classToken = "cstack-class-name";

/** A copy of a value with one text replaced in all its texts. */
function withText(value: unknown, from: string, to: string): unknown {
  if (typeof value === "string") return value.replaceAll(from, to);
  if (Array.isArray(value)) return value.map((item) => withText(item, from, to));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withText(member, from, to)]));
}
