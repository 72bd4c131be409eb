import { generateKeyPairSync } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  billOfMaterials,
  type Manifest,
  type PublishTarget,
  type ReceivedRelease,
  Transport,
  trustedKey,
  verifyRelease,
} from "@cstack/bundle";
import { listUnits, resolveUnit } from "@cstack/generator";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FakeRegistry } from "../../packages/bundle/src/oci/testing/fake-registry.ts";
import { buildUnits } from "../../packages/cli/src/build-units.ts";
import { type PublishedEntry, publishLedger, rebuildCheck } from "../../packages/cli/src/publish/publish-ledger.ts";
import { readRelease, receiveArtifact } from "../../packages/cli/src/publish/received-release.ts";
import { planLedger } from "../../packages/cli/src/release/prepare.ts";
import { openWorkspace, readWorkspace } from "../../packages/cli/src/workspace.ts";
import { writeFiles } from "../../packages/cli/src/write-files.ts";
import { root } from "../support/repository.ts";
import { SmallCheckout } from "../support/small-checkout.ts";

/** Releases that are signed with a key, and everything that can be done to one on its way. */

const keys = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
const release = "metal-tiny-1-36-v1";
const registry = new FakeRegistry();
const attestations = new Map<string, string>();
let folder = "";
let checkout: SmallCheckout;
let target: PublishTarget;

function publish() {
  const { repository } = openWorkspace(checkout.folder);
  const entries = [...repository.stacks.values()].flatMap((stack) => [...stack.releases.values()].flat()) as PublishedEntry[];
  const signing = {
    material: { kind: "key", key: keys.privateKey } as const,
    trusted: trustedKey(keys.publicKey),
    builder: "urn:test",
    keep: (name: string, bundle: string) => void attestations.set(name.replace(/\.sigstore\.json$/, ""), bundle),
  };
  return publishLedger(entries, target, { root: checkout.folder, jobs: 2, signing, progress: () => {} });
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "cstack-trust-"));
  mkdirSync(join(folder, "checkout"));
  checkout = new SmallCheckout(join(folder, "checkout"));
  const addon = join(checkout.folder, "addons/net/addon.yaml");
  writeFileSync(addon, readFileSync(addon, "utf8").replace("chart: {", "chart: {license: MIT, "));
  const workspace = openWorkspace(checkout.folder);
  writeFiles(checkout.folder, planLedger(workspace, { date: "2026-11-21", channel: "stable" }).prepared!.files);
  checkout.commit("Release");
  target = { transport: new Transport(await registry.listen(), { kind: "anonymous" }, { backoff: 1 }), repository: "kaas/stacks" };
  expect((await publish()).diagnostics).toEqual([]);
  const released = openWorkspace(checkout.folder);
  await buildUnits(released, released.units, { mode: "stable", next: false, out: folder });
  for (const name of [release, `${release}.cdx`]) writeFileSync(join(folder, `${name}.sigstore.json`), attestations.get(name) ?? "");
  writeFileSync(join(folder, "key.pub"), keys.publicKey.export({ type: "spki", format: "pem" }));
});
afterAll(async () => {
  await registry.close();
  rmSync(folder, { recursive: true, force: true });
});

async function states(received: ReceivedRelease, key = keys.publicKey): Promise<string[]> {
  return (await verifyRelease(received, trustedKey(key))).checks.map(({ check, state }) => `${check} ${state}`);
}

const directory = () => readRelease(join(folder, release), undefined);
const pulled = () => receiveArtifact(target, release);
const intact = ["signature passed", "provenance passed", "parts passed", "manifest passed", "files passed", "checksums passed"];

test("a release is signed before it has tags, and a second run sends nothing", async () => {
  const isTag = (request: string) => /^PUT .*1-36.*\/manifests\/1\.0\.0$/.test(request);
  const isAttached = (request: string) => /^PUT .*\/manifests\/sha256-/.test(request);
  expect(registry.requests.filter(isAttached).length).toBe(12);
  const attached = registry.requests.findLastIndex((request) => isAttached(request) && request.includes("1-36"));
  expect(registry.requests.findIndex(isTag)).toBeGreaterThan(attached);
  const before = registry.requests.length;
  expect((await publish()).results.map(({ state }) => state)).toEqual(["unchanged", "unchanged"]);
  expect(registry.requests.slice(before).filter((request) => !/^(HEAD|GET)/.test(request))).toEqual([]);
});

