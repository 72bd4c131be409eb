import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseOciRepository, RegistryError, type RepositoryReference } from "@cstack/bundle";
import { Command } from "commander";
import { readCatalog } from "../catalog/read-catalog.ts";
import { documentation, siteFiles } from "../catalog/site-files.ts";
import { usageFailure } from "../failure.ts";
import { findRoot } from "../workspace.ts";
import { writeFiles } from "../write-files.ts";

interface BuildFlags {
  out: string;
  repository?: string;
  attestations?: string;
  history?: boolean;
  site?: boolean;
  root?: string;
}

const example =
  "\nExamples:\n  cstack catalog build --out public\n  cstack catalog build --out public --site       the pages that read it, too: any web server will do";

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
        .option(
          "--site",
          "also the pages that show it, with the configurator and, in docs/, the documentation; they are built first where that is to be done",
        )
        .option("--root <dir>", "checkout to read (default: the one around the current directory)")
        .addHelpText("after", example)
        .action(build),
    )
    .addHelpText("after", example);
}

async function build({ out, repository: published, attestations, history, site, root }: BuildFlags): Promise<void> {
  const target = published === undefined ? undefined : targetOf(published);
  const files = readCatalog(root, {
    history: history === true,
    attestations: attestations === undefined ? new Map() : readStatements(attestations),
    ...(target === undefined ? {} : { target }),
  });
  const pages = site === true ? [...siteFiles(), ...(await documentation(findRoot(root ?? process.cwd())))] : [];
  writeFiles(resolve(out), new Map<string, string | Uint8Array>([...pages, ...files]));
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
