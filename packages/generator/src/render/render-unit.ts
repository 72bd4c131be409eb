import { type Diagnostic, hasErrors, type InfrastructureApiFile, type TemplateSlot } from "@cstack/model";
import { addonProblems } from "../lint/addon-delivery.ts";
import { chartValueProblems } from "../lint/chart-values.ts";
import { unusedVariables } from "../lint/unused-variables.ts";
import type { Unit } from "../resolve/unit.ts";
import { addonCharts } from "./addon-charts.ts";
import { type AddonValues, addonValues } from "./addon-values.ts";
import { classTemplates, type KubernetesManifest } from "./class-templates.ts";
import { clusterAddonFile } from "./cluster-addon.ts";
import { clusterClass } from "./cluster-class.ts";
import { convertPatches } from "./convert-patches.ts";
import { EjsRenderer } from "./ejs.ts";
import { infraFiles, type RenderedInfraFile } from "./infra-files.ts";
import { convertTemplate, withInfrastructureApi } from "./infrastructure-api.ts";
import { outputCharts, outputDocuments, outputFiles, type RenderedChart, type RenderedFile } from "./provider-outputs.ts";
import { makePatches, sharedPatches } from "./shared-patches.ts";

/** A unit as objects and texts, before it is packaged. Names carry the version. */
export interface RenderedUnit {
  unit: Unit;
  /** Where it is not the infrastructure API of releases. */
  infrastructureApi?: InfrastructureApiFile;
  className: string;
  clusterClass: KubernetesManifest;
  /** In the order of the provider's declarations. */
  templates: KubernetesManifest[];
  /** The sample Cluster and what stands beside it; the last object is the Cluster. */
  sample: unknown[];
  /** Values of the addons' charts that are equal in every cluster, by addon. */
  addonValues: ReadonlyMap<string, AddonValues>;
  /** Files of the wrapper charts by path. */
  addonCharts: Map<string, string>;
  clusterAddon: unknown;
  nodeImages: unknown;
  /** More files of the provider, in the order it declares them. */
  files: RenderedFile[];
  /** Charts of the provider beside those of class and addons. */
  charts: RenderedChart[];
  /** What is applied outside the workload cluster, in the order in which it is. */
  infra: RenderedInfraFile[];
}

export interface RenderOptions {
  /** Version in dot form: v3, v0-sha.abcdefg. */
  version: string;
  ejs?: EjsRenderer;
  /** Id of a file under the provider's apis/; the fact of versions.yaml when left out. */
  infrastructureApi?: string;
}

/** Renders a resolved unit. Pure: the same unit and options give the same result. */
export function renderUnit(resolved: Unit, options: RenderOptions): { rendered?: RenderedUnit; diagnostics: Diagnostic[] } {
  const ejs = options.ejs ?? new EjsRenderer();
  const chosen =
    options.infrastructureApi === undefined
      ? { unit: resolved, diagnostics: [] }
      : withInfrastructureApi(resolved, options.infrastructureApi);
  const { unit } = chosen;
  if (unit === undefined) return { diagnostics: chosen.diagnostics };
  const canonical: Unit = { ...unit, templates: resolved.templates };
  const className = `${unit.id}-${options.version}`;
  const diagnostics: Diagnostic[] = [];
  const canonicalTemplates = classTemplates(canonical, className, ejs, diagnostics);
  if (hasErrors(diagnostics)) return { diagnostics };
  const api = "api" in chosen ? chosen.api : undefined;
  const kinds = new Map(canonical.templates.map((template) => [template.slot, template.kind]));
  const templates = api === undefined ? canonicalTemplates : convertAll(canonicalTemplates, kinds, unit, api);
  const { patches, diagnostics: findings } =
    api === undefined
      ? sharedPatches(unit, templates)
      : makePatches({ ...canonical, templates: unit.templates }, canonicalTemplates, (placed, found) =>
          convertPatches(placed, { api, kinds, templates }, found),
        );
  diagnostics.push(...findings);
  if (patches === undefined) return { diagnostics };
  diagnostics.push(...unusedVariables(canonical), ...addonProblems(canonical));
  const context = { unit, className, ejs, diagnostics };
  const values = new Map(
    unit.addons.map((chosen) => [chosen.addon.data.id, addonValues(unit, className, chosen, ejs, diagnostics)] as const),
  );
  diagnostics.push(...chartValueProblems(unit, values));
  const rendered: RenderedUnit = {
    unit,
    ...(api === undefined ? {} : { infrastructureApi: api }),
    className,
    clusterClass: clusterClass(unit, className, templates, patches, ejs, diagnostics),
    templates: unit.templates.map((template) => templates.get(template.slot)).filter((template) => template !== undefined),
    sample: outputDocuments(context, "cluster"),
    addonValues: values,
    addonCharts: addonCharts(unit, values, diagnostics),
    clusterAddon: clusterAddonFile(unit),
    nodeImages: outputDocuments(context, "nodeImages")[0],
    files: outputFiles(context),
    charts: outputCharts(context),
    infra: infraFiles(context),
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
