import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Repository } from "@cstack/generator";
import { checkProgram, type FoundProgram, knownPrograms } from "@cstack/smoke";
import { Command } from "commander";
import { parseFormat, printData, textTable } from "../output.ts";
import { type LaneState, laneStates } from "../smoke/lane-states.ts";
import { version } from "../version.ts";
import { readWorkspace } from "../workspace.ts";

const minimumNode = [20, 19] as const;

export function doctorCommand(): Command {
  return new Command("doctor")
    .summary("which tools and lanes can run here")
    .description(
      "Lists the programs that commands and test lanes use, whether they are here and new enough, and for each lane whether it can run on this machine " +
        "and what is missing; for that with real clusters also what keeps it from all that it can show: a kernel's limit, images that have to be pulled. " +
        "Building, validating and planning need only Node.",
    )
    .option("-o, --output <format>", "text, json or yaml", "text")
    .addHelpText("after", "\nExample:\n  cstack doctor -o json")
    .action((flags: { output: string }) => run(flags.output));
}

async function run(output: string): Promise<void> {
  const format = parseFormat(output);
  const tools = [ownState(), nodeState(), ...(await Promise.all(knownPrograms.map((known) => checkProgram(known))))];
  const lanes = await laneStates(repositoryHere());
  printData(format, { tools, lanes }, () => `${toolText(tools)}\n${laneText(lanes)}`);
}

function toolText(tools: readonly FoundProgram[]): string {
  return textTable(
    ["TOOL", "WHAT IT DOES", "VERSION", "FOUND"],
    tools.map(({ name, purpose, version, path, problem, repair }) => [
      name,
      purpose,
      version ?? "",
      problem === undefined ? (path ?? "") : `${problem}, ${repair}`,
    ]),
  );
}

function laneText(lanes: readonly LaneState[]): string {
  const rows = lanes.flatMap(({ lane, command, runs, missing, warnings }) => [
    [lane, runs ? "yes" : "no", command],
    ...missing.map((problem) => ["", "", `missing: ${problem}`]),
    ...warnings.map((problem) => ["", "", `warning: ${problem}`]),
  ]);
  return textTable(["LANE", "RUNS HERE", "WITH"], rows);
}

function ownState(): FoundProgram {
  const [, path = ""] = process.argv;
  return { name: "cstack", purpose: "this program", path, version };
}

function nodeState(): FoundProgram {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const fits = major > minimumNode[0] || (major === minimumNode[0] && minor >= minimumNode[1]);
  const found = { name: "node", purpose: "runs everything", path: process.execPath, version: process.versions.node };
  return fits ? found : { ...found, problem: `older than ${minimumNode.join(".")}`, repair: "install a newer one" };
}

/** The sources around the current directory, whatever may be wrong with them. */
function repositoryHere(): Repository | undefined {
  const folder = process.cwd();
  return hasSources(folder) ? readWorkspace(folder).repository : undefined;
}

/** Whether the folder, or one above it, is a checkout. */
function hasSources(folder: string): boolean {
  const isCheckout = existsSync(join(folder, "stacks")) && existsSync(join(folder, "providers"));
  return isCheckout || (join(folder, "..") !== folder && hasSources(join(folder, "..")));
}
