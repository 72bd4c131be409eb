import { type Diagnostic, problem, type Result, unknownName } from "@cstack/model";
import type { Provider, Repository } from "../load/repository.ts";
import { compareMinors } from "../resolve/minors.ts";
import { minorsWithFacts } from "./minors.ts";
import { scalar, taken, wrongForm } from "./names.ts";
import { planned, refused, type ScaffoldPlan, schemaLine } from "./plan.ts";

export interface StackRequest {
  id: string;
  /** Providers of the stack; all that are not only shared know-how when left out. */
  providers?: readonly string[];
}

/** Plans a stack that offers every feature of its providers for every minor with facts, and no addon. */
export function planStack(repository: Repository, { id, providers }: StackRequest): Result<ScaffoldPlan> {
  const folder = `stacks/${id}`;
  const findings = [...wrongForm("stack", id), ...taken(repository, "stack", id, folder)];
  const offers = offersOf(repository, providers, findings);
  if (findings.length > 0) return refused(...findings);
  const files = new Map([
    [`${folder}/stack.yaml`, stackFile(id, offers)],
    [`${folder}/package.json`, packageFile(id)],
    [`${folder}/turbo.json`, turboFile(id)],
  ]);
  const notes = [
    { file: `${folder}/stack.yaml`, text: "Title and docs; addons of each provider: without a pod network no node becomes Ready." },
    { file: `${folder}/stack.yaml`, text: "Features to leave out, defaults, and the interface that all providers of the stack share." },
    { file: `${folder}/package.json`, text: "Run npm install: the folder is a workspace, and the lockfile must name it." },
  ];
  return planned({ files, notes });
}

/** What a stack says about one provider. */
export interface Offer {
  provider: string;
  minors: string[];
}

function offersOf(repository: Repository, names: readonly string[] | undefined, findings: Diagnostic[]): Offer[] {
  const possible = [...repository.providers.values()].filter((provider) => provider.data.shared !== true);
  const known = possible.map((provider) => provider.data.id);
  for (const name of names ?? []) if (!known.includes(name)) findings.push(problem("CS1202", {}, unknownName("provider", name, known)));
  if (known.length === 0)
    findings.push(problem("CS1303", {}, "There is no provider that a stack could offer.", "Make one with `cstack new provider`."));
  const offers = possible
    .filter(({ data }) => names === undefined || names.includes(data.id))
    .map((provider) => offerOf(repository, provider));
  for (const { provider } of offers.filter(({ minors }) => minors.length === 0)) {
    const place = { file: `providers/${provider}/versions.yaml` };
    findings.push(problem("CS1303", place, `No Kubernetes minor has all the facts that ${provider} needs.`));
  }
  return offers;
}

export function offerOf(repository: Repository, provider: Provider): Offer {
  return { provider: provider.data.id, minors: minorsWithFacts(repository, provider) };
}

/** stack.yaml with all minors of the offers; a provider with fewer narrows them. */
export function stackFile(id: string, offers: readonly Offer[]): string {
  const minors = [...new Set(offers.flatMap((offer) => offer.minors))].sort(compareMinors);
  const lines = offers.map(({ provider, minors: own }) => {
    const narrowed = own.length === minors.length ? "" : `kubernetes: ${quotedList(own)}, `;
    return `  ${scalar(provider)}: {${narrowed}features: all, addons: []}`;
  });
  return `${schemaLine("stack", 2)}
id: ${scalar(id)}
title: ${scalar(`${id} cluster stack`)}
docs: |
  Fill in: whom the stack is for, and what sets it apart from others.
kubernetes: ${quotedList(minors)}
providers:
${lines.join("\n")}
`;
}

function quotedList(minors: readonly string[]): string {
  return `[${minors.map((minor) => `"${minor}"`).join(", ")}]`;
}

/** The stack as a workspace: changesets give it a version and a changelog. The command line comes from the same checkout, in any version. */
function packageFile(id: string): string {
  const manifest = {
    name: `@cstack/stack-${id}`,
    version: "0.0.0",
    private: true,
    description: `${id} cluster stack`,
    license: "Apache-2.0",
    scripts: { build: `cstack build ${id} --next` },
    devDependencies: { "@cstack/cli": "*" },
  };
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}

/** What turbo reruns and restores: the stack's own sources with all know-how, and the bundles of its units. */
function turboFile(id: string): string {
  return `{
  "$schema": "../../node_modules/turbo/schema.json",
  "extends": ["//"],
  "tasks": {
    "build": {
      "inputs": ["stack.yaml", "releases/**", "package.json", "$TURBO_ROOT$/providers/**", "$TURBO_ROOT$/addons/**"],
      "outputs": ["$TURBO_ROOT$/.release/*-${id}-*/**"]
    }
  }
}
`;
}
