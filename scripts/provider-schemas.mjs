// Writes providers/<id>/schemas/*.json from the Go modules of the providers. Run by hand when a provider's version changes; needs Go.
//
//   node scripts/provider-schemas.mjs            fetches the modules through the Go module proxy and writes what differs
//   node scripts/provider-schemas.mjs --check    exits 1 if a file was edited or is of another version; needs neither Go nor network
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { providerSchemas, staleSchemas } from "./generators/provider-schemas.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

if (process.argv.includes("--check")) {
  const stale = staleSchemas(root);
  for (const text of stale) console.error(`${text}: run node scripts/provider-schemas.mjs`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  const files = providerSchemas();
  const changed = files.filter(([path, text]) => !existsSync(join(root, path)) || readFileSync(join(root, path), "utf8") !== text);
  for (const [path, text] of changed) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  console.error(`${changed.length} of ${files.length} schemas written`);
}
