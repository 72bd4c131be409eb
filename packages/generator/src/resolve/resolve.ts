import {
  type Diagnostic,
  hasErrors,
  type KubernetesFacts,
  type NodeImage,
  type PatchTarget,
  type ProviderRequires,
  problem,
} from "@cstack/model";
import type { Provider, Repository, Stack } from "../load/repository.ts";
import { chooseAddons } from "./addons.ts";
import { chooseFeatures, withoutUnfilledRoles } from "./features.ts";
import { kubernetesRows, offeredProvider, providerLayers } from "./layers.ts";
import { compareMinors } from "./minors.ts";
import { optionsByRole, withSwitches } from "./switches.ts";
import type { Unit, UnitTemplate } from "./unit.ts";
import { composeVariables } from "./variables.ts";

/** Identity of a unit before it is resolved. */
export interface UnitKey {
  id: string;
  stack: string;
  provider: string;
  minor: string;
}

/** Id of provider × stack × minor, as releases are named: openstack-scs-1-36. */
export function unitId(provider: string, stack: string, minor: string): string {
  return `${provider}-${stack}-${minor.replace(".", "-")}`;
}

/** Every unit the stacks offer, by stack, provider and minor. */
export function listUnits(repository: Repository): UnitKey[] {
  const keys: UnitKey[] = [];
  for (const stack of repository.stacks.values()) {
    for (const provider of Object.keys(stack.data.providers).sort()) {
      const offer = stack.data.providers[provider];
      const minors = [...(offer?.kubernetes ?? stack.data.kubernetes)].sort(compareMinors);
      for (const minor of minors) keys.push({ id: unitId(provider, stack.data.id, minor), stack: stack.data.id, provider, minor });
    }
  }
  return keys;
}

export interface ResolveOptions {
  /** Another patch version than the fact, for machines with other images. */
  kubernetes?: string;
}

/** Chooses every fact of one unit. Pure; the unit is missing where an error makes it impossible. */
export function resolveUnit(
  repository: Repository,
  key: UnitKey,
  options: ResolveOptions = {},
): { unit?: Unit; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const stack = repository.stacks.get(key.stack);
  const provider = stack === undefined ? undefined : offeredProvider(stack, key.provider, repository, diagnostics);
  if (stack === undefined || provider === undefined) return { diagnostics };
  const layers = providerLayers(provider, repository, diagnostics);
  const facts = kubernetesFacts(stack, layers, key.minor, diagnostics);
  const kubernetes = facts && withPatch(facts, options.kubernetes, diagnostics);
  const infrastructure = last(layers, (layer) => layer.versions?.data.infrastructure);
  const features = chooseFeatures(stack, provider, layers, key.minor, diagnostics);
  const shipped = chooseAddons(stack, provider, key.minor, repository, diagnostics);
  const choices = optionsByRole(shipped, stack.data.providers[key.provider]?.addons ?? []);
  const variables = composeVariables([...features, ...shipped.map(({ addon }) => addon)], choices, stack, kubernetes, diagnostics);
  const addons = withSwitches(shipped, variables, stack, key.provider, diagnostics);
  const templates = unitTemplates(layers, infrastructure?.api, diagnostics);
  const nodeImage = kubernetes && chooseImage(provider, kubernetes, options.kubernetes === undefined ? diagnostics : []);
  const classPath = last(layers, (layer) => (layer.data.class === undefined ? undefined : `${layer.folder}/${layer.data.class}`));
  if (classPath === undefined)
    diagnostics.push(problem("CS1103", { file: provider.path }, "Neither the provider nor what it includes names a class file."));
  if (hasErrors(diagnostics) || kubernetes === undefined || classPath === undefined) return { diagnostics };
  const unit: Unit = {
    id: key.id,
    stack,
    provider,
    layers,
    minor: key.minor,
    kubernetes,
    infrastructure,
    nodeImage,
    templates,
    classPath,
    targets: new Map(layers.flatMap((layer) => Object.entries(layer.data.targets ?? {}) as [string, PatchTarget[]][])),
    workerClasses: last(layers, (layer) => layer.data.workerClasses) ?? ["default-worker"],
    requires: mergeRequires(layers),
    features: withoutUnfilledRoles(features, variables),
    variables,
    addons,
    repository,
  };
  return { unit, diagnostics };
}

