import { generateKeyPairSync } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildUnit, type Manifest, OciRepository, readTarGzFiles, Transport } from "@cstack/bundle";
import { listUnits, resolveUnit } from "@cstack/generator";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { FakeGithub } from "../../packages/bundle/src/github/testing/fake-github.ts";
import { identityToken, startSigstore } from "../../packages/bundle/src/trust/testing/sigstore-server.ts";
import { openWorkspace } from "../../packages/cli/src/workspace.ts";
import { findRegistry, type RegistryServer, startRegistry } from "../support/registry-server.ts";
import { root } from "../support/repository.ts";
import { SmallCheckout } from "../support/small-checkout.ts";
import { findTool, skipped } from "../support/tools.ts";

/** Releases in a real registry (distribution's, as Debian packages it), read by Helm and by hand. */

const server = findRegistry("registry");
const helm = findTool("helm");
if (helm === undefined) skipped("registry (helm)", "helm is missing", "install Helm 3.8 or newer");

const program = join(root, "packages/cli/bin/cstack.mjs");
const unit = "metal-tiny-1-36";
let folder = "";
let host = "";
let running: RegistryServer;
let checkout: SmallCheckout;

async function cstack(...args: string[]): Promise<string> {
  const { stdout } = await execa(process.execPath, [program, ...args], { cwd: checkout.folder });
  return stdout;
}

