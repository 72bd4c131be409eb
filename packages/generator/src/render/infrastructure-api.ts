import { type Diagnostic, type InfrastructureApiFile, problem, type RequiredComponent, unknownName } from "@cstack/model";
import type { Provider } from "../load/repository.ts";
import type { Unit, UnitTemplate } from "../resolve/unit.ts";
import type { KubernetesManifest } from "./class-templates.ts";
import { movedFields, movesFor } from "./convert-fields.ts";

/**
 * The unit with its infrastructure templates in another API of the provider, less what is not there, and with what that API requires; `api` is the
 * id of a file under apis/.
 */
export function withInfrastructureApi(unit: Unit, api: string): { unit?: Unit; api?: InfrastructureApiFile; diagnostics: Diagnostic[] } {
  if (api === unit.infrastructure?.api) return { unit, diagnostics: [] };
  const source = unit.provider.apis.get(api);
  if (source === undefined) {
    const known = [unit.infrastructure?.api ?? "", ...unit.provider.apis.keys()].filter((name) => name !== "");
    return { diagnostics: [problem("CS3010", { file: unit.provider.path }, unknownName("infrastructure API", api, known))] };
  }
  const templates = unit.templates.map((template): UnitTemplate => {
    if (template.version !== undefined) return template;
    const kind = source.data.kinds?.[template.kind] ?? template.kind;
    return { ...template, kind, apiVersion: `${template.group}/${source.data.version}` };
  });
  const absent = new Set(source.data.withoutFeatures);
  const features = unit.features.filter((feature) => !absent.has(feature.data.id));
  const dropped = new Set<unknown>(unit.features.filter((feature) => absent.has(feature.data.id)));
  const variables = unit.variables.filter(({ definedIn }) => definedIn.some((source) => !dropped.has(source)));
  const { version, contract, source: from } = source.data;
  const infrastructure = { api: version, contract, source: from };
  const requires = { ...unit.requires, components: componentsFor(unit, source.data) };
  return { unit: { ...unit, templates, infrastructure, requires, features, variables }, api: source.data, diagnostics: [] };
}

function componentsFor({ requires }: Unit, api: InfrastructureApiFile): RequiredComponent[] {
  const own = new Map((api.components ?? []).map((component) => [component.name, component]));
  return (requires.components ?? []).map((component) => own.get(component.name) ?? component);
}

/** Moves the fields of a template to where the other API has them. `kind` is the canonical one. */
export function convertTemplate(template: KubernetesManifest, kind: string, api: InfrastructureApiFile): KubernetesManifest {
  return movedFields(template, movesFor(kind, api));
}

/**
 * An object of anybody's in another API of a provider: a template, or an object as it is made of one, such as an OpenStackCluster. Undefined if the
 * object is none of the provider's kinds in its canonical API; what the other API cannot say is not known here, so check the result
 * against its schema.
 */
export function convertObject(object: KubernetesManifest, provider: Provider, api: InfrastructureApiFile): KubernetesManifest | undefined {
  const canonical = provider.versions?.data.infrastructure?.api;
  const declared = (provider.data.templates ?? []).filter(({ version }) => version === undefined);
  const template = declared.find(({ kind }) => kind === object.kind || kind === `${object.kind}Template`);
  if (template === undefined || object.apiVersion !== `${template.group}/${canonical}`) return undefined;
  const isTemplate = template.kind === object.kind;
  const kind = api.kinds?.[template.kind] ?? template.kind;
  const moves = movesFor(template.kind, api).map((move) =>
    isTemplate ? move : { ...move, from: ofObject(move.from), to: ofObject(move.to) },
  );
  const moved = movedFields(object, moves);
  return { ...moved, apiVersion: `${template.group}/${api.version}`, kind: isTemplate ? kind : kind.replace(/Template$/, "") };
}

/** `/spec/template/spec/x` of a template is `/spec/x` of the object made of it. */
function ofObject([, , , ...rest]: string[]): string[] {
  return ["spec", ...rest];
}
