import { type AddonVersion, type Diagnostic, type InfraFile, problem, unknownName } from "@cstack/model";
import type { Addon, Provider } from "../load/repository.ts";
import type { Unit } from "../resolve/unit.ts";
import type { KubernetesManifest } from "./class-templates.ts";
import { type OutputContext, renderedDocuments } from "./provider-outputs.ts";

/** Manifests that somebody applies outside the workload cluster, for one Cluster: a file of the bundle. */
export interface RenderedInfraFile extends InfraFile {
  /** Its place in the bundle: infra/20-access.yaml. */
  path: string;
  manifests: KubernetesManifest[];
}

/** A file with whom it belongs to. */
interface Declared {
  owner: Provider | Addon;
  version: AddonVersion | undefined;
  declaration: InfraFile;
  index: number;
}

/**
 * What the providers and addons of a unit have applied to the management cluster or to the cluster that runs the machines, in the order of its
 * numbers. Names of Clusters are those of the sample. A number and a name make a file, and only one.
 */
export function infraFiles(context: OutputContext): RenderedInfraFile[] {
  const { unit, diagnostics } = context;
  const files = new Map<string, RenderedInfraFile>();
  for (const declared of declaredBy(unit)) {
    const { declaration } = declared;
    const path = `infra/${declaration.order}-${declaration.name}.yaml`;
    const wrong = misdeclared(unit, declared, files.has(path) ? path : undefined);
    if (wrong === undefined) files.set(path, { ...declaration, path, manifests: manifestsOf(context, declared) });
    else diagnostics.push(wrong);
  }
  return [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function declaredBy({ layers, addons }: Unit): Declared[] {
  const owners = [
    ...layers.map((owner) => ({ owner, version: undefined })),
    ...addons.map(({ addon, version }) => ({ owner: addon, version })),
  ];
  return owners.flatMap(({ owner, version }) =>
    (owner.data.outputs?.infra ?? []).map((declaration, index) => ({ owner, version, declaration, index })),
  );
}

function misdeclared(unit: Unit, { owner, declaration, index }: Declared, taken: string | undefined): Diagnostic | undefined {
  const place = owner.document.place(["outputs", "infra", index]);
  if (taken !== undefined) return problem("CS2005", place, `Two files of ${unit.id} are called ${taken}.`);
  const variables = unit.variables.map(({ name }) => name);
  const condition = declaration.when?.variable;
  return condition === undefined || variables.includes(condition)
    ? undefined
    : problem("CS1202", place, unknownName("variable", condition, variables));
}

function manifestsOf(context: OutputContext, { owner, version, declaration: { file } }: Declared): KubernetesManifest[] {
  const documents = renderedDocuments(context, owner, file, version);
  const manifests = documents.filter(isManifest);
  if (manifests.length < documents.length) {
    const message = "Not every document is an object with apiVersion, kind and metadata.name.";
    context.diagnostics.push(problem("CS3005", { file: `${owner.folder}/outputs/${file}` }, message));
  }
  return manifests;
}

function isManifest(value: unknown): value is KubernetesManifest {
  const { apiVersion, kind, metadata } = (value ?? {}) as Partial<KubernetesManifest>;
  return typeof apiVersion === "string" && typeof kind === "string" && typeof metadata?.name === "string";
}
