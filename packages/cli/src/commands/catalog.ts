import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseOciRepository, RegistryError, type RepositoryReference } from "@cstack/bundle";
import { judgeLedger, upgradeGraph } from "@cstack/release";
import { Command } from "commander";
import { catalogFiles } from "../catalog/catalog-files.ts";
import { findingsFailure, reportDiagnostics, usageFailure } from "../failure.ts";
import { CommittedSources } from "../publish/committed-sources.ts";
import { currentUnits, readBaselines } from "../release/read-release.ts";
import { openWorkspace } from "../workspace.ts";
import { writeFiles } from "../write-files.ts";

interface BuildFlags {
  out: string;
  repository?: string;
  attestations?: string;
  history?: boolean;
  root?: string;
}

const example = "\nExample:\n  cstack catalog build --out public";

const description = `Writes index.json with every unit and release (versions, digests, severity, upgrades, what was withdrawn), units/<unit>/<version>.json with
everything about one version of one unit, providers/<provider>.json with what plans are judged by, and a picture of the upgrades. A version is what the
checkout makes now, and of releases the newest one as the ledger keeps it; with --history every release, from the commit that added its entry. Offline.`;

export function catalogCommand(): Command {
  return new Command("catalog")
    .summary("units and releases as files, for a web server")
    .description("What stacks there are, as static files that sites and programs read.")
    .addCommand(
      new Command("build")
        .summary("write the catalog into a directory")
        .description(description)
        .requiredOption("--out <dir>", "directory for the files")
        .option("--repository <name>", "registry and path that releases are published to, for links to artifacts and signatures")
        .option("--attestations <dir>", "directory with signed statements, as cstack publish --attestations keeps them")
        .option("--history", "every release from its commit; needs git and the whole history")
        .option("--root <dir>", "checkout to read (default: the one around the current directory)")
        .addHelpText("after", example)
        .action(build),
    )
    .addHelpText("after", example);
}

function build({ out, repository: published, attestations, history, root }: BuildFlags): void {
  const target = published === undefined ? undefined : targetOf(published);
  const workspace = openWorkspace(root);
  const { repository } = workspace;
  const damaged = judgeLedger(repository);
  if (damaged.length > 0) throw findingsFailure(reportDiagnostics(damaged));
  const committed = history === true ? new CommittedSources(workspace.root) : undefined;
  const files = catalogFiles({
    repository,
    units: currentUnits(workspace),
    baselines: readBaselines(workspace.root, repository),
    sourcesOf: (entry) => committed?.of(entry),
    steps: upgradeGraph(repository),
    attestations: attestations === undefined ? new Map() : readStatements(attestations),
    ...(target === undefined ? {} : { target }),
  });
  writeFiles(resolve(out), files);
}

function targetOf(name: string): RepositoryReference {
  try {
    return parseOciRepository(name);
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error;
    throw usageFailure(error.diagnostic.message);
  }
}

function readStatements(folder: string): Map<string, string> {
  if (!existsSync(folder)) throw usageFailure(`There is no directory ${folder}.`);
  const names = readdirSync(folder).filter((name) => name.endsWith(".sigstore.json"));
  return new Map(names.sort().map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}
