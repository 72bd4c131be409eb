import { type Diagnostic, problem, type Result } from "@cstack/model";
import type { Repository, Stack } from "../load/repository.ts";
import { kubernetesRows } from "../resolve/layers.ts";
import { editYaml, insertMinor } from "./edit-yaml.ts";
import { addMinorToVersions, copyNewestRows } from "./fact-rows.ts";
import { findStack } from "./neighbours.ts";
import { planned, refused, type ScaffoldNote, type ScaffoldPlan } from "./plan.ts";

export interface MinorRequest {
  /** e.g. "1.38" */
  minor: string;
  /** Stacks that are built for it; all that are not yet when left out. */
  stacks?: readonly string[];
}

/**
 * Plans what a Kubernetes minor needs: its line in the stacks, and rows of facts that are copies of the newest ones with the first patch version.
 * Every copied fact is marked by its source, and no digest is copied.
 */
export function planMinor(repository: Repository, { minor, stacks: names }: MinorRequest): Result<ScaffoldPlan> {
  if (!/^1\.[1-9][0-9]*$/.test(minor)) {
    return refused(
      problem("CS1302", {}, `"${minor}" is no Kubernetes minor.`, "Write major and minor, e.g. 1.38, without v and patch version."),
    );
  }
  const chosen = chooseStacks(repository, minor, names);
  if ("diagnostics" in chosen) return refused(...chosen.diagnostics);
  const rows = copyNewestRows(repository, minor);
  const facts = kubernetesRows([...repository.providers.values()]).length > 0;
  if (!facts) return refused(problem("CS1303", {}, "No versions.yaml of a provider has Kubernetes facts that could be copied."));
  const addons = addMinorToVersions(repository, minor);
  const stackEdits = chosen.stacks.map((stack): [string, string] => [stack.path, withMinor(repository, stack, minor)]);
  return planned({
    edits: new Map([...stackEdits, ...rows.edits, ...addons.edits]),
    notes: [...rows.notes, ...addons.notes, ...chosen.stacks.flatMap((stack) => narrowedNotes(stack, minor))],
  });
}

function chooseStacks(
  repository: Repository,
  minor: string,
  names: readonly string[] | undefined,
): { stacks: Stack[] } | { diagnostics: Diagnostic[] } {
  const found = names === undefined ? [...repository.stacks.values()] : [...new Set(names)].map((name) => findStack(repository, name));
  const unknown = found.filter((item): item is Diagnostic => !("data" in item));
  const stacks = found.filter((item): item is Stack => "data" in item);
  const having = stacks.filter((stack) => stack.data.kubernetes.includes(minor));
  if (unknown.length > 0) return { diagnostics: unknown };
  if (stacks.length === 0) return { diagnostics: [problem("CS1303", {}, "There is no stack that a minor could be added to.")] };
  if (names === undefined && having.length < stacks.length) return { stacks: stacks.filter((stack) => !having.includes(stack)) };
  if (having.length === 0) return { stacks };
  return {
    diagnostics: having.map((stack) => {
      const place = stack.document.place(["kubernetes", stack.data.kubernetes.indexOf(minor)]);
      return problem("CS1301", place, `The stack "${stack.data.id}" has the minor ${minor}.`, "Correct the rows that are there.");
    }),
  };
}

function withMinor(repository: Repository, stack: Stack, minor: string): string {
  return editYaml(repository.files.get(stack.path) ?? "", (document) => insertMinor(document, ["kubernetes"], minor));
}

function narrowedNotes(stack: Stack, minor: string): ScaffoldNote[] {
  return Object.entries(stack.data.providers)
    .filter(([, offer]) => offer.kubernetes !== undefined)
    .map(([provider]) => ({ file: stack.path, text: `${provider} narrows the minors: add "${minor}" there too if it can be built.` }));
}
