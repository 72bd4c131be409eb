import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { CommandFailure, exitCodes } from "../failure.ts";

/** The package of the pages, from the root of the repository that this program is of. */
const pages = join("packages", "configurator");

/**
 * The pages that show a catalog, by path: they belong to this program, whatever checkout it shows. They are built where their sources are newer. Ends the command where they can be neither built nor found
 * (exit 3): they are built with the packages that `npm ci` installs.
 */
export function siteFiles(): Map<string, Uint8Array> {
  const root = repositoryOf(import.meta.dirname);
  const problem = buildSite(root);
  const site = join(root, pages, "dist", "site");
  if (!existsSync(join(site, "index.html"))) {
    throw new CommandFailure(
      exitCodes.environment,
      `The pages are not built: ${problem ?? "nothing was written"}. Run npm ci, then npm run site.`,
    );
  }
  const entries = readdirSync(site, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => relative(site, join(entry.parentPath, entry.name)).split(sep).join("/")).sort();
  return new Map(paths.map((path) => [path, readFileSync(join(site, path))]));
}

/** The documentation of a checkout as pages. Loaded here: who wants no pages need not wait for what makes them. */
export async function documentation(root: string): Promise<Map<string, string>> {
  const [{ docPages }, { readMarkdown }] = await Promise.all([
    import("../docs-site/doc-pages.ts"),
    import("../docs-site/read-markdown.ts"),
  ]);
  return docPages(readMarkdown(root));
}

function repositoryOf(folder: string): string {
  return existsSync(join(folder, pages)) || dirname(folder) === folder ? folder : repositoryOf(dirname(folder));
}

/** Runs the build, which turbo skips where nothing changed; what went wrong, if something did. */
function buildSite(root: string): string | undefined {
  const turbo = join(root, "node_modules", ".bin", "turbo");
  if (!existsSync(turbo)) return "turbo is not installed";
  const env = { ...process.env, TURBO_TELEMETRY_DISABLED: "1", DO_NOT_TRACK: "1" };
  const { status, stdout, stderr } = spawnSync(turbo, ["run", "site", "--output-logs=errors-only"], { cwd: root, env, encoding: "utf8" });
  if (status === 0) return undefined;
  process.stderr.write(`${stdout ?? ""}${stderr ?? ""}`);
  return "the build failed";
}
