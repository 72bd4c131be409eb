import { planAddon, planFeature, planMinor, planProvider, planStack, type Repository, type ScaffoldPlan } from "@cstack/generator";
import type { Diagnostic, Result } from "@cstack/model";
import { Command } from "commander";
import { CommandFailure, exitCodes, reportDiagnostics } from "../failure.ts";
import { parseFormat, printData } from "../output.ts";
import { openWorkspace } from "../workspace.ts";
import { performScaffold } from "./new/perform.ts";
import { scaffoldData, scaffoldText } from "./new/report.ts";

interface NewFlags {
  dryRun?: boolean;
  output: string;
  root?: string;
}

export function newCommand(): Command {
  const command = new Command("new")
    .summary("a scaffold that builds and passes its checks")
    .description(
      "Writes a new stack, provider, feature, addon or Kubernetes minor that builds at once, and lists by file what a person must fill in.",
    )
    .addHelpText("after", "\nExamples:\n  cstack new addon reloader --stack scs --dry-run\n  cstack new minor 1.38");
  for (const kind of [stackCommand(), providerCommand(), featureCommand(), addonCommand(), minorCommand()]) command.addCommand(kind);
  return command;
}

function stackCommand(): Command {
  return kindCommand("stack", "id", "a stack with all features of its providers, and no addon")
    .option("--provider <id...>", "its providers (default: all)")
    .addHelpText("after", "\nExample:\n  cstack new stack edge --provider docker")
    .action((id: string, flags: NewFlags & { provider?: string[] }) =>
      run(flags, (repository) => planStack(repository, { id, ...(flags.provider === undefined ? {} : { providers: flags.provider }) })),
    );
}

function providerCommand(): Command {
  return kindCommand("provider", "id", "a provider on the shared control plane, with one feature as an example")
    .option("--stack <id>", "stack that offers it from now on")
    .addHelpText("after", "\nExample:\n  cstack new provider metal --stack scs")
    .action((id: string, flags: NewFlags & { stack?: string }) =>
      run(flags, (repository) => planProvider(repository, { id, ...(flags.stack === undefined ? {} : { stack: flags.stack }) })),
    );
}

function featureCommand(): Command {
  return kindCommand("feature", "id", "a feature with a variable, a patch and two checks")
    .requiredOption("--provider <id>", "provider that gets the feature; a shared one gives it to all that include it")
    .option("--variable <name>", "name of its variable (default: the id in camelCase)")
    .addHelpText("after", "\nExample:\n  cstack new feature login-banner --provider kubeadm")
    .action((id: string, flags: NewFlags & { provider: string; variable?: string }) => {
      const variable = flags.variable === undefined ? {} : { variable: flags.variable };
      run(flags, (repository) => planFeature(repository, { id, provider: flags.provider, ...variable }));
    });
}

interface AddonFlags extends NewFlags {
  stack?: string;
  provider?: string;
  chart?: string;
  repository?: string;
  chartVersion?: string;
}

function addonCommand(): Command {
  return kindCommand("addon", "id", "an addon with a version for all minors of all stacks")
    .option("--stack <id>", "stack that ships it from now on")
    .option("--provider <id>", "the one provider of the stack that ships it (default: all of the stack)")
    .option("--chart <name>", "name of the chart")
    .option("--repository <url>", "chart repository, https:// or oci://")
    .option("--chart-version <version>", "exact version of the chart")
    .addHelpText("after", "\nExample:\n  cstack new addon reloader --stack scs --chart reloader --repository https://charts.example.com")
    .action((id: string, flags: AddonFlags) => {
      const { stack, provider, chart: name, repository: address, chartVersion: version } = flags;
      const chart = { ...(name && { name }), ...(address && { repository: address }), ...(version && { version }) };
      run(flags, (repository) => planAddon(repository, { id, chart, ...(stack && { stack }), ...(provider && { provider }) }));
    });
}

function minorCommand(): Command {
  return kindCommand("minor", "minor", "a Kubernetes minor: its line in the stacks, and rows of facts to check")
    .option("--stack <id...>", "stacks that are built for it (default: all that are not yet)")
    .addHelpText("after", "\nExample:\n  cstack new minor 1.38")
    .action((minor: string, flags: NewFlags & { stack?: string[] }) =>
      run(flags, (repository) => planMinor(repository, { minor, ...(flags.stack === undefined ? {} : { stacks: flags.stack }) })),
    );
}

/** What all kinds share. Each command overrides the exit itself: commands that are added do not inherit it. */
function kindCommand(name: string, argument: string, summary: string): Command {
  return new Command(name)
    .summary(summary)
    .description(`Writes ${summary}.`)
    .argument(`<${argument}>`, argument === "id" ? `id of the ${name}` : "Kubernetes minor, e.g. 1.38")
    .option("--dry-run", "print what would be written, and write nothing")
    .option("-o, --output <format>", "text, json or yaml", "text")
    .option("--root <dir>", "checkout to extend (default: the one around the current directory)")
    .exitOverride();
}

function run(flags: NewFlags, plan: (repository: Repository) => Result<ScaffoldPlan>): void {
  const format = parseFormat(flags.output);
  const workspace = openWorkspace(flags.root);
  const { value, diagnostics } = plan(workspace.repository);
  if (value === undefined) throw nothingWritten(diagnostics);
  const dryRun = flags.dryRun === true;
  const findings = performScaffold(workspace.root, value, { dryRun });
  if (findings.length > 0) throw nothingWritten(findings);
  printData(format, scaffoldData(value, dryRun), () => scaffoldText(value, dryRun));
}

/** A refused scaffold was asked for with a name or an option that does not fit this checkout: wrong usage. */
function nothingWritten(diagnostics: readonly Diagnostic[]): CommandFailure {
  reportDiagnostics(diagnostics);
  return new CommandFailure(exitCodes.usage, "Nothing was written.");
}