function kubernetesFacts(stack: Stack, layers: Provider[], minor: string, diagnostics: Diagnostic[]): KubernetesFacts | undefined {
  const rows = kubernetesRows(layers);
  const facts = rows.find((row) => row.minor === minor);
  if (facts !== undefined) return facts;
  const place = stack.document.place(["kubernetes", stack.data.kubernetes.indexOf(minor)]);
  const known = rows.map((row) => row.minor).join(", ");
  diagnostics.push(problem("CS2001", place, `No Kubernetes facts for ${minor}. Known minors: ${known === "" ? "none" : known}.`));
  return undefined;
}

function withPatch(facts: KubernetesFacts, version: string | undefined, diagnostics: Diagnostic[]): KubernetesFacts {
  if (version === undefined) return facts;
  if (!new RegExp(`^${facts.minor.replace(".", "\\.")}\\.\\d+$`).test(version)) {
    diagnostics.push(
      problem(
        "CS7002",
        {},
        `The Kubernetes version ${version} is not a patch of ${facts.minor}.`,
        `Give one in the form ${facts.minor}.N.`,
      ),
    );
  }
  return { ...facts, version };
}

function chooseImage(provider: Provider, kubernetes: KubernetesFacts, diagnostics: Diagnostic[]): NodeImage | undefined {
  const images = provider.versions?.data.nodeImages;
  if (images === undefined) return undefined;
  const image = images.find((row) => row.kubernetes === kubernetes.version);
  if (image === undefined) {
    const known = images.map((row) => row.kubernetes).join(", ");
    const place = { file: provider.versions?.path ?? provider.path };
    diagnostics.push(
      problem("CS2004", place, `No node image of ${provider.data.id} for Kubernetes ${kubernetes.version}. Known: ${known}.`),
    );
  }
  return image;
}

function unitTemplates(layers: Provider[], api: string | undefined, diagnostics: Diagnostic[]): UnitTemplate[] {
  const bySlot = new Map<string, UnitTemplate>();
  for (const layer of layers) {
    for (const [index, template] of (layer.data.templates ?? []).entries()) {
      const version = template.version ?? api;
      if (version === undefined) {
        diagnostics.push(
          problem(
            "CS1103",
            layer.document.place(["templates", index]),
            `The template ${template.kind} has no version, and versions.yaml no infrastructure.api.`,
          ),
        );
        continue;
      }
      bySlot.set(template.slot, { ...template, apiVersion: `${template.group}/${version}`, path: `${layer.folder}/${template.file}` });
    }
  }
  return [...bySlot.values()];
}

function mergeRequires(layers: Provider[]): ProviderRequires {
  const merged: ProviderRequires = {};
  for (const { data } of layers) {
    const { clusterApi, featureGates, components, fieldsSince } = data.requires ?? {};
    if (clusterApi !== undefined) merged.clusterApi = clusterApi;
    if (featureGates !== undefined) merged.featureGates = [...new Set([...(merged.featureGates ?? []), ...featureGates])].sort();
    if (fieldsSince !== undefined) merged.fieldsSince = [...(merged.fieldsSince ?? []), ...fieldsSince];
    if (components !== undefined) merged.components = [...(merged.components ?? []), ...components];
  }
  return merged;
}

/** The value of the last layer that has one: what is special wins over what is shared. */
function last<T>(layers: Provider[], read: (layer: Provider) => T | undefined): T | undefined {
  for (const layer of [...layers].reverse()) {
    const value = read(layer);
    if (value !== undefined) return value;
  }
  return undefined;
}
