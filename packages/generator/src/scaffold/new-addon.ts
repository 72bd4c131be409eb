import { type Diagnostic, problem, type Result, unknownName } from "@cstack/model";
import type { Repository, Stack } from "../load/repository.ts";
import { editYaml } from "./edit-yaml.ts";
import { minorsOfStacks } from "./minors.ts";
import { heading, scalar, taken, wrongForm } from "./names.ts";
import { findStack } from "./neighbours.ts";
import { planned, refused, type ScaffoldNote, type ScaffoldPlan, schemaLine } from "./plan.ts";

export interface AddonRequest {
  id: string;
  /** Stack that ships the addon from now on; none when left out. */
  stack?: string;
  /** The one provider of the stack that ships it; all when left out. */
  provider?: string;
  chart?: { name?: string; repository?: string; version?: string };
}

/** Plans the folder of an addon, and its line in a stack. What the request does not say about the chart stands there as a value to fill in. */
export function planAddon(repository: Repository, request: AddonRequest): Result<ScaffoldPlan> {
  const { id } = request;
  const folder = `addons/${id}`;
  const minors = minorsOfStacks(repository);
  const findings = [...wrongForm("addon", id), ...taken(repository, "addon", id, folder), ...wrongRepository(request.chart?.repository)];
  if (minors.length === 0)
    findings.push(problem("CS1303", {}, "No stack lists a Kubernetes minor that the addon could have a version for."));
  const shipped = shippingStack(repository, request);
  if (findings.length > 0 || "diagnostics" in shipped)
    return refused(...findings, ...("diagnostics" in shipped ? shipped.diagnostics : []));
  const files = new Map([
    [`${folder}/addon.yaml`, addonFile(request)],
    [`${folder}/versions.yaml`, versionsFile(request, minors)],
    [`${folder}/values.yaml.ejs`, valuesFile],
    [`${folder}/README.md`, readme(id)],
  ]);
  const { stack, providers } = shipped;
  const edits = stack === undefined ? new Map<string, string>() : new Map([[stack.path, withAddon(repository, stack, providers, id)]]);
  return planned({ files, edits, notes: notes(request, folder) });
}

function wrongRepository(repository: string | undefined): Diagnostic[] {
  if (repository === undefined || /^(https|oci):\/\/./.test(repository)) return [];
  return [problem("CS1302", {}, `"${repository}" is no address of a chart repository.`, "Give one that begins with https:// or oci://.")];
}

interface Shipping {
  stack: Stack | undefined;
  providers: string[];
}

function shippingStack(repository: Repository, { stack: id, provider }: AddonRequest): Shipping | { diagnostics: Diagnostic[] } {
  if (id === undefined) {
    const half = problem("CS7002", {}, "--provider says where a stack ships the addon, and no stack is named.", "Add --stack.");
    return provider === undefined ? { stack: undefined, providers: [] } : { diagnostics: [half] };
  }
  const stack = findStack(repository, id);
  if (!("data" in stack)) return { diagnostics: [stack] };
  const offered = Object.keys(stack.data.providers);
  if (provider === undefined) return { stack, providers: offered };
  if (offered.includes(provider)) return { stack, providers: [provider] };
  return { diagnostics: [problem("CS1202", stack.document.place(["providers"]), unknownName("provider", provider, offered))] };
}

function withAddon(repository: Repository, stack: Stack, providers: readonly string[], id: string): string {
  return editYaml(repository.files.get(stack.path) ?? "", (document) => {
    for (const provider of providers) document.addIn(["providers", provider, "addons"], id);
  });
}

const unknownChart = { name: "fill-in", repository: "https://fill-in.invalid/charts", version: "0.0.0" };

function addonFile({ id, chart }: AddonRequest): string {
  return `${schemaLine("addon", 2)}
id: ${scalar(id)}
title: ${scalar(`${heading(id)} addon`)}
docs: |
  Fill in: what the addon does for a cluster, and what it needs there.
runsIn: workload
deliveries: [operator, flux, caaph, sveltos, helm]
chart:
  name: ${scalar(chart?.name ?? unknownChart.name)}
  repository: ${scalar(chart?.repository ?? unknownChart.repository)}
namespace: kube-system
stage: AfterControlPlaneInitialized
`;
}

function versionsFile({ chart }: AddonRequest, minors: readonly string[]): string {
  return `${schemaLine("addon-versions", 2)}
versions:
  - minors: [${minors.map((minor) => `"${minor}"`).join(", ")}]
    chart: ${scalar(chart?.version ?? unknownChart.version)}
    source: "fill in: ${chart?.version === undefined ? "the version, and " : ""}where it stands that this version of the chart is for these minors"
`;
}

const valuesFile = `# Fill in: values of the chart that are the same in every cluster. It sees unit, kubernetes, provider, stack and facts; values that come from
# a Cluster stand in cluster-values.yaml.
{}
`;

function readme(id: string): string {
  return `# ${heading(id)}

Fill in: why a stack ships this addon, which settings of \`values.yaml.ejs\` differ from the chart's and for what reason, and how to see that it
works in a cluster.
`;
}

function notes({ id, stack, chart }: AddonRequest, folder: string): ScaffoldNote[] {
  const missing = [...(chart?.name === undefined ? ["name"] : []), ...(chart?.repository === undefined ? ["repository"] : [])];
  const version = chart?.version === undefined ? "The chart version for each minor, and the source" : "The source";
  return [
    ...(missing.length === 0 ? [] : [{ file: `${folder}/addon.yaml`, text: `The chart's ${missing.join(" and ")}.` }]),
    {
      file: `${folder}/addon.yaml`,
      text: "Docs; role and requires, and providers where it does not fit all; deliveries that the chart allows.",
    },
    { file: `${folder}/versions.yaml`, text: `${version} of the version; app and digest as the repository gives them.` },
    { file: `${folder}/values.yaml.ejs`, text: "Values that differ from the chart's." },
    { file: `${folder}/README.md`, text: "Why the addon is shipped, and how to see that it works." },
    ...(stack === undefined
      ? [{ file: "stacks/<stack>/stack.yaml", text: `Add ${id} to addons of each provider that ships it: no stack does yet.` }]
      : []),
  ];
}
