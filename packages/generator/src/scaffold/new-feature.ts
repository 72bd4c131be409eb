import { problem, type Result } from "@cstack/model";
import type { Provider, Repository } from "../load/repository.ts";
import { camelCase, heading, scalar, taken, variableTaken, wrongForm } from "./names.ts";
import { featuresBeside, findProvider, providersWith } from "./neighbours.ts";
import { planned, refused, type ScaffoldNote, type ScaffoldPlan, schemaLine } from "./plan.ts";
import { quietLengths } from "./quiet-list.ts";

export interface FeatureRequest {
  id: string;
  provider: string;
  /** Name of its variable; the id in camelCase when left out. */
  variable?: string;
}

/**
 * Plans a feature that is complete in small: a variable, a patch that writes its value to a file on the nodes, and a check for on and for off.
 * It is off by default, so no machine rolls before somebody uses it.
 */
export function planFeature(
  repository: Repository,
  { id, provider: owner, variable = camelCase(id) }: FeatureRequest,
): Result<ScaffoldPlan> {
  const provider = findProvider(repository, owner);
  if (!("data" in provider)) return refused(...wrongForm("feature", id), provider);
  const path = `${provider.folder}/features/${id}.yaml`;
  const beside = featuresBeside(repository, provider);
  const namesake = beside.find((feature) => feature.data.id === id);
  const findings = [
    ...wrongForm("feature", id),
    ...wrongForm("variable", variable),
    ...taken(repository, "feature", id, namesake?.path ?? path),
    ...variableTaken(variable, beside),
  ];
  if (findings.length > 0) return refused(...findings);
  const target = fileTarget(repository, provider);
  if (target === undefined) return refused(noTarget(repository, provider));
  return planned({ files: new Map([[path, featureFile(id, variable, target)]]), notes: notes(repository, provider, path, id) });
}

/** A target that has files on nodes, with the number of its files while nothing is switched on. */
interface FileTarget {
  name: string;
  files: number;
}

const fileTargets = ["nodes", "controlPlaneNodes"];

/** The first target whose templates all have equally many files on every provider with the feature: one check then says that none was added. */
function fileTarget(repository: Repository, provider: Provider): FileTarget | undefined {
  const providers = providersWith(repository, provider);
  for (const name of fileTargets) {
    const lengths = providers.map((item) => quietLengths(repository, item, name, "/files"));
    const [first] = lengths.flat();
    if (first !== undefined && lengths.every((own) => own?.every((length) => length === first))) return { name, files: first };
  }
  return undefined;
}

function noTarget(repository: Repository, provider: Provider) {
  const providers = providersWith(repository, provider).map((item) => item.data.id);
  const reason =
    providers.length === 0
      ? "no provider with units includes it"
      : `${providers.join(", ")} has neither of the targets ${fileTargets.join(" and ")}, or has no minor with facts`;
  const message = `A feature of ${provider.data.id} has nothing to write a file to: ${reason}.`;
  return problem("CS1303", { file: provider.path }, message, "Include a provider with such targets, or write the feature by hand.");
}

function featureFile(id: string, variable: string, target: FileTarget): string {
  const file = `/etc/kubernetes/cstack/${id}`;
  const onNodes = target.name === "nodes" ? "every node" : "control plane nodes";
  return `${schemaLine("feature", 3)}
id: ${scalar(id)}
title: ${scalar(`${heading(id)} feature`)}
docs: |
  Fill in: what the feature does, who needs it, and which machines a change rolls. As it stands, the value of \`${variable}\` is written to
  \`${file}\` on ${onNodes}.
variables:
  - name: ${scalar(variable)}
    description: "Fill in: what the value means. Empty switches the feature off."
    schema: {type: string, default: "", maxLength: 1024}
patches:
  - name: ${scalar(variable)}
    when: "{{ not (empty .${variable}) }}"
    on: [${target.name}]
    ops:
      - append: /files
        template: |
          path: ${file}
          owner: root:root
          permissions: "0644"
          content: {{ .${variable} | toJson }}
checks:
  - name: a value is written to ${onNodes}
    given: {${scalar(variable)}: example}
    expect:
      - {on: ${target.name}, path: /files, contains: {path: ${file}, owner: "root:root", permissions: "0644", content: example}}
  - name: off by default
    expect:
      - {on: ${target.name}, path: /files/${target.files}, absent: true}
`;
}

function notes(repository: Repository, provider: Provider, path: string, id: string): ScaffoldNote[] {
  const users = new Set(providersWith(repository, provider).map((item) => item.data.id));
  const narrow = [...repository.stacks.values()].flatMap((stack) =>
    Object.entries(stack.data.providers)
      .filter(([name, offer]) => users.has(name) && Array.isArray(offer.features))
      .map(([name]) => ({ file: stack.path, text: `${name} ships a list of features: add ${id} to ship it.` })),
  );
  return [
    { file: path, text: "Title and docs, the variable's description and schema, and the patch that is meant instead of the file." },
    { file: path, text: "One check for each state of the variable; they are printed in the docs as examples." },
    ...narrow,
  ];
}
