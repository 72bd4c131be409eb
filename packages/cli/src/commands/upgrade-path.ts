import { judgeLedger, type UpgradePath, upgradePath, upgradePicture } from "@cstack/release";
import { Command } from "commander";
import { findingsFailure, reportDiagnostics, usageFailure } from "../failure.ts";
import { parseFormat, printData } from "../output.ts";
import { paint, visible } from "../paint.ts";
import { openWorkspace } from "../workspace.ts";

interface PathFlags {
  graph?: boolean;
  output: string;
  root?: string;
}

export function upgradePathCommand(): Command {
  return new Command("upgrade-path")
    .summary("how Clusters go from one release to another")
    .description(
      `The fewest steps between two releases of the ledger, with what each means for a Cluster, or why there is no way. A unit stands for its newest
release. Offline. Exit code 1 where there is no way.`,
    )
    .argument("[from]", "release or unit, e.g. openstack-scs-1-35-v2")
    .argument("[to]", "the same for the target")
    .option("--graph", "all releases and their next steps, as a Mermaid flowchart")
    .option("-o, --output <format>", "text, json or yaml", "text")
    .option("--root <dir>", "checkout to read (default: the one around the current directory)")
    .addHelpText("after", "\nExamples:\n  cstack upgrade-path openstack-scs-1-35-v2 openstack-scs-1-37\n  cstack upgrade-path --graph")
    .action(run);
}

function run(from: string | undefined, to: string | undefined, flags: PathFlags): void {
  const format = parseFormat(flags.output);
  const { repository } = openWorkspace(flags.root);
  const damaged = judgeLedger(repository);
  if (damaged.length > 0) throw findingsFailure(reportDiagnostics(damaged));
  if (flags.graph === true) {
    if (from !== undefined) throw usageFailure("--graph shows all releases; it goes with no release.");
    process.stdout.write(upgradePicture(repository));
    return;
  }
  if (from === undefined || to === undefined) throw usageFailure("Name two releases or units, the present one first, or --graph.");
  const path = upgradePath(repository, from, to);
  if (path === undefined) throw usageFailure(`The ledger has no release of "${from}" or of "${to}". See \`cstack list\`.`);
  printData(format, path, () => pathText(path));
  if (path.refused.length > 0) throw findingsFailure(path.refused.length);
}

function pathText({ from, to, steps, refused }: UpgradePath): string {
  if (refused.length > 0)
    return `${paint.heading(`${from} → ${to}`)}: no way\n${refused.map((reason) => `  ${paint.bad(visible(reason))}\n`).join("")}`;
  if (steps.length === 0) return `${from} is the target already.\n`;
  const lines = steps.map(({ to: next, kubernetes, severity, mind }, index) => {
    const version =
      kubernetes.from === kubernetes.to ? `Kubernetes v${kubernetes.to}` : `Kubernetes v${kubernetes.from} → v${kubernetes.to}`;
    const notes = mind.map((text) => `     ${paint.warning(visible(text))}\n`).join("");
    return `  ${index + 1}. ${paint.variable(next)}: ${severity}, ${version}\n${notes}`;
  });
  return `${paint.heading(`${from} → ${to}`)}\n${lines.join("")}`;
}
