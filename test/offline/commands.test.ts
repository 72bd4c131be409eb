import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { sha256 } from "@cstack/bundle";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { copySourcesForCommands } from "../support/checkout-copy.ts";
import { cstack, cstackProcess } from "../support/cstack.ts";
import { root } from "../support/repository.ts";

let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "cstack-commands-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A copy of the sources under a name of its own. */
function copyOfSources(name: string): string {
  const target = join(folder, name);
  copySourcesForCommands(target);
  return target;
}

function edit(path: string, change: (text: string) => string): void {
  const before = readFileSync(path, "utf8");
  const after = change(before);
  expect(after, path).not.toBe(before);
  writeFileSync(path, after);
}

interface BuildOutput {
  units: { unit: string; cached: boolean; contentHash: string }[];
}

/** The order in which units are listed: by stack, provider and minor. */
function byStackProviderMinor(a: string, b: string): number {
  const key = (id: string): string => id.replace(/^([a-z0-9]+)-([a-z0-9]+)-/, "$2-$1-");
  return key(a) < key(b) ? -1 : 1;
}

async function build(checkout: string, out: string, more: string[] = []): Promise<BuildOutput["units"]> {
  const { status, stdout, stderr } = await cstack(["build", "--root", checkout, "--next", "--out", out, "-o", "json", ...more]);
  expect(stderr).toBe("");
  expect(status).toBe(0);
  return (JSON.parse(stdout) as BuildOutput).units;
}

/** sha256 of every file below a folder, by path. */
function contentOf(path: string): Record<string, string> {
  const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files
      .map((entry) => [join(entry.parentPath, entry.name).slice(path.length), sha256(readFileSync(join(entry.parentPath, entry.name)))])
      .sort(),
  );
}

