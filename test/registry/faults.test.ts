import { generateKeyPairSync } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { type PublishTarget, Transport, trustedKey } from "@cstack/bundle";
import { judgeLedger } from "@cstack/release";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FakeRegistry, type Fault } from "../../packages/bundle/src/oci/testing/fake-registry.ts";
import { type PublishedEntry, publishLedger } from "../../packages/cli/src/publish/publish-ledger.ts";
import { planLedger } from "../../packages/cli/src/release/prepare.ts";
import { openWorkspace } from "../../packages/cli/src/workspace.ts";
import { writeFiles } from "../../packages/cli/src/write-files.ts";
import { root } from "../support/repository.ts";
import { SmallCheckout } from "../support/small-checkout.ts";

/**
 * What is left when something fails: a registry at any request, a file at any write, the process at any moment. Never half a release, never a lost line of the
 * ledger, and the next run ends what was begun.
 */

const program = join(root, "packages/cli/bin/cstack.mjs");
const keys = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
const signing = { material: { kind: "key", key: keys.privateKey }, trusted: trustedKey(keys.publicKey), builder: "urn:test" } as const;
const date = "2026-11-21";
const registry = new FakeRegistry();
let folder = "";
let host = "";
let unreleased: SmallCheckout;
let released: SmallCheckout;
const injected = { requests: 0, writes: 0, kills: 0 };

function checkoutAt(name: string): SmallCheckout {
  mkdirSync(join(folder, name));
  return new SmallCheckout(join(folder, name));
}

function copyOf(source: SmallCheckout, name: string): string {
  const copy = join(folder, name);
  rmSync(copy, { recursive: true, force: true });
  cpSync(source.folder, copy, { recursive: true, verbatimSymlinks: true });
  return copy;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "cstack-faults-"));
  host = await registry.listen();
  unreleased = checkoutAt("unreleased");
  unreleased.commit("Sources");
  released = checkoutAt("released");
  writeFiles(released.folder, planLedger(openWorkspace(released.folder), { date, channel: "stable" }).prepared!.files);
  released.commit("Release");
});
afterAll(async () => {
  await registry.close();
  rmSync(folder, { recursive: true, force: true });
  const all = injected.requests + injected.writes + injected.kills;
  process.stderr.write(
    `faults: ${all} injected (${injected.requests} at requests, ${injected.writes} at writes of files, ${injected.kills} kills): no half release, no lost line\n`,
  );
  expect(all).toBeGreaterThanOrEqual(200);
});

function forget(): void {
  registry.fault = () => undefined;
  registry.blobs.clear();
  registry.manifests.clear();
  registry.requests.length = 0;
}

/** Publishes the release of one unit, signed, with one attempt for each request. */
function publish() {
  const { repository } = openWorkspace(released.folder);
  const [entry] = [...repository.stacks.values()].flatMap((stack) => [...stack.releases.values()].flat()) as PublishedEntry[];
  const target: PublishTarget = { transport: new Transport(host, { kind: "anonymous" }, { attempts: 1 }), repository: "kaas/stacks" };
  return publishLedger([entry!], target, { root: released.folder, jobs: 1, signing, progress: () => {} });
}

const operatorTag = "kaas/stacks:metal-tiny-1-35-v1";
/** Tags of releases; those that stand for the list of referrers are none. */
const releaseTags = (): string[] => registry.tags().filter((tag) => !/:sha256-/.test(tag));

describe("publishing, with a registry that fails at any request", () => {
  const faults: [string, Fault, Fault][] = [
    ["answers 500 once", { status: 500 }, undefined],
    ["is gone before it does what it is asked", "lost request", "lost request"],
    ["is gone after it did what it was asked", "lost answer", "lost request"],
  ];

  test.each(faults)(
    "a registry that %s",
    async (_name, fault, afterwards) => {
      forget();
      await publish();
      const [complete, count] = [releaseTags(), registry.requests.length];
      expect(complete).toHaveLength(3);
      for (let failing = 1; failing <= count; failing++) {
        forget();
        registry.fault = (number) => (number < failing ? undefined : number === failing ? fault : afterwards);
        const { results } = await publish();
        injected.requests++;
        expect(registry.incompleteTags(), `request ${failing}`).toEqual([]);
        if (releaseTags().includes(operatorTag)) expect(releaseTags()).toEqual(complete);
        if (results[0]?.state === "published") expect(releaseTags()).toEqual(complete);
        registry.fault = () => undefined;
        expect((await publish()).diagnostics).toEqual([]);
        expect(releaseTags()).toEqual(complete);
      }
    },
    240_000,
  );
});

/** Files of a ledger by path, without what a killed process left beside them. */
function ledgerOf(checkout: string): Record<string, string> {
  const base = join(checkout, "stacks/tiny/releases");
  const entries = readdirSync(base, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name)).filter((path) => !path.endsWith(".writing"));
  return Object.fromEntries(paths.sort().map((path) => [path.slice(base.length), readFileSync(path, "utf8")]));
}

describe("preparing releases", () => {
  const prepared = (checkout: string): ReadonlyMap<string, string> =>
    planLedger(openWorkspace(checkout), { date, channel: "stable" }).prepared!.files;

  test.each(["before it begins", "in the middle"])("with a write of a file that fails %s", (moment) => {
    const checkout = copyOf(unreleased, "writes");
    const whole = [...prepared(checkout)];
    for (let failing = 0; failing < whole.length; failing++) {
      const copy = copyOf(unreleased, "writes");
      writeFiles(copy, new Map(whole.slice(0, failing)));
      const [path, text] = whole[failing]!;
      if (moment === "in the middle") {
        mkdirSync(join(copy, path, ".."), { recursive: true });
        writeFileSync(join(copy, `${path}.writing`), text.slice(0, text.length / 2));
      }
      injected.writes++;
      expect(judgeLedger(openWorkspace(copy).repository).filter(({ code }) => code !== "CS6002")).toEqual([]);
      writeFiles(copy, prepared(copy));
      expect(ledgerOf(copy), path).toEqual(ledgerOf(released.folder));
    }
  });

  test("killed at any moment", async () => {
    for (let moment = 60; moment <= 900; moment += 60) {
      const copy = copyOf(unreleased, "kills");
      const child = execa(process.execPath, [program, "release", "prepare", "--date", date], { cwd: copy, reject: false });
      await delay(moment);
      child.kill("SIGKILL");
      await child;
      injected.kills++;
      const { exitCode, stderr } = await execa(process.execPath, [program, "release", "prepare", "--date", date], {
        cwd: copy,
        reject: false,
      });
      expect(exitCode, stderr).toBe(0);
      expect(ledgerOf(copy), `killed after ${moment} ms`).toEqual(ledgerOf(released.folder));
    }
  }, 120_000);
});

describe("publishing, killed at any moment", () => {
  test("leaves only whole releases, and the next run ends it", async () => {
    const run = () => execa(process.execPath, [program, "publish", `${host}/kaas/stacks`], { cwd: released.folder, reject: false });
    for (let moment = 4; moment <= 60; moment += 7) {
      forget();
      const child = run();
      registry.fault = (number) => (number === moment && child.kill("SIGKILL") ? "lost answer" : undefined);
      await child;
      injected.kills++;
      expect(registry.incompleteTags(), `killed at request ${moment}`).toEqual([]);
      registry.fault = () => undefined;
      expect((await run()).exitCode).toBe(0);
      expect(releaseTags().filter((tag) => /-v1$/.test(tag))).toHaveLength(2);
    }
  }, 120_000);
});
