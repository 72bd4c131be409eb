import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { Command } from "commander";
import { parseFormat, printData, textTable } from "../output.ts";

/** Programs beside Node that lanes use, and what each is for. */
const tools = [
  { name: "git", lane: "publish", purpose: "builds each ledger entry from the commit that added it" },
  { name: "helm", lane: "bundle checks", purpose: "shows that the class chart renders what cstack rendered" },
  { name: "docker-registry", lane: "registry", purpose: "a real registry that releases are pushed to" },
  { name: "kubectl", lane: "controlplane, kind", purpose: "applies bundles as a CSP would" },
  { name: "go", lane: "differential, controlplane", purpose: "builds the reference implementation and the controllers" },
  { name: "docker", lane: "kind", purpose: "runs machines as containers" },
  { name: "kind", lane: "kind", purpose: "makes the management cluster" },
  { name: "kubeconform", lane: "bundle checks", purpose: "checks rendered addons against schemas" },
] as const;

const minimumNode = [20, 19] as const;

export function doctorCommand(): Command {
  return new Command("doctor")
    .summary("which tools and lanes can run here")
    .description(
      "Lists the programs that commands and test lanes use, and whether they are here. Building, validating and planning need only Node.",
    )
    .option("-o, --output <format>", "text, json or yaml", "text")
    .addHelpText("after", "\nExample:\n  cstack doctor -o json")
    .action((flags: { output: string }) => run(flags.output));
}

function run(output: string): void {
  const format = parseFormat(output);
  const node = {
    name: "node",
    lane: "everything",
    purpose: `at least ${minimumNode.join(".")}`,
    path: nodeFits() ? process.execPath : undefined,
  };
  const found = [node, ...tools.map((tool) => ({ ...tool, path: findProgram(tool.name) }))];
  printData(format, { tools: found }, () =>
    textTable(
      ["TOOL", "FOR", "WHY", "FOUND"],
      found.map((tool) => [tool.name, tool.lane, tool.purpose, tool.path ?? "missing"]),
    ),
  );
}

function nodeFits(): boolean {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  return major > minimumNode[0] || (major === minimumNode[0] && minor >= minimumNode[1]);
}

function findProgram(name: string): string | undefined {
  const folders = [process.env["CSTACK_TOOLS"] ?? "", ...(process.env["PATH"] ?? "").split(delimiter)].filter((folder) => folder !== "");
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
