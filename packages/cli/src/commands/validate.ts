import {
  EjsRenderer,
  interfaceProblems,
  migrationProblems,
  renderUnit,
  resolveUnit,
  runFeatureChecks,
  type UnitKey,
} from "@cstack/generator";
import { type Diagnostic, hasErrors } from "@cstack/model";
import { judgeLedger } from "@cstack/release";
import { Command } from "commander";
import { checkoutFacts } from "../checkout-facts.ts";
import { findingsFailure, reportDiagnostics } from "../failure.ts";
import { nameOfInput, readInputText } from "../input-text.ts";
import { judgeClass } from "../judge.ts";
import { judgeBeyondAdmission } from "../judge-beyond-admission.ts";
import { judgeManifests } from "../judge-manifests.ts";
import { parseFormat, printData } from "../output.ts";
import { readWorkspace, selectUnits, type Workspace } from "../workspace.ts";

interface ValidateFlags {
  class?: string;
  output: string;
  root?: string;
}

export function validateCommand(): Command {
  return new Command("validate")
    .summary("every rule: sources, rendering, and Cluster API's own")
    .description(
      "Checks the sources, renders units and judges their classes as Cluster API's schemas and webhooks would. A class from elsewhere is judged by what the checkout knows of its provider.",
    )
    .argument("[unit...]", "unit or stack ids; all when none is named")
    .option("--class <file>", "a YAML file with a ClusterClass and its templates, from anywhere; - for standard input")
    .option("-o, --output <format>", "text, json or yaml", "text")
    .option("--root <dir>", "checkout to read (default: the one around the current directory)")
    .addHelpText("after", "\nExample:\n  cstack validate")
    .action(run);
}

function run(names: string[], flags: ValidateFlags): void {
  const format = parseFormat(flags.output);
  const { diagnostics, subject } = flags.class === undefined ? validateUnits(names, flags.root) : validateFile(flags.class, flags.root);
  const errors = format === "text" ? reportDiagnostics(diagnostics) : diagnostics.filter(({ severity }) => severity === "error").length;
  printData(
    format,
    { diagnostics },
    () => `${subject}: ${errors} ${errors === 1 ? "error" : "errors"}, ${diagnostics.length - errors} warnings\n`,
  );
  if (errors > 0) throw findingsFailure(errors);
}

function validateUnits(names: string[], root: string | undefined): { diagnostics: Diagnostic[]; subject: string } {
  const workspace = readWorkspace(root);
  const keys = selectUnits(workspace, names);
  const ejs = new EjsRenderer();
  const stacks = [...new Set(keys.map(({ stack }) => stack))];
  const diagnostics = [
    ...workspace.diagnostics,
    ...stacks.flatMap((stack) => [...interfaceProblems(workspace.repository, stack), ...migrationProblems(workspace.repository, stack)]),
    ...judgeLedger(workspace.repository),
    ...keys.flatMap((key) => validateUnit(workspace, key, ejs)),
  ];
  return { diagnostics, subject: `${keys.length} ${keys.length === 1 ? "unit" : "units"}` };
}

function validateUnit(workspace: Workspace, key: UnitKey, ejs: EjsRenderer): Diagnostic[] {
  const { unit, diagnostics } = resolveUnit(workspace.repository, key);
  if (unit === undefined) return diagnostics;
  const { rendered, diagnostics: findings } = renderUnit(unit, { version: "v1", ejs });
  const all = [...diagnostics, ...findings, ...(rendered === undefined ? [] : judgeClass(rendered))];
  return rendered === undefined || hasErrors(all)
    ? all
    : [...all, ...judgeBeyondAdmission(rendered), ...runFeatureChecks(rendered).diagnostics];
}

function validateFile(file: string, root: string | undefined): { diagnostics: Diagnostic[]; subject: string } {
  const subject = nameOfInput(file);
  return { diagnostics: judgeManifests(subject, readInputText(file), checkoutFacts(root)), subject };
}
