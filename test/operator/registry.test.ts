import { generateKeyPairSync } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BundleFiles, sha256, type UnitBundle } from "@cstack/bundle";
import { issue, Kubectl, newAuthority } from "@cstack/smoke";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readRelease } from "../../packages/cli/src/publish/received-release.ts";
import { openWorkspace } from "../../packages/cli/src/workspace.ts";
import { findManagementTools } from "../controlplane/support/management-tools.ts";
import { findRegistry, type RegistryServer, startRegistry } from "../support/registry-server.ts";
import { releasedCheckout } from "../support/released-checkout.ts";
import { allUnits, bundleOf, newestUnits, root } from "../support/repository.ts";
import type { RunningProgram } from "../support/running-program.ts";
import { findOperator, fromRegistry, installDefinitions, startOperator } from "./support/cluster-stack-operator.ts";
import { clusterStackOf, hasUsableClass, readyRelease, removeReleases } from "./support/installed-release.ts";

/** The Cluster Stack Operator fetches releases with its own client, over TLS, from a real registry that `cstack publish` pushed them to. */
const operator = await findOperator();
const registry = operator === undefined ? undefined : findRegistry("operator (registry)");
const tools = registry === undefined ? undefined : findManagementTools("operator (registry)");
const namespace = `cstack-registry-${process.pid}`;
const cases = newestUnits().map(({ id }) => [id] as const);
/** A unit whose ClusterStack names no version. */
const subscribed = "docker-scs-1-36";
const minute = 60_000;

let folder = "";
let kubectl: Kubectl;
let server: RegistryServer | undefined;
let running: RunningProgram | undefined;
let released: Map<string, UnitBundle>;

beforeAll(async () => {
  if (operator === undefined || registry === undefined || tools === undefined) return;
  folder = mkdtempSync(join(tmpdir(), "cstack-operator-"));
  kubectl = new Kubectl({ program: tools.kubectl, kubeconfig: tools.kubeconfig, namespace });
  const authority = newAuthority("tests");
  writeFileSync(join(folder, "authority.crt"), authority.certificate);
  server = await startRegistry(registry, join(folder, "registry"), issue(authority, { commonName: "registry", hosts: ["127.0.0.1"] }));
  const repository = `${server.host}/kaas/cluster-stacks`;
  released = await publish(repository);
  await installDefinitions(operator, kubectl);
  await kubectl.ensureNamespace(namespace);
  running = await startOperator(operator, tools.kubeconfig, folder, fromRegistry(repository, join(folder, "authority.crt")));
}, 3 * minute);

afterAll(async () => {
  if (running !== undefined) await removeReleases(kubectl);
  await running?.stop();
  await server?.stop();
  if (folder !== "") rmSync(folder, { recursive: true, force: true });
});

describe.skipIf(tools === undefined).each(cases)("the published release of %s", (id) => {
  it("is fetched as its ClusterStack asks, and becomes ready", async () => {
    await kubectl.apply(JSON.stringify(clusterStackOf(bundleNamed(id))));
    expect(await readyRelease(kubectl, `${id}-v1`), running?.log().slice(-2000)).toBeDefined();
  });

  it("arrives as the files that were built, byte for byte", () => {
    const { release, files } = bundleNamed(id);
    const fetched = readRelease(join(folder, "cluster-stacks", release), undefined);
    expect(sumsOf(fetched.files)).toEqual(sumsOf(files));
  });

  it("brings a ClusterClass whose variables Cluster API accepts", async () => {
    expect(await hasUsableClass(kubectl, bundleNamed(id))).toBe(true);
  });
});

describe.skipIf(tools === undefined)("a ClusterStack that subscribes", () => {
  it("gets the newest release among the registry's tags, those of signatures notwithstanding", async () => {
    const clusterStack = clusterStackOf(bundleNamed(subscribed));
    const spec = { ...clusterStack.spec, autoSubscribe: true, versions: [] };
    await kubectl.apply(JSON.stringify({ ...clusterStack, spec }));
    expect(await readyRelease(kubectl, `${subscribed}-v1`), running?.log().slice(-2000)).toBeDefined();
  });
});

/** Releases the units of this checkout in a copy of it and publishes some, signed; their bundles by unit. */
async function publish(repository: string): Promise<Map<string, UnitBundle>> {
  mkdirSync(join(folder, "checkout"));
  const checkout = releasedCheckout(join(folder, "checkout"));
  const key = join(folder, "cosign.key");
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  writeFileSync(key, privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
  const units = [subscribed, ...cases.flat()];
  const program = join(root, "packages/cli/bin/cstack.mjs");
  const args = ["publish", repository, "--no-plain-http", "--key", key, "--unit", ...units];
  const env = { NODE_EXTRA_CA_CERTS: join(folder, "authority.crt") };
  await execa(process.execPath, [program, ...args], { cwd: checkout.folder, env });
  const resolved = allUnits(openWorkspace(checkout.folder).repository).filter(({ id }) => units.includes(id));
  return new Map(resolved.map((unit) => [unit.id, bundleOf(unit, { next: false })]));
}

function bundleNamed(id: string): UnitBundle {
  const bundle = released.get(id);
  if (bundle === undefined) throw new Error(`${id} was not published`);
  return bundle;
}

/** Sums of files by their names. */
function sumsOf(files: BundleFiles | undefined): Record<string, string> {
  return Object.fromEntries([...(files ?? [])].map(([name, content]) => [name, sha256(content)]));
}
