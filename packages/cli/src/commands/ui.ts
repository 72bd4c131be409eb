import { Command } from "commander";
import { readCatalog } from "../catalog/read-catalog.ts";
import { documentation, siteFiles } from "../catalog/site-files.ts";
import { CommandFailure, usageFailure } from "../failure.ts";
import { openBrowser } from "../ui/open-browser.ts";
import { type SiteServer, serveSite } from "../ui/serve-site.ts";
import { watchSources } from "../ui/watch-sources.ts";
import { findRoot } from "../workspace.ts";

interface UiFlags {
  port: string;
  open: boolean;
  root?: string;
}

const description = `Shows the units of this checkout in a browser: the catalog, and the form that writes a Cluster and says at once what it becomes. Served
from this machine to this machine; when a file under stacks, providers or addons changes, the page takes the new units and keeps what was filled in. Offline.
cstack catalog build --site writes the same pages for any web server. Ctrl-C ends it.`;

export function uiCommand(): Command {
  return new Command("ui")
    .summary("catalog and configurator of this checkout in a browser")
    .description(description)
    .option("--port <n>", "port on the loopback address; 0 takes any that is free", "0")
    .option("--no-open", "only print the address")
    .option("--root <dir>", "checkout to read (default: the one around the current directory)")
    .addHelpText("after", "\nExamples:\n  cstack ui\n  cstack ui --no-open --port 8080")
    .action(run);
}

async function run({ port, open, root }: UiFlags): Promise<void> {
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65535) throw usageFailure(`"${port}" is no port.`);
  const folder = findRoot(root ?? process.cwd());
  const pages = [...siteFiles(), ...(await documentation(folder))];
  const files = (): Map<string, string | Uint8Array> =>
    new Map<string, string | Uint8Array>([...pages, ...readCatalog(folder, { history: false, attestations: new Map() })]);
  const server = await serveSite(files(), Number(port));
  process.stdout.write(`${server.address}\n`);
  process.stderr.write("Changes under stacks, providers and addons are taken over. Ctrl-C ends it.\n");
  const unwatch = watchSources(folder, () => update(server, files));
  if (open) openBrowser(server.address);
  await new Promise<void>((resolve) => process.once("SIGINT", resolve).once("SIGTERM", resolve));
  unwatch();
  await server.close();
}

/** Takes over what changed. Sources that have errors leave the page as it was, and say so. */
function update(server: SiteServer, files: () => Map<string, string | Uint8Array>): void {
  try {
    server.replace(files());
    server.tell("catalog", "");
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error;
    process.stderr.write(`cstack: ${error.message}\n`);
    server.tell("problem", error.message);
  }
}