describe("an untouched release", () => {
  test("is verified from the registry, and from its files alone", async () => {
    expect(await states(await pulled())).toEqual(intact);
    expect(await states(directory())).toEqual(intact.filter((check) => !check.startsWith("files")));
  });

  test("says which commit it was built from and by whom, and that commit makes the same bytes", async () => {
    const { checks, provenance, statement } = await verifyRelease(directory(), trustedKey(keys.publicKey));
    const commit = checkout.git("rev-parse", "HEAD").trim();
    expect(checks[1]?.detail).toBe(`metal-tiny-1-36 v1 from ${commit}, built by urn:test`);
    expect(rebuildCheck(openWorkspace(checkout.folder), provenance!, statement!)).toMatchObject({ state: "passed" });
  });

  test("has its chart and its manifests for Flux signed, too", async () => {
    for (const [path, tag] of [
      ["charts/metal-tiny-1-36-class", "1.0.0"],
      ["manifests/metal-tiny-1-36", "1.0.0"],
    ] as const) {
      const received = await receiveArtifact({ ...target, repository: `kaas/stacks/${path}` }, tag);
      expect(await states(received), path).toEqual(intact.slice(0, 5));
    }
  });
});

test("a list of parts names charts and images with their digests, is the same in every run, and counts only for its release", async () => {
  const { payload } = (JSON.parse(attestations.get(`${release}.cdx`) ?? "") as { dsseEnvelope: { payload: string } }).dsseEnvelope;
  const { predicate } = JSON.parse(Buffer.from(payload, "base64").toString()) as {
    predicate: { components: { name: string; version: string; licenses?: unknown[] }[] };
  };
  expect(predicate.components.map(({ name, version }) => `${name} ${version}`)).toEqual(["net-chart 2.0.0", "kubernetes v1.36.4"]);
  expect(predicate.components.map(({ licenses }) => licenses)).toEqual([[{ license: { id: "MIT" } }], [{ license: { id: "Apache-2.0" } }]]);
  const { repository } = openWorkspace(checkout.folder);
  const { unit } = resolveUnit(repository, listUnits(repository).find(({ id }) => release.startsWith(id))!);
  const { data } = repository.stacks.get("tiny")!.releases.get(unit!.id)![0]!;
  const { version, date, kubernetes, contentHash } = data;
  const made = () => billOfMaterials(unit!, { unit: unit!.id, version, date, kubernetes, contentHash });
  expect(JSON.parse(await made())).toEqual(predicate);
  expect(await made()).toBe(await made());
  const foreign = [attestations.get(release) ?? "", attestations.get("metal-tiny-1-35-v1.cdx") ?? ""];
  expect(await states({ ...directory(), attestations: foreign })).toContain("parts not checked");
});