describe("cstack build", () => {
  it("does nothing a second time, and after a change in one addon only the units that use it", async () => {
    const checkout = copyOfSources("cache");
    const out = join(folder, "cache-out");
    expect((await build(checkout, out)).every(({ cached }) => !cached)).toBe(true);
    expect((await build(checkout, out)).every(({ cached }) => cached)).toBe(true);
    edit(join(checkout, "addons/cinder-csi/values.yaml.ejs"), (text) => text.replace("reclaimPolicy: Delete", "reclaimPolicy: Retain"));
    const rebuilt = (await build(checkout, out)).filter(({ cached }) => !cached).map(({ unit }) => unit);
    expect(rebuilt.length).toBeGreaterThan(0);
    expect(rebuilt.every((unit) => unit.startsWith("openstack-"))).toBe(true);
  });

  it("builds a unit again whose output somebody changed", async () => {
    const checkout = copyOfSources("damage");
    const out = join(folder, "damage-out");
    await build(checkout, out, ["docker-scs-1-36"]);
    writeFileSync(join(out, "docker-scs-1-36-v1", "class.yaml"), "broken");
    expect(await build(checkout, out, ["docker-scs-1-36"])).toMatchObject([{ cached: false }]);
    expect(readFileSync(join(out, "docker-scs-1-36-v1", "class.yaml"), "utf8")).toContain("kind: ClusterClass");
  });

  it("gives the same bytes in every time zone, locale, umask and place, and a second time", async () => {
    const first = join(folder, "bytes-1");
    await build(copyOfSources("place-a"), first);
    const second = join(folder, "bytes-2");
    const elsewhere = copyOfSources("another/and-deeper/place");
    const env = { TZ: "Pacific/Chatham", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8", USER: "somebody", HOME: folder };
    const { status } = cstackProcess(["build", "--root", elsewhere, "--next", "--out", second], { cwd: folder, env, umask: "0077" });
    expect(status).toBe(0);
    expect(contentOf(second)).toEqual(contentOf(first));
    rmSync(join(elsewhere, ".cstack"), { recursive: true });
    await build(elsewhere, join(folder, "bytes-3"));
    expect(contentOf(join(folder, "bytes-3"))).toEqual(contentOf(first));
  });

  it("gives the same bytes whether threads share the work or not", async () => {
    const checkout = copyOfSources("threads");
    const stack = readFileSync(join(checkout, "stacks/scs/stack.yaml"), "utf8");
    for (let index = 0; index < 4; index++) {
      mkdirSync(join(checkout, "stacks", `copy${index}`));
      writeFileSync(join(checkout, "stacks", `copy${index}`, "stack.yaml"), stack.replace("id: scs", `id: copy${index}`));
    }
    const together = await build(checkout, join(folder, "threads-out"));
    expect(together.length).toBeGreaterThanOrEqual(48);
    await build(checkout, join(folder, "alone-out"), ["docker-copy3-1-37"]);
    const alone = contentOf(join(folder, "alone-out", "docker-copy3-1-37-v1"));
    expect(contentOf(join(folder, "threads-out", "docker-copy3-1-37-v1"))).toEqual(alone);
    expect(together.map(({ unit }) => unit)).toEqual([...together.map(({ unit }) => unit)].sort(byStackProviderMinor));
  });

  it("changes the content hash with the class, and not with prose", async () => {
    const checkout = copyOfSources("hash");
    const hash = async () => (await build(checkout, join(folder, "hash-out"), ["docker-scs-1-36"]))[0]?.contentHash;
    const before = await hash();
    edit(join(checkout, "stacks/scs/stack.yaml"), (text) => text.replace("docs: |\n", "docs: |\n  Another sentence.\n"));
    expect(await hash()).toBe(before);
    edit(join(checkout, "providers/kubeadm/class/cluster-class.yaml.ejs"), (text) =>
      text.replace("nodeStartupTimeoutSeconds: 900", "nodeStartupTimeoutSeconds: 1200"),
    );
    expect(await hash()).not.toBe(before);
  });

  it("refuses stable mode for content that was never released, and writes nothing", async () => {
    const out = join(folder, "unreleased");
    const { status, stderr } = await cstack(["build", "docker-scs-1-36", "--out", out]);
    expect(status).toBe(1);
    expect(stderr).toContain("CS6001");
    expect(existsSync(out)).toBe(false);
  });

  it("names hash builds by content and custom builds as told, in two notations", async () => {
    const out = join(folder, "modes");
    expect((await cstack(["build", "docker-scs-1-36", "--mode", "hash", "--out", out])).status).toBe(0);
    expect(
      (await cstack(["build", "docker-scs-1-36", "--mode", "custom", "--version", "v1-alpha.1", "--kubernetes", "1.36.9", "--out", out]))
        .status,
    ).toBe(0);
    const names = readdirSync(out);
    expect(names).toEqual([expect.stringMatching(/^docker-scs-1-36-v0-sha-[a-z0-9]{7,}$/), "docker-scs-1-36-v1-alpha-1"]);
    expect(readdirSync(join(out, "docker-scs-1-36-v1-alpha-1"))).toContain("docker-scs-1-36-cluster-class-v1-alpha.1.tgz");
    expect(readFileSync(join(out, "docker-scs-1-36-v1-alpha-1", "metadata.yaml"), "utf8")).toContain("kubernetes: v1.36.9");
    expect(readFileSync(join(out, "docker-scs-1-36-v1-alpha-1", "clusterstack.yaml"), "utf8")).toContain("channel: custom");
  });

  it("builds the older infrastructure kinds as a variant, and never as a stable release", async () => {
    const out = join(folder, "variant");
    expect((await cstack(["build", "docker-scs-1-36", "--mode", "hash", "--infra-api", "docker-v1beta2", "--out", out])).status).toBe(0);
    const [name = ""] = readdirSync(out);
    const text = readFileSync(join(out, name, "class.yaml"), "utf8");
    expect(text).toContain("kind: DockerMachineTemplate");
    expect(text).toContain("path: /spec/template/spec/customImage");
    expect(text).not.toContain("backend:");
    expect(text).not.toContain("name: machineBackend");
    expect(await cstack(["build", "docker-scs-1-36", "--next", "--infra-api", "docker-v1beta2", "--out", out])).toMatchObject({
      status: 2,
    });
  });

  it("leaves a directory alone that is not a bundle", async () => {
    const out = join(folder, "occupied");
    mkdirSync(join(out, "docker-scs-1-36-v1"), { recursive: true });
    writeFileSync(join(out, "docker-scs-1-36-v1", "precious"), "work");
    const { status, stderr } = await cstack(["build", "docker-scs-1-36", "--next", "--out", out]);
    expect(status).toBe(1);
    expect(stderr).toContain("CS5202");
    expect(readdirSync(join(out, "docker-scs-1-36-v1"))).toEqual(["precious"]);
  });
});

describe("exit codes", () => {
  it.each([
    [["build", "docker-scs-1-99"], 2, "Unknown unit"],
    [["bild"], 2, 'Unknown command "bild". Known: build'],
    [["build", "--mode", "beta"], 2, "beta"],
    [["build", "--kubernetes", "1.36.1"], 2, "--mode custom"],
    [["list", "-o", "xml"], 2, "Unknown output format"],
    [["explain", "CS9999"], 2, "Nearest"],
    [["export", "docker-scs-1-36", "--tree", "/"], 2, "exists"],
  ])("%j exits %i and says why", (args, code, text) => {
    const { status, stdout, stderr } = cstackProcess(args);
    expect(status).toBe(code);
    expect(stderr).toContain(text);
    expect(stdout).toBe("");
  });

  it("says 1 for findings in the sources, with file, line and repair", async () => {
    const checkout = copyOfSources("findings");
    edit(join(checkout, "stacks/scs/stack.yaml"), (text) => text.replace("title:", "titel:"));
    const { status, stderr } = await cstack(["build", "--root", checkout, "--next"]);
    expect(status).toBe(1);
    expect(stderr).toMatch(/stacks\/scs\/stack\.yaml:\d+:\d+: error CS1101: Unknown key "titel"\. Known: title, /);
    expect(stderr).toContain("repair:");
  });

  it("refuses a link that leads out of the tree", async () => {
    const checkout = copyOfSources("link");
    symlinkSync("/etc", join(checkout, "addons/evil"));
    const { status, stderr } = await cstack(["validate", "docker-scs-1-36", "--root", checkout]);
    expect(status).toBe(1);
    expect(stderr).toContain("addons/evil: error CS1008");
  });
});

describe("cstack smoke --resume", () => {
  it("does not make another cluster of a run than the one it was started for", async () => {
    const checkout = join(folder, "runs");
    const run = join(checkout, ".cstack/runs/20260101T000000-docker-scs-1-36");
    for (const path of ["stacks", "providers", run]) mkdirSync(resolve(checkout, path), { recursive: true });
    writeFileSync(
      join(run, "run.json"),
      JSON.stringify({ subject: "docker-scs-1-36", request: { machines: { controlPlane: 3, workers: 2 } } }),
    );
    const { status, stderr } = await cstack(["smoke", "--resume", "--machines", "1+1", "--root", checkout]);
    expect(status).toBe(2);
    expect(stderr).toBe(
      "cstack: The run of docker-scs-1-36 was started with --machines 3+2, and goes on like that: leave out --machines 1+1, or start another run.\n",
    );
  });
});

describe("cstack doctor", () => {
  it("says what is missing, and which images of real clusters Docker does not have", async () => {
    const tools = join(folder, "tools");
    mkdirSync(tools);
    writeFileSync(join(tools, "docker"), '#!/bin/sh\n[ "$1" = version ] && echo 29.0.0 && exit\necho "No such image: $5" >&2\nexit 1\n', {
      mode: 0o755,
    });
    const { status, stdout } = await cstack(["doctor"], { env: { CSTACK_TOOLS: "", PATH: tools, XDG_CACHE_HOME: folder } });
    expect(status).toBe(0);
    expect(stdout).toMatch(/^docker +runs machines as containers +29\.0\.0 +\S+\/tools\/docker$/m);
    expect(stdout).toMatch(/^ +missing: kind is not on the path, run `npm run tools`, or install it$/m);
    expect(stdout).toMatch(
      /^ +warning: kindest\/node:\S+ has to be pulled for docker-scs-1-36: docker pull kindest\/node:\S+@sha256:\S+, or another image with --node-image$/m,
    );
  });
});

describe("help", () => {
  it("lists the commands in the order of the flow and has an example for each", async () => {
    const { status, stdout } = await cstack(["--help"]);
    expect(status).toBe(0);
    const names = [...stdout.matchAll(/^ {2}([a-z]+) /gm)].map(([, name]) => name);
    expect(names.slice(0, 3)).toEqual(["list", "build", "render"]);
    for (const name of names) if (name !== "help") expect((await cstack([name ?? "", "--help"])).stdout, name).toContain("Example");
  });
});

it("ends quietly where whoever reads its output has seen enough", () => {
  const program = join(root, "packages/cli/bin/cstack.mjs");
  const command = `"${process.execPath}" "${program}" render docker-scs-1-36 | head -n 1; echo "\${PIPESTATUS[0]}"`;
  const { stdout, stderr } = spawnSync("bash", ["-c", command], { cwd: root, encoding: "utf8" });
  expect({ stdout, stderr }).toEqual({ stdout: "apiVersion: controlplane.cluster.x-k8s.io/v1beta2\n141\n", stderr: "" });
});

describe("the version", () => {
  it.each(["-V", "--version"])("is that of the package, with Node's beside it: %s", async (flag) => {
    const { version } = JSON.parse(readFileSync(join(root, "packages/cli/package.json"), "utf8")) as { version: string };
    expect(await cstack([flag], { cwd: folder })).toEqual({
      status: 0,
      stdout: `cstack ${version} (Node ${process.versions.node})\n`,
      stderr: "",
    });
  });
});

describe("cstack export", () => {
  it("writes a tree that cstack create makes a release of, with the same class", async () => {
    const tree = join(folder, "tree");
    expect((await cstack(["export", "docker-scs-1-36", "--tree", tree])).status).toBe(0);
    const { status, stdout } = await cstack(["create", tree, "-m", "hash", "-o", join(folder, "created")]);
    expect(status).toBe(0);
    expect(readdirSync(stdout.trim())).toEqual(expect.arrayContaining(["metadata.yaml", "clusteraddon.yaml", "hashes.json"]));
  });
});
