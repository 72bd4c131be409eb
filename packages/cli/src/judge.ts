import { type Admission, type KubernetesObject, templateKey, validateClass } from "@cstack/clusterclass";
import { type KubernetesManifest, patchOwner, type RenderedUnit } from "@cstack/generator";
import { type Diagnostic, problem, warning } from "@cstack/model";

/** Judges a rendered class as Cluster API's schema and webhooks would; fields that come from a feature name its file. */
export function judgeClass(rendered: RenderedUnit): Diagnostic[] {
  const templates = new Map(rendered.templates.map((template) => [refKey(template), inNamespace(template)]));
  const admission: Admission = validateClass({ clusterClass: inNamespace(rendered.clusterClass), templates });
  const errors = admission.errors.map((error) => {
    const rule = error.rule === undefined ? error.layer : error.rule;
    return problem("CS4001", placeOf(rendered, error.field), `${rendered.unit.id}: ${error.field}: ${error.message} (${rule})`);
  });
  return [
    ...errors,
    ...admission.warnings.map((text) => warning("CS4003", { file: rendered.unit.provider.path }, `${rendered.unit.id}: ${text}`)),
  ];
}

/** Bundles leave the namespace to whoever installs them; the API server always has one. */
function inNamespace(manifest: KubernetesManifest): KubernetesObject {
  return { ...manifest, metadata: { ...manifest.metadata, namespace: "default" } } as unknown as KubernetesObject;
}

function refKey(template: KubernetesManifest): string {
  return templateKey({ apiVersion: template.apiVersion, kind: template.kind, name: template.metadata.name });
}

/** The source file behind a field of the class: that of a patch or a variable, else the provider. */
function placeOf(rendered: RenderedUnit, field: string): { file: string } {
  const spec = rendered.clusterClass.spec as { patches: { name: string }[] };
  const [, list, position] = /^spec\.(patches|variables)\[(\d+)\]/.exec(field) ?? [];
  if (list === "patches") {
    const name = spec.patches[Number(position)]?.name;
    const owner = patchOwner(rendered.unit, name ?? "");
    if (owner !== undefined) return { file: owner.path };
  }
  const variable = list === "variables" ? rendered.unit.variables[Number(position)] : undefined;
  return { file: variable?.definedIn[0]?.path ?? rendered.unit.provider.path };
}
