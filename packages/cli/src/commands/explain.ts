import { judgementCatalogue, ruleCatalogue } from "@cstack/clusterclass";
import { resolveUnit } from "@cstack/generator";
import { catalogue, nearestFirst } from "@cstack/model";
import { Command } from "commander";
import { explainedVariable } from "../explained-variable.ts";
import { usageFailure } from "../failure.ts";
import { openWorkspace, resolveOrFail, type Workspace } from "../workspace.ts";

export function explainCommand(): Command {
  return new Command("explain")
    .summary("the documentation of a code, a rule, a variable or a unit")
    .description(
      "Prints what is known about a diagnostic code (CS1101), a rule (CC-P07), a variable (certSANs) or a unit (docker-scs-1-36).",
    )
    .argument("<subject>", "code, rule, variable or unit")
    .option("--root <dir>", "checkout to read (default: the one around the current directory)")
    .addHelpText("after", "\nExample:\n  cstack explain CS3006")
    .action((subject: string, flags: { root?: string }) => {
      process.stdout.write(explain(subject, flags.root));
    });
}

function explain(subject: string, root: string | undefined): string {
  const entry = Object.entries(catalogue).find(([code]) => code === subject.toUpperCase());
  if (entry !== undefined) {
    const [code, { title, cause, repair }] = entry;
    return `${code}: ${title}\n\nWhy: ${cause}\nRepair: ${repair}\n`;
  }
  const rule = ruleCatalogue.find(({ id }) => id === subject.toUpperCase());
  if (rule !== undefined) {
    const { project, version, file, function: name } = rule.source;
    return `${rule.id}: ${rule.title}\n\nAbout: ${rule.object}\nSource: ${project} ${version}, ${file}, ${name}\n`;
  }
  const judgement = judgementCatalogue.find(({ id }) => id === subject.toUpperCase());
  if (judgement !== undefined) {
    return `${judgement.id}: ${judgement.title}\n\nAbout: ${judgement.object}, seen by no webhook of Cluster API (${judgement.severity})\nRepair: ${judgement.repair}\n`;
  }
  const workspace = openWorkspace(root);
  return explainUnit(workspace, subject) ?? explainVariable(workspace, subject);
}

function explainUnit(workspace: Workspace, subject: string): string | undefined {
  const key = workspace.units.find(({ id }) => id === subject);
  if (key === undefined) return undefined;
  const unit = resolveOrFail(workspace, key);
  const addons = unit.addons.map(({ addon, version }) => `  ${addon.data.id} ${version.chart}: ${addon.data.title}`);
  const variables = unit.variables.map(({ name, schema }) => `  ${name}: ${firstSentence(String(schema["description"] ?? ""))}`);
  const features = unit.features.map(({ data, path }) => `  ${data.title} (${path})`);
  return [
    `${unit.id}: ${unit.stack.data.title} for ${unit.provider.data.title}, Kubernetes v${unit.kubernetes.version}`,
    `\nFeatures, in the order of their patches:\n${features.join("\n")}`,
    `\nVariables:\n${variables.join("\n")}`,
    `\nAddons, in the order of their stage:\n${addons.join("\n")}\n`,
  ].join("\n");
}

function explainVariable(workspace: Workspace, subject: string): string {
  const units = workspace.units.map((key) => resolveUnit(workspace.repository, key).unit).filter((unit) => unit !== undefined);
  const explained = explainedVariable(units, subject);
  if (explained !== undefined) return explained;
  const names = [
    ...Object.keys(catalogue),
    ...ruleCatalogue.map(({ id }) => id),
    ...judgementCatalogue.map(({ id }) => id),
    ...new Set(units.flatMap(({ variables }) => variables.map(({ name }) => name))),
    ...workspace.units.map(({ id }) => id),
  ];
  throw usageFailure(`Nothing is known about "${subject}". Nearest: ${nearestFirst(subject, names).slice(0, 5).join(", ")}.`);
}

function firstSentence(text: string): string {
  return /^.*?\.(?=\s|$)/s.exec(text)?.[0] ?? text;
}
