import type { RenderedInfraFile, RenderedUnit } from "@cstack/generator";
import { toYamlStream } from "@cstack/model";

const clusters = { management: "the management cluster", infra: "the cluster that runs the machines" } as const;
const steps = { BeforeCluster: "before the Cluster", AfterCluster: "after the Cluster" } as const;

/** The files `infra/*.yaml` of a bundle by name: manifests behind a comment that says where they go, when, and what for. */
export function infraTexts({ infra }: Pick<RenderedUnit, "infra">): Map<string, string> {
  return new Map(infra.map((file) => [file.path, `${heading(file)}${toYamlStream(file.manifests)}`]));
}

function heading(file: RenderedInfraFile): string {
  const lines = [`Apply to ${clusters[file.appliedTo]}, ${steps[file.step]}.`, ...neededFor(file), ...file.docs.trim().split("\n")];
  return lines
    .map((line) => `# ${line}`.trimEnd())
    .join("\n")
    .concat("\n");
}

function neededFor(file: RenderedInfraFile): string[] {
  return file.when === undefined ? [] : [`Needed where ${condition(file)}.`];
}

function condition({ when }: RenderedInfraFile): string {
  if (when === undefined) return "always";
  return when.values === undefined
    ? `\`${when.variable}\` is set`
    : `\`${when.variable}\` is ${when.values.map((value) => `\`${value}\``).join(" or ")}`;
}

/** Rows for the README of a release: file, cluster, step, condition, meaning. */
export function infraRows({ infra }: Pick<RenderedUnit, "infra">): string[][] {
  return infra.map((file) => [`\`${file.path}\``, clusters[file.appliedTo], steps[file.step], condition(file), file.docs.trim()]);
}
