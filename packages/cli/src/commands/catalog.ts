import { resolve } from "node:path";
import { catalogOf, judgeLedger, upgradePicture } from "@cstack/release";
import { Command } from "commander";
import { findingsFailure, reportDiagnostics } from "../failure.ts";
import { catalogText } from "../publish/catalog-artifact.ts";
import { openWorkspace } from "../workspace.ts";
import { writeFiles } from "../write-files.ts";

const example = "\nExample:\n  cstack catalog build --out public";

export function catalogCommand(): Command {
  return new Command("catalog")
    .summary("the list of all releases, for a web server")
    .description("The catalog that cstack publish puts into the registry, as a file. Offline.")
    .addCommand(
      new Command("build")
        .summary("write index.json and upgrades.md")
        .description(
          "Writes index.json with every release of the ledger (versions, digests, severity, upgrades, what was withdrawn) and a picture of the upgrades. Offline.",
        )
        .requiredOption("--out <dir>", "directory for the files")
        .option("--root <dir>", "checkout to read (default: the one around the current directory)")
        .addHelpText("after", example)
        .action(build),
    )
    .addHelpText("after", example);
}

function build(flags: { out: string; root?: string }): void {
  const { repository } = openWorkspace(flags.root);
  const damaged = judgeLedger(repository);
  if (damaged.length > 0) throw findingsFailure(reportDiagnostics(damaged));
  const files = [
    ["index.json", catalogText(catalogOf(repository))],
    ["upgrades.md", `# Upgrades\n\n\`\`\`mermaid\n${upgradePicture(repository)}\`\`\`\n`],
  ] as const;
  writeFiles(resolve(flags.out), new Map(files));
}
