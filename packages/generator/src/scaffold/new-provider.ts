import { type Diagnostic, problem, type Result, type TemplateSlot } from "@cstack/model";
import type { Provider, Repository, Stack } from "../load/repository.ts";
import { editYaml } from "./edit-yaml.ts";
import { capitalized, taken, variableTaken, wrongForm } from "./names.ts";
import { findStack, sharedProviders } from "./neighbours.ts";
import { planned, refused, type ScaffoldNote, type ScaffoldPlan } from "./plan.ts";
import { exampleVariable, providerFiles } from "./provider-files.ts";

export interface ProviderRequest {
  id: string;
  /** Stack that offers the provider from now on; none when left out. */
  stack?: string;
}

/** Plans a provider with templates for cluster and machines on top of all shared know-how, one feature as an example, and a sample Cluster. */
export function planProvider(repository: Repository, { id, stack: stackId }: ProviderRequest): Result<ScaffoldPlan> {
  const folder = `providers/${id}`;
  const shared = sharedProviders(repository);
  const stack = stackId === undefined ? undefined : findStack(repository, stackId);
  const findings = [
    ...wrongForm("provider", id),
    ...noKind(id),
    ...taken(repository, "provider", id, folder),
    ...incomplete(shared),
    ...variableTaken(
      exampleVariable,
      shared.flatMap((provider) => provider.features),
    ),
  ];
  if (stack !== undefined && !("data" in stack)) return refused(...findings, stack);
  if (findings.length > 0) return refused(...findings);
  const files = providerFiles(
    folder,
    id,
    shared.map((provider) => provider.data.id),
  );
  const edits = stack === undefined ? new Map<string, string>() : new Map([[stack.path, withProvider(repository, stack, id)]]);
  return planned({ files, edits, notes: [...fillIn(folder), ...stackNotes(stack, shared, id)] });
}

/** Kinds derive from the id, and Go types begin with a letter. */
function noKind(id: string): Diagnostic[] {
  if (!/^[0-9]/.test(id)) return [];
  return [problem("CS1302", {}, `"${id}" begins with a digit, and the kinds of a provider are named after it.`, "Begin with a letter.")];
}

const sharedSlots: TemplateSlot[] = ["controlPlane", "workerBootstrap"];

/** A scaffold writes infrastructure only: control plane, bootstrap and class file must come from what it includes. */
function incomplete(shared: readonly Provider[]): Diagnostic[] {
  const filled = shared.flatMap(({ data }) => (data.templates ?? []).map((template) => template.slot));
  const missing = sharedSlots.filter((slot) => !filled.includes(slot)).map((slot) => `a template for ${slot}`);
  if (shared.every(({ data }) => data.class === undefined)) missing.push("a class file");
  if (missing.length === 0) return [];
  const message = `No provider with \`shared: true\` has ${missing.join(", ")}, which a new one would include.`;
  return [problem("CS1303", {}, message)];
}

function withProvider(repository: Repository, stack: Stack, id: string): string {
  return editYaml(repository.files.get(stack.path) ?? "", (document) => {
    document.setIn(["providers", id], document.createNode({ features: "all", addons: [] }, { flow: true }));
  });
}

function fillIn(folder: string): ScaffoldNote[] {
  return [
    {
      file: `${folder}/provider.yaml`,
      text: "Kinds and group of the templates, the required component, docs; mutability from the provider's webhooks.",
    },
    { file: `${folder}/versions.yaml`, text: "API version and contract with their source; nodeImages where the infrastructure has them." },
    { file: `${folder}/class/cluster.yaml.ejs`, text: "What the infrastructure cluster needs." },
    { file: `${folder}/class/machine.yaml.ejs`, text: "What a machine needs, in place of the example field." },
    { file: `${folder}/features/machine-type.yaml`, text: "The example: the field that it sets, docs, and checks." },
    { file: `${folder}/outputs/cluster.yaml.ejs`, text: "A sample Cluster that works on the infrastructure." },
    { file: `${folder}/README.md`, text: "What a project of the infrastructure must have before a Cluster can be made." },
  ];
}

function stackNotes(stack: Stack | undefined, shared: readonly Provider[], id: string): ScaffoldNote[] {
  if (stack === undefined) {
    const text = `Add "${id}: {features: all, addons: []}" to providers: no stack offers ${id} yet.`;
    return [{ file: "stacks/<stack>/stack.yaml", text }];
  }
  const variables = shared.flatMap((provider) => provider.features).flatMap((feature) => feature.data.variables ?? []);
  const missing = (stack.data.interface ?? []).filter((name) => !variables.some((variable) => variable.name === name));
  const addons = { file: stack.path, text: `Addons of ${id}: without a pod network no node becomes Ready.` };
  if (missing.length === 0) return [addons];
  return [addons, { file: stack.path, text: `${capitalized(id)} lacks variables of the stack's interface: ${missing.join(", ")}.` }];
}
