import { existsSync } from "node:fs";
import { kubernetesRows } from "@cstack/generator";
import {
  checkStandards,
  findProgram,
  type KnownMinor,
  Kubectl,
  ProgramFailure,
  readClusterFacts,
  type StandardFinding,
} from "@cstack/smoke";
import { Command } from "commander";
import { CommandFailure, exitCodes, findingsFailure, usageFailure } from "../failure.ts";
import { parseFormat, printData, textTable } from "../output.ts";
import { openWorkspace } from "../workspace.ts";

interface CheckFlags {
  kubeconfig: string;
  output: string;
  root?: string;
}

export function checkCommand(): Command {
  return new Command("check")
    .summary("how any cluster stands to the SCS standards for Kubernetes")
    .description(
      "Reads a cluster, also one that no stack of ours made, and says how it stands to the standards scs-0201 to scs-0219: Kubernetes version, default " +
        "storage class, labels of nodes, limits, hardening. It uses the network to reach the cluster, and changes nothing in it. What cannot be seen " +
        "is unknown, not passed.",
    )
    .requiredOption("--kubeconfig <file>", "credentials of the cluster; the current context counts")
    .option("-o, --output <format>", "text, json or yaml", "text")
    .option("--root <dir>", "checkout whose facts of Kubernetes versions count (default: the one around the current directory)")
    .addHelpText("after", "\nExample:\n  cstack check --kubeconfig ~/.kube/config")
    .action(run);
}

async function run(flags: CheckFlags): Promise<void> {
  const format = parseFormat(flags.output);
  if (!existsSync(flags.kubeconfig)) throw usageFailure(`There is no file ${flags.kubeconfig}.`);
  const program = findProgram("kubectl");
  if (program === undefined)
    throw new CommandFailure(exitCodes.environment, "kubectl is not on the path; run `npm run tools`, or install it.");
  const minors = knownMinors(flags.root);
  const findings = checkStandards(await factsOf(program, flags.kubeconfig), { minors, today: new Date() });
  printData(format, { findings }, () => findingText(findings));
  const missed = findings.filter(({ level, status }) => level === "must" && status === "failed");
  if (missed.length > 0) throw findingsFailure(missed.length);
}

/** A cluster that cannot be reached is no finding about it. */
async function factsOf(program: string, kubeconfig: string) {
  try {
    return await readClusterFacts(new Kubectl({ program, kubeconfig }));
  } catch (error) {
    if (!(error instanceof ProgramFailure)) throw error;
    throw new CommandFailure(exitCodes.environment, error.message);
  }
}

function knownMinors(root: string | undefined): KnownMinor[] {
  const rows = kubernetesRows([...openWorkspace(root).repository.providers.values()]);
  return rows.map(({ minor, endOfLife, version, released, newestPatch = { version, released } }) => ({
    minor,
    endOfLife,
    newest: newestPatch,
  }));
}

function findingText(findings: readonly StandardFinding[]): string {
  const rows = findings.map(({ standard, level, title, status, detail }) => [standard, level, status, title, detail]);
  return textTable(["STANDARD", "LEVEL", "RESULT", "WHAT", ""], rows);
}