describe("it is found where somebody changed", () => {
  const edited = (received: ReceivedRelease, name: string, content: string | undefined): ReceivedRelease => {
    const files = new Map(received.files);
    if (content === undefined) files.delete(name);
    else files.set(name, content);
    return { ...received, files };
  };
  const bundleWith = (change: (bundle: { dsseEnvelope: { payload: string; signatures: { sig: string }[] } }) => void): string[] => {
    const bundle = JSON.parse(attestations.get(release) ?? "") as { dsseEnvelope: { payload: string; signatures: { sig: string }[] } };
    change(bundle);
    return [JSON.stringify(bundle)];
  };

  test("any file of a directory, its list of checksums, or which files there are", async () => {
    const names = [...directory().files!.keys()];
    expect(names.length).toBeGreaterThan(8);
    for (const name of names) expect(await states(edited(directory(), name, "changed")), name).toContain("manifest failed");
    for (const name of names) expect(await states(edited(directory(), name, undefined)), name).toContain("manifest failed");
    expect(await states(edited(directory(), "extra.yaml", "x"))).toEqual(expect.arrayContaining(["manifest failed", "checksums failed"]));
  });

  test("any layer, or that there is one", async () => {
    const received = await pulled();
    const digests = [...received.layers!.keys()];
    expect(digests.length).toBeGreaterThan(8);
    for (const digest of digests) {
      const without = new Map(received.layers);
      without.delete(digest);
      for (const layers of [new Map(received.layers).set(digest, Buffer.from("x")), without])
        expect(await states({ ...received, layers }), digest).toContain("files failed");
    }
  });

  test("any annotation of the manifest or of a layer", async () => {
    const received = await pulled();
    const intactManifest = JSON.parse(Buffer.from(received.manifest!).toString()) as Manifest;
    const places = [intactManifest, ...intactManifest.layers].flatMap(({ annotations = {} }, place) =>
      Object.keys(annotations).map((name) => [place, name] as const),
    );
    expect(places.length).toBeGreaterThan(10);
    for (const [place, name] of places) {
      const manifest = structuredClone(intactManifest);
      [manifest, ...manifest.layers][place]!.annotations![name] = "changed";
      expect(await states({ ...received, manifest: Buffer.from(JSON.stringify(manifest)) }), name).toContain("manifest failed");
    }
  });

  test("the signature, what is signed, or whose key it is; and nothing of it is believed", async () => {
    const broken = [
      bundleWith(({ dsseEnvelope }) => {
        const statement = Buffer.from(dsseEnvelope.payload, "base64").toString().replace("v1", "v2");
        dsseEnvelope.payload = Buffer.from(statement).toString("base64");
      }),
      bundleWith(({ dsseEnvelope: { signatures } }) => {
        const bytes = Buffer.from(signatures[0]!.sig, "base64");
        bytes[bytes.length - 1]! ^= 1;
        signatures[0]!.sig = bytes.toString("base64");
      }),
      bundleWith(({ dsseEnvelope }) => {
        dsseEnvelope.signatures = [];
      }),
      ["{}"],
      ["no JSON"],
      [],
    ];
    for (const attested of broken) expect(await states({ ...directory(), attestations: attested })).toEqual(["signature failed"]);
    const stranger = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
    expect(await states(directory(), stranger.publicKey)).toEqual(["signature failed"]);
  });

  test("the release, for another one that is signed as well", async () => {
    const other = attestations.get("metal-tiny-1-35-v1") ?? "";
    expect(await states({ ...directory(), attestations: [other] })).toContain("manifest failed");
  });

  test("any line of the ledger's entry, or that it is there", async () => {
    const { provenance, statement } = await verifyRelease(directory(), trustedKey(keys.publicKey));
    const file = join(checkout.folder, "stacks/tiny/releases/metal-tiny-1-36/v1.yaml");
    const lines = readFileSync(file, "utf8").split("\n");
    const changed = lines.flatMap((line, at) =>
      line.trim() === "" || line.startsWith("#")
        ? []
        : [[line, lines.with(at, line.replace(/[A-Za-z0-9](?=[^A-Za-z0-9]*$)/, "z")).join("\n")]],
    );
    expect(changed.length).toBeGreaterThan(10);
    try {
      for (const [line, text] of [...changed, ["all of it", ""]] as [string, string][]) {
        writeFileSync(file, text);
        // What is no entry any more is refused when the ledger is read.
        const { repository, diagnostics, ...workspace } = readWorkspace(checkout.folder);
        const state =
          diagnostics.length > 0 ? "failed" : rebuildCheck({ ...workspace, repository, diagnostics }, provenance!, statement!).state;
        expect(state, line).toBe("failed");
      }
    } finally {
      writeFileSync(file, lines.join("\n"));
    }
  });
});

test("cstack publish signs, and cstack verify prints what it checked and what it could not, and ends with 1 for a changed release", async () => {
  const run = (...args: string[]) =>
    execa(process.execPath, [join(root, "packages/cli/bin/cstack.mjs"), ...args], { cwd: checkout.folder, reject: false });
  const verify = (reference: string) => run("verify", reference, "--key", join(folder, "key.pub"));
  writeFileSync(join(folder, "key.pem"), keys.privateKey.export({ type: "pkcs8", format: "pem" }));
  const place = `${target.transport.host}/elsewhere`;
  const published = await run(
    "publish",
    place,
    "--unit",
    "metal-tiny-1-36",
    "--key",
    join(folder, "key.pem"),
    "--attestations",
    join(folder, "signed"),
  );
  expect(published.exitCode, published.stderr).toBe(0);
  expect(readdirSync(join(folder, "signed"))).toEqual([`${release}.cdx.sigstore.json`, `${release}.sigstore.json`]);
  const { stdout, exitCode } = await verify(`${place}:${release}`);
  expect(stdout.replaceAll(/ {2}.*/g, "").split("\n")).toEqual(["passed", "passed", "passed", "passed", "passed", "passed", "not checked"]);
  expect(exitCode).toBe(0);
  writeFileSync(join(folder, release, "class.yaml"), "kind: Other\n");
  const changed = await verify(join(folder, release));
  expect(changed.stdout).toMatch(/failed +checksums +SHA256SUMS does not fit class.yaml/);
  expect(changed.exitCode).toBe(1);
});
