// Releasing and publishing every unit of this checkout, in a copy of it, to a real registry on this machine.
import { spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { root } from "../bootstrap.mjs";

const program = join(root, "packages/cli/bin/cstack.mjs");

export async function benchPublish() {
  const folder = mkdtempSync(join(tmpdir(), "cstack-bench-publish-"));
  const registry = await startRegistry(folder);
  try {
    if (registry === undefined) {
      console.log("SKIPPED publish: docker-registry is not on the path; apt-get install docker-registry.");
      return;
    }
    const checkout = copyOfSources(folder);
    const prepared = timed(checkout, ["release", "prepare", "--date", "2026-01-01", "-o", "json"]);
    console.log(`release prepare, ${prepared.data.releases.length} units for the first time   ${seconds(prepared)}`);
    git(checkout, "init", "--quiet");
    git(checkout, "add", "--all");
    git(checkout, "-c", "user.name=bench", "-c", "user.email=bench@example.com", "commit", "--quiet", "--message", "Release");
    for (const run of ["first", "second"]) {
      const published = timed(checkout, ["publish", `${registry.host}/bench/stacks`, "-o", "json"]);
      const { releases, requests } = published.data;
      const uploads = releases.reduce((sum, { blobs, manifests, tags }) => sum + blobs + manifests + tags, 0);
      console.log(`publish, ${run} run, ${releases.length} units: ${uploads} uploads, ${requests} requests   ${seconds(published)}`);
    }
  } finally {
    await registry?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function startRegistry(folder) {
  if (spawnSync("docker-registry", ["--version"], { stdio: "ignore" }).error !== undefined) return undefined;
  const host = `127.0.0.1:${await freePort()}`;
  const config = join(folder, "registry.yml");
  const storage = `storage: {filesystem: {rootdirectory: ${join(folder, "registry")}}}`;
  writeFileSync(config, `version: 0.1\nlog: {level: error, accesslog: {disabled: true}}\n${storage}\nhttp: {addr: ${host}}\n`);
  const server = spawn("docker-registry", ["serve", config], { stdio: "ignore" });
  const ended = new Promise((resolve) => server.once("exit", resolve));
  const stop = () => {
    server.kill();
    return ended;
  };
  for (let attempt = 0; attempt < 100; attempt++) {
    const answer = await fetch(`http://${host}/v2/`).catch(() => undefined);
    if (answer?.ok) return { host, stop };
    await delay(100);
  }
  await stop();
  throw new Error("docker-registry does not answer");
}

async function freePort() {
  const probe = createServer();
  await new Promise((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const { port } = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** The sources without a ledger, so that every unit is released. */
function copyOfSources(folder) {
  const checkout = join(folder, "checkout");
  const wanted = (path) => !/\/(node_modules|\.turbo)(\/|$)/.test(path);
  for (const part of ["stacks", "providers", "addons"]) cpSync(join(root, part), join(checkout, part), { recursive: true, filter: wanted });
  for (const stack of readdirSync(join(checkout, "stacks"))) {
    const ledger = join(checkout, "stacks", stack, "releases");
    if (existsSync(ledger)) rmSync(ledger, { recursive: true });
  }
  return checkout;
}

function timed(cwd, args) {
  const started = performance.now();
  const text = output(process.execPath, [program, ...args], cwd);
  return { data: JSON.parse(text), ms: performance.now() - started };
}

function git(cwd, ...args) {
  output("git", args, cwd);
}

function seconds({ ms }) {
  return `${(ms / 1000).toFixed(2)} s`;
}

function output(command, args, cwd) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, encoding: "utf8", maxBuffer: 1024 ** 3 });
  if (error !== undefined || status !== 0) throw new Error(`${command} ${args.join(" ")}: ${error?.message ?? stderr}`);
  return stdout;
}
