// Writes providers/<id>/schemas/*.json from the Go modules of the providers. Run by hand when a provider's version changes; needs Go.
//
//   node scripts/provider-schemas.mjs            fetches the modules through the Go module proxy and writes what differs
//   node scripts/provider-schemas.mjs sigs.k8s.io/cluster-api-provider-openstack@v0.15.0-beta.0=DIR
//                                                reads that module from a checkout of its tag, where the proxy does not have it
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
  const checkouts = process.argv.slice(2).map((argument) => argument.split("="));
  const files = providerSchemas(new Map(checkouts));
  const changed = files.filter(([path, text]) => !existsSync(join(root, path)) || readFileSync(join(root, path), "utf8") !== text);
  for (const [path, text] of changed) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  console.error(`${changed.length} of ${files.length} schemas written`);
}
