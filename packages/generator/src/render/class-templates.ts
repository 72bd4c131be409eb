import { type Diagnostic, problem, type TemplateSlot } from "@cstack/model";
import type { Unit, UnitTemplate } from "../resolve/unit.ts";
import type { EjsRenderer } from "./ejs.ts";
import { templateData } from "./template-data.ts";

export interface KubernetesManifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string; labels?: Record<string, string>; annotations?: Record<string, string> };
  spec?: unknown;
}

/** The templates a class refers to, named after the class: `<class>-<suffix>`. The EJS file holds only what is below `spec`. */
export function classTemplates(
  unit: Unit,
  className: string,
  ejs: EjsRenderer,
  diagnostics: Diagnostic[],
): Map<TemplateSlot, KubernetesManifest> {
  const templates = new Map<TemplateSlot, KubernetesManifest>();
  for (const template of unit.templates) {
    const text = unit.repository.files.get(template.path);
    if (text === undefined) {
      diagnostics.push(problem("CS1007", { file: template.path }, `The template file of ${template.kind} is missing.`));
      continue;
    }
    const rendered = ejs.render(template.path, text, templateData(unit, className));
    diagnostics.push(...rendered.diagnostics);
    if (rendered.value === undefined) continue;
    templates.set(template.slot, manifestOf(template, className, rendered.value));
  }
  return templates;
}

function manifestOf(template: UnitTemplate, className: string, value: unknown): KubernetesManifest {
  const { spec } = value as { spec: unknown };
  return { apiVersion: template.apiVersion, kind: template.kind, metadata: { name: `${className}-${template.suffix}` }, spec };
}