describe.skipIf(server === undefined)("a release in a real registry", () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "cstack-registry-"));
    mkdirSync(join(folder, "checkout"));
    checkout = new SmallCheckout(join(folder, "checkout"));
    running = await startRegistry(server!, join(folder, "registry"));
    ({ host } = running);
    await cstack("release", "prepare", "--date", "2026-11-21");
    checkout.commit("Release");
    await cstack("publish", `${host}/kaas/stacks`);
  });
  afterAll(async () => {
    await running.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it("is planned and compared as the unit is that it was made of", async () => {
    const release = `oci://${host}/kaas/stacks:${unit}-v1`;
    const [planned, expected] = await Promise.all([release, unit].map((name) => cstack("plan", "--class", name, "-o", "json")));
    expect(JSON.parse(planned!).objects).toEqual(JSON.parse(expected!).objects);
    const before = `oci://${host}/kaas/stacks:metal-tiny-1-35-v1`;
    const [fetched, own] = await Promise.all([before, "metal-tiny-1-35"].map((name) => cstack("diff", name, unit, "-o", "json")));
    expect(JSON.parse(fetched!).rebase).toEqual(JSON.parse(own!).rebase);
    await expect(cstack("plan", "--class", `${release}00`)).rejects.toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining("CS6020"),
    });
  });

  it("is there completely, and a second run sends nothing", async () => {
    const { tags } = (await (await fetch(`http://${host}/v2/kaas/stacks/tags/list`)).json()) as { tags: string[] };
    expect(tags.sort()).toEqual(["metal-tiny-1-35-v1", "metal-tiny-1-36-v1"]);
    const again = JSON.parse(await cstack("publish", `${host}/kaas/stacks`, "-o", "json")) as {
      releases: { state: string }[];
      requests: number;
    };
    expect(again.releases.map(({ state }) => state)).toEqual(["unchanged", "unchanged"]);
    expect(again.requests).toBe(7);
  });

  it("comes back as the bundle that was built, file by file", async () => {
    const { repository } = openWorkspace(checkout.folder);
    const { unit: resolved } = resolveUnit(repository, listUnits(repository).find(({ id }) => id === unit)!);
    const { bundle } = buildUnit(resolved!, { mode: "stable" });
    const registry = new OciRepository(new Transport(host, { kind: "anonymous" }), "kaas/stacks");
    const { layers } = JSON.parse(Buffer.from((await registry.manifest(`${unit}-v1`))!.bytes).toString()) as Manifest;
    const pulled = await Promise.all(
      layers.map(async ({ digest, annotations }) => [
        annotations?.["org.opencontainers.image.title"],
        Buffer.from(await registry.blob(digest)).toString("base64"),
      ]),
    );
    const built = [...bundle!.files].map(([name, content]) => [name, Buffer.from(content).toString("base64")]);
    expect(pulled).toEqual(built.sort(([a = ""], [b = ""]) => (a < b ? -1 : 1)));
  });

  it("is signed where the registry lists no referrers itself, and verified from there and from files", async () => {
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
    writeFileSync(join(folder, "cosign.key"), privateKey.export({ type: "pkcs8", format: "pem" }));
    writeFileSync(join(folder, "cosign.pub"), publicKey.export({ type: "spki", format: "pem" }));
    const target = `${host}/kaas/stacks`;
    await cstack("publish", target, "--key", join(folder, "cosign.key"), "--attestations", join(folder, "signed"));
    const again = JSON.parse(await cstack("publish", target, "--key", join(folder, "cosign.key"), "-o", "json")) as {
      releases: { state: string }[];
    };
    expect(again.releases.map(({ state }) => state)).toEqual(["unchanged", "unchanged"]);
    const verified = await cstack("verify", `${target}:${unit}-v1`, "--key", join(folder, "cosign.pub"), "--rebuild", checkout.folder);
    expect(verified.split("\n").map((line) => line.split(" ")[0])).toEqual(Array.from({ length: 7 }, () => "passed"));
    await cstack("build", unit, "--out", join(folder, "built"));
    const bundle = join(folder, "signed", `${unit}-v1.sigstore.json`);
    const offline = await cstack(
      "verify",
      join(folder, "built", `${unit}-v1`),
      "--key",
      join(folder, "cosign.pub"),
      "--attestation",
      bundle,
    );
    expect(offline).not.toContain("failed");
  });

  it("is signed without a key by an identity that Sigstore's stand-ins certify and log, and counts for that identity only", async () => {
    const sigstore = await startSigstore();
    const [identity, issuer] = ["https://github.com/org/repo/.github/workflows/release.yaml@refs/heads/main", "https://token.example.com"];
    writeFileSync(join(folder, "trusted_root.json"), sigstore.trustedRoot);
    const trust = (name: string) => [
      ...["--certificate-identity", name, "--certificate-oidc-issuer", issuer],
      ...["--trusted-root", join(folder, "trusted_root.json")],
    ];
    const target = `${host}/kaas/keyless`;
    const publish = [
      "publish",
      target,
      "--keyless",
      "--fulcio-url",
      sigstore.url,
      "--rekor-url",
      sigstore.url,
      ...trust(identity),
      "-o",
      "json",
    ];
    const env = { SIGSTORE_ID_TOKEN: identityToken(identity, issuer) };
    const run = (args: string[]) => execa(process.execPath, [program, ...args], { cwd: checkout.folder, env, reject: false });
    const states = (stdout: string) => (JSON.parse(stdout) as { releases: { state: string }[] }).releases.map(({ state }) => state);
    expect(states((await run(publish)).stdout)).toEqual(["published", "published"]);
    expect(sigstore.requests.length).toBe(8);
    expect(states((await run(publish)).stdout)).toEqual(["unchanged", "unchanged"]);
    expect(sigstore.requests.length).toBe(8);
    const verified = await run(["verify", `${target}:${unit}-v1`, ...trust(identity)]);
    expect(verified.stdout).toContain(`the statement is signed by ${identity}, and logged`);
    expect(verified.exitCode).toBe(0);
    expect((await run(["verify", `${target}:${unit}-v1`, ...trust("https://github.com/org/repo")])).exitCode).toBe(1);
    await sigstore.close();
  });

  it("becomes releases at GitHub with names and tags as csctl looks for them, once", async () => {
    const github = new FakeGithub();
    const args = ["publish", `${host}/kaas/stacks`, "--github", "org/stacks", "--github-api", await github.listen(), "-o", "json"];
    const run = () => execa(process.execPath, [program, ...args], { cwd: checkout.folder, env: { GITHUB_TOKEN: "t" }, reject: false });
    expect((await run()).exitCode).toBe(0);
    expect(github.releases.map(({ name, tag_name: tag, draft }) => [name, tag, draft]).sort()).toEqual([
      ["metal-tiny-1-35-v1", "metal-tiny-1-35-v1", false],
      [`${unit}-v1`, `${unit}-v1`, false],
    ]);
    const names = github.releases.find(({ name }) => name === `${unit}-v1`)?.assets.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(["metadata.yaml", `${unit}-cluster-class-v1.tgz`, "clusteraddon.yaml"]));
    const before = github.requests.length;
    expect((await run()).exitCode).toBe(0);
    expect(github.requests.slice(before)).toHaveLength(2);
    await github.close();
  });

  it("has a tar layer for Flux, which is the class alone", async () => {
    const registry = new OciRepository(new Transport(host, { kind: "anonymous" }), `kaas/stacks/manifests/${unit}`);
    const { config, layers } = JSON.parse(Buffer.from((await registry.manifest("1.0.0"))!.bytes).toString()) as Manifest;
    expect([config.mediaType, ...layers.map(({ mediaType }) => mediaType)]).toEqual([
      "application/vnd.cncf.flux.config.v1+json",
      "application/vnd.cncf.flux.content.v1.tar+gzip",
    ]);
    const files = readTarGzFiles(await registry.blob(layers[0]!.digest));
    expect([...files.keys()]).toEqual(["class.yaml"]);
    const kinds = parseAllDocuments(Buffer.from(files.get("class.yaml")!).toString()).map(
      (document) => (document.toJS() as { kind: string }).kind,
    );
    expect(kinds).toContain("ClusterClass");
  });

  it.skipIf(helm === undefined)("is pulled by Helm, which prints the class of the bundle", async () => {
    const reference = `oci://${host}/kaas/stacks/charts/${unit}-class`;
    await execa(helm!, ["pull", reference, "--version", "1.0.0", "--plain-http", "--destination", folder]);
    const files = readTarGzFiles(readFileSync(join(folder, `${unit}-class-1.0.0.tgz`)));
    expect(Buffer.from(files.get(`${unit}-class/Chart.yaml`)!).toString()).toContain("appVersion: v1");
    const { stdout } = await execa(helm!, ["template", "any", reference, "--plain-http"]);
    const printed = parseAllDocuments(stdout).map((document) => (document.toJS() as { metadata: { name: string } }).metadata.name);
    expect(printed).toContain(`${unit}-v1`);
    expect(printed).toContain(`${unit}-v1-control-plane`);
  });
});
