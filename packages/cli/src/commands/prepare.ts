import type { RenderedUnit } from "@cstack/generator";
import type { Diagnostic, PrepareFile } from "@cstack/model";
import { Command } from "commander";
import { CommandFailure, exitCodes, findingsFailure, reportDiagnostics, usageFailure } from "../failure.ts";
import { type OutputFormat, parseFormat, printData, textTable } from "../output.ts";
import type { PrepareContext } from "../prepare/context.ts";
import { plannedSteps } from "../prepare/dry-run.ts";
import { inputsOf } from "../prepare/inputs.ts";
import { type DoneStep, prepareCluster } from "../prepare/prepare-cluster.ts";
import { cloudOf, commandText } from "../prepare/program.ts";
import { readContext } from "../prepare/read-cluster.ts";
import { openWorkspace, renderOrFail, resolveOrFail, selectOneUnit } from "../workspace.ts";

interface PrepareFlags {
  cluster: string;
  run?: boolean;
  input: string[];
  output: string;
  root?: string;
}

export function prepareCommand(): Command {
  return new Command("prepare")
    .summary("the manual steps of a provider before a Cluster: networks, addresses, images")
    .description(
      "Prints what the provider's recipe does for the Cluster in a file, with the provider's own program. With --run it does it (this uses the " +
        "network): each thing is looked up first and made only where it is not there, and its id is written into the file at once, so that a run " +
        "that was interrupted goes on where it ended. Variables that are set are never overwritten.",
    )
    .argument("<unit>", "unit id")
    .requiredOption("--cluster <file>", "file with the Cluster; its comments stay")
    .option("--run", "do it, instead of printing it")
    .option(
      "--input <name=value>",
      "a choice that no variable says; repeat it for more",
      (value: string, all: string[]) => [...all, value],
      [],
    )
    .option("-o, --output <format>", "text, json or yaml", "text")
    .option("--root <dir>", "checkout to read (default: the one around the current directory)")
    .addHelpText(
      "after",
      "\nExamples:\n  cstack prepare openstack-scs-1-36 --cluster cluster.yaml\n  cstack prepare openstack-scs-1-36 --cluster cluster.yaml --run --input cloud=my-project",
    )
    .action(run);
}

async function run(name: string, flags: PrepareFlags): Promise<void> {
  const format = parseFormat(flags.output);
  const rendered = renderOne(name, flags.root);
  const recipe = [...rendered.unit.layers].reverse().find(({ prepare }) => prepare !== undefined)?.prepare?.data;
  if (recipe === undefined) throw usageFailure(`Nothing has to be prepared for ${rendered.unit.id}: its provider has no prepare.yaml.`);
  const { context, diagnostics } = readContext(flags.cluster, rendered, inputsOf(recipe, flags.input));
  if (context === undefined) throw failed(diagnostics);
  if (flags.run === true) await perform(recipe, context, flags.cluster, format);
  else show(recipe, context, format);
}

function renderOne(name: string, root: string | undefined): RenderedUnit {
  const workspace = openWorkspace(root);
  return renderOrFail(resolveOrFail(workspace, selectOneUnit(workspace, name)), { version: "v1" });
}

function show(recipe: PrepareFile, context: PrepareContext, format: OutputFormat): void {
  const { steps, diagnostics } = plannedSteps(recipe, context);
  if (diagnostics.length > 0) throw failed(diagnostics);
  printData(format, { dryRun: true, steps }, () => {
    const texts = steps.map(({ title, find, create, wait, set }) =>
      [
        `# ${title}${set.length === 0 ? "" : ` -> ${set.join(", ")}`}`,
        `look up:  ${commandText(find)}`,
        ...(create === undefined ? [] : [`else:     ${commandText(create)}`]),
        ...(wait === undefined ? [] : [`wait for: ${commandText(wait)}`]),
        "",
      ].join("\n"),
    );
    return `${texts.join("\n")}${steps.length === 0 ? "There is nothing to prepare." : "\nNothing was done. Add --run to do it."}\n`;
  });
}

async function perform(recipe: PrepareFile, context: PrepareContext, file: string, format: OutputFormat): Promise<void> {
  const cloud = cloudOf(recipe.program, (command) => process.stderr.write(`${command}\n`));
  const { done, diagnostics } = await prepareCluster(recipe, context, file, cloud);
  if (diagnostics.length === 0) return printData(format, { dryRun: false, steps: done }, () => doneText(done));
  process.stderr.write(doneText(done));
  throw failed(diagnostics);
}

function doneText(done: readonly DoneStep[]): string {
  const rows = done.map(({ title, state, values, set }) => [
    title,
    state,
    Object.values(values).join(" "),
    Object.keys(set).join(", ") || "-",
  ]);
  return done.length === 0 ? "There is nothing to prepare.\n" : textTable(["STEP", "STATE", "VALUES", "SET"], rows);
}

/** A missing program is no finding about the Cluster. */
function failed(diagnostics: readonly Diagnostic[]): CommandFailure {
  const count = reportDiagnostics(diagnostics);
  if (diagnostics.some(({ code }) => code === "CS7001")) return new CommandFailure(exitCodes.environment, "A program is missing.");
  return findingsFailure(count);
}
