import { type AddonVersion, type Diagnostic, type OutputFile, problem } from "@cstack/model";
import { filesBelow } from "../load/files-below.ts";
import type { Provider } from "../load/repository.ts";
import type { Unit } from "../resolve/unit.ts";
import type { EjsRenderer } from "./ejs.ts";
import { templateData } from "./template-data.ts";

/** A file of the bundle that a provider adds for people and programs which prepare a cloud. */
export interface RenderedFile {
  name: string;
  purpose: string;
  /** One for each document of the file. */
  documents: unknown[];
}

/** A Helm chart of the bundle from a folder of a provider; Chart.yaml is written with the version. */
export interface RenderedChart {
  name: string;
  description: string;
  /** Texts by path below the chart, without Chart.yaml. */
  files: ReadonlyMap<string, string>;
}

/** Where the outputs of a unit are rendered: the name of its class, the renderer, and where findings go. */
export interface OutputContext {
  unit: Unit;
  className: string;
  ejs: EjsRenderer;
  diagnostics: Diagnostic[];
}

/** The sample Cluster or node-images.yaml: that of the most special layer that has one. A list stands for several documents. */
export function outputDocuments(context: OutputContext, name: "cluster" | "nodeImages"): unknown[] {
  const layer = [...context.unit.layers].reverse().find(({ data }) => data.outputs?.[name] !== undefined);
  const file = layer?.data.outputs?.[name];
  if (layer === undefined || file === undefined) return [];
  return renderedDocuments(context, layer, file);
}

/** More files of the bundle, from all layers; one of a more special layer takes the place of another with its name. */
export function outputFiles(context: OutputContext): RenderedFile[] {
  const byName = new Map<string, { layer: Provider; output: OutputFile }>();
  for (const layer of context.unit.layers) {
    for (const output of layer.data.outputs?.files ?? []) if (isKnown(context.unit, output)) byName.set(output.name, { layer, output });
  }
  return [...byName.values()].map(({ layer, output }) => ({
    name: output.name,
    purpose: output.purpose,
    documents: renderedDocuments(context, layer, output.file),
  }));
}

function isKnown(unit: Unit, { needs = [] }: OutputFile): boolean {
  return needs.every((fact) => unit[fact] !== undefined);
}

/** Charts of all layers. Their files are Helm's own language and are taken as they are. */
export function outputCharts({ unit, diagnostics }: OutputContext): RenderedChart[] {
  return unit.layers.flatMap((layer) =>
    (layer.data.outputs?.charts ?? []).map(({ name, folder, description }) => {
      const source = `${layer.folder}/outputs/${folder}`;
      const files = filesBelow(unit.repository.files, source);
      if (files.size === 0) diagnostics.push(problem("CS1007", { file: `${source}/` }, "The folder of the chart is missing or empty."));
      return { name, description, files };
    }),
  );
}

/**
 * A template of outputs/ as its documents, with the name of the class in them. Providers share those of what they include; templates of an
 * addon see the facts of its version.
 */
export function renderedDocuments(
  { unit, className, ejs, diagnostics }: OutputContext,
  owner: Pick<Provider, "folder">,
  file: string,
  addon?: AddonVersion,
): unknown[] {
  const { files } = unit.repository;
  const path = [owner, ...unit.layers].map(({ folder }) => `${folder}/outputs/${file}`).find((candidate) => files.has(candidate));
  const text = path === undefined ? undefined : files.get(path);
  if (path === undefined || text === undefined) {
    diagnostics.push(problem("CS1007", { file: `${owner.folder}/outputs/${file}` }, "The output template is missing."));
    return [];
  }
  // With a token for the name, all units of a minor give the same text, which is rendered and parsed once.
  const rendered = ejs.render(path, text, templateData(unit, classToken, addon));
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
