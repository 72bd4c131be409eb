import { type ClassPatch, onlyRefuses } from "@cstack/clusterclass";
import { type RenderedUnit, refusalsOf, type UnitVariable } from "@cstack/generator";
import { type ChosenVersion, dashForm, dotForm } from "@cstack/release";
import type { BundleFiles } from "./checksums.ts";
import { infraRows } from "./infra-files.ts";

/** README.md of a release: what the unit is, what can be set, what comes with it, how to install and check it. */
export function unitReadme(rendered: RenderedUnit, chosen: ChosenVersion, files: BundleFiles): string {
  const { unit } = rendered;
  const release = `${unit.id}-${dashForm(chosen.version)}`;
  const sections = [
    `# ${release}`,
    `${unit.stack.data.title} for ${unit.provider.data.title}, Kubernetes v${unit.kubernetes.version} (supported until ${unit.kubernetes.endOfLife}).`,
    ...[unit.stack.data.docs, unit.provider.data.docs].filter((text) => text !== undefined).map((text) => text.trim()),
    ...infrastructureApi(rendered),
    installation(unit.id, dotForm(chosen.version)),
    ...outside(rendered),
    `## Files\n\n${table(["File", "For"], fileRows(files, rendered))}`,
    `## Variables\n\n${aboutChanges}\n\n${table(["Variable", "Type", "Default", "Meaning"], unit.variables.map(variableRow))}`,
    ...refusals(rendered),
    `## Features\n\n${unit.features.map((feature) => `### ${feature.data.title}\n\n${feature.data.docs.trim()}`).join("\n\n")}`,
    `## Patches\n\n${table(["Patch", "When", "On"], patchRows(rendered))}`,
    `## Addons\n\n${table(["Addon", "Chart", "Version", "Stage"], addonRows(rendered))}`,
  ];
  return `${sections.join("\n\n")}\n`;
}

function installation(unitId: string, version: string): string {
  const className = `${unitId}-${version}`;
  return `## Install

Check the files first: \`sha256sum --check SHA256SUMS\`. What the management cluster must have stands in \`requires.yaml\`.

With the Cluster Stack Operator: \`kubectl apply -f clusterstack.yaml\`, and wait until the ClusterStackRelease is ready.

With kubectl alone: \`kubectl apply --server-side -f class.yaml\` in the namespace of your Clusters. Addons are then yours to deliver: \`cstack deliver ${unitId}\` writes them for Flux, CAAPH, Sveltos or Helm.

With Helm: \`helm template ${unitId} ${unitId}-cluster-class-${version}.tgz | kubectl apply --server-side -f -\`.

Then fill in \`cluster.yaml\`, whose class is \`${className}\`, and apply it.`;
}

/** Whoever gets a variant must know that it is none of the releases. */
function infrastructureApi({ infrastructureApi: api }: RenderedUnit): string[] {
  return api === undefined
    ? []
    : [`## Infrastructure API \`${api.id}\`\n\nReleases have another API; no Cluster moves from one to the other. ${api.docs.trim()}`];
}

/** What a Cluster needs outside itself; nothing where the unit has no such files. */
function outside(rendered: RenderedUnit): string[] {
  const rows = infraRows(rendered);
  if (rows.length === 0) return [];
  return [
    `## Outside the Cluster

Some of what a Cluster can have runs beside it. Apply these files in the order of their names, for each Cluster that needs them, with its own
name instead of \`my-cluster\` and its namespace instead of \`my-namespace\`:

    sed -e 's/my-cluster/NAME/g' -e 's/my-namespace/NAMESPACE/g' infra/FILE | kubectl apply --server-side -n NAMESPACE -f -

${table(["File", "Apply to", "When", "Needed where", "What"], rows)}`,
  ];
}

const purposes: Record<string, string> = {
  "metadata.yaml": "versions, for the operator",
  "clusteraddon.yaml": "addons by stage, for the operator",
  "hashes.json": "content hashes",
  "clusterstack.yaml": "the object that makes the operator install this release",
  "requires.yaml": "what the management cluster must have",
  "class.yaml": "ClusterClass and templates as plain manifests",
  "cluster.yaml": "a Cluster to start from",
  "node-images.yaml": "node images, for the image operator",
};

function fileRows(files: BundleFiles, rendered: RenderedUnit): string[][] {
  return [...files.keys()].map((name) => {
    if (name.startsWith("infra/")) return [`\`${name}\``, "what a Cluster needs outside itself"];
    if (name.startsWith("charts/")) return [`\`${name}\``, "chart of an addon that the operator does not deliver"];
    const archive = name.includes("-cluster-class-") ? "Helm chart of the class" : "charts of the addons, for the operator";
    return [`\`${name}\``, purposes[name] ?? purposeOf(name, rendered) ?? archive];
  });
}

/** What the provider says about a file or a chart of its own. */
function purposeOf(name: string, { files, charts }: RenderedUnit): string | undefined {
  const chart = charts.find((item) => name.startsWith(`${item.name}-v`) && name.endsWith(".tgz"));
  return files.find((file) => file.name === name)?.purpose ?? (chart && `Helm chart: ${chart.description}`);
}

const aboutChanges = `What a change of a variable does to a cluster that exists (in place, machines replaced, refused) says \`cstack explain VARIABLE\`.`;

function variableRow({ name, required, schema }: UnitVariable): string[] {
  const { type, default: fallback, description, enum: options } = schema as Record<string, unknown>;
  const kind = Array.isArray(options) ? options.map((option) => `\`${String(option)}\``).join(", ") : String(type ?? "any");
  const value = fallback === undefined ? (required ? "required" : "") : `\`${JSON.stringify(fallback)}\``;
  return [`\`${name}\``, kind, value, String(description ?? "")];
}

/** Which variables do not go together; nothing where all do. */
function refusals({ unit }: RenderedUnit): string[] {
  const rows = refusalsOf(unit).map(({ name, message }) => [`\`${name}\``, message]);
  if (rows.length === 0) return [];
  return [
    `Some do not go together. Nothing is made of a Cluster that the class refuses, and its condition TopologyReconciled says why:\n\n${table(["Refusal", "Why"], rows)}`,
  ];
}

function patchRows(rendered: RenderedUnit): string[][] {
  const { patches } = rendered.clusterClass.spec as { patches: ClassPatch[] };
  return patches
    .filter((patch) => !onlyRefuses(patch))
    .map(({ name, enabledIf, definitions = [] }) => [
      `\`${name}\``,
      enabledIf === undefined ? "always" : `\`${enabledIf}\``,
      [...new Set(definitions.map(({ selector }) => selector.kind))].join(", "),
    ]);
}

function addonRows(rendered: RenderedUnit): string[][] {
  return rendered.unit.addons.map(({ addon, version }) => [
    addon.data.title,
    `${addon.data.chart.name} from ${addon.data.chart.repository}`,
    version.chart,
    addon.data.stage,
  ]);
}

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]): string => `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replaceAll("\n", " ")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
