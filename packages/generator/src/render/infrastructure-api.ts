import { type Diagnostic, type InfrastructureApiFile, problem, unknownName } from "@cstack/model";
import type { Unit, UnitTemplate } from "../resolve/unit.ts";
import type { KubernetesManifest } from "./class-templates.ts";
import type { PlacedPatch } from "./expand-patches.ts";
import { pointerParts } from "./pointer.ts";

/** The unit with its infrastructure templates in another API of the provider, less what is not there; `api` is the id of a file under apis/. */
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
  return { unit: { ...unit, templates, features, variables }, api: source.data, diagnostics: [] };
}

/** Moves the subtrees of a template that stand elsewhere in the other API. `kind` is the canonical one. */
export function convertTemplate(template: KubernetesManifest, kind: string, api: InfrastructureApiFile): KubernetesManifest {
  const converted = structuredClone(template) as unknown as Record<string, unknown>;
  for (const move of (api.moves ?? []).filter((rule) => rule.kind === kind)) {
    const subtree = take(converted, pointerParts(move.from));
    if (subtree !== undefined) put(converted, pointerParts(move.to), subtree);
  }
  return converted as unknown as KubernetesManifest;
}

/** The patches with their paths as the other API has them. */
export function convertPatches(patches: PlacedPatch[], kinds: ReadonlyMap<string, string>, api: InfrastructureApiFile): PlacedPatch[] {
  return patches.map((patch) => ({
    ...patch,
    operations: patch.operations.map((operation) => ({
      ...operation,
      path: convertPath(operation.path, kinds.get(operation.slot) ?? "", api),
    })),
  }));
}

function convertPath(path: string, kind: string, api: InfrastructureApiFile): string {
  const move = (api.moves ?? []).find((rule) => rule.kind === kind && (path === rule.from || path.startsWith(`${rule.from}/`)));
  return move === undefined ? path : move.to + path.slice(move.from.length);
}

function take(root: Record<string, unknown>, parts: string[]): unknown {
  const leaf = parts.at(-1);
  let node: unknown = root;
  for (const part of parts.slice(0, -1)) node = (node as Record<string, unknown> | undefined)?.[part];
  if (leaf === undefined || typeof node !== "object" || node === null) return undefined;
  const value = (node as Record<string, unknown>)[leaf];
  delete (node as Record<string, unknown>)[leaf];
  return value;
}

/** Puts a subtree; onto an existing map its keys are added, and maps left empty on the way are not kept. */
function put(root: Record<string, unknown>, parts: string[], value: unknown): void {
  const leaf = parts.at(-1);
  let node: Record<string, unknown> = root;
  for (const part of parts.slice(0, -1)) {
    if (typeof node[part] !== "object" || node[part] === null) node[part] = {};
    node = node[part] as Record<string, unknown>;
  }
  if (leaf === undefined) return;
  const existing = node[leaf];
  const bothMaps = typeof existing === "object" && existing !== null && typeof value === "object" && value !== null;
  node[leaf] = bothMaps ? { ...withoutEmptyMaps(existing), ...value } : value;
}

function withoutEmptyMaps(value: object): object {
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, child]) => [key, typeof child === "object" && child !== null && !Array.isArray(child) ? withoutEmptyMaps(child) : child])
      .filter(([, child]) => !(typeof child === "object" && child !== null && !Array.isArray(child) && Object.keys(child).length === 0)),
  );
}
