import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkProgram, firstVersion, isAtLeast } from "./check-program.ts";
import { Docker } from "./docker.ts";
import { Helm } from "./helm.ts";
import { Kind } from "./kind.ts";
import { Kubectl } from "./kubectl.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cstack-programs-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A program that notes its arguments and its input, and prints an answer. */
function stub(name: string, answer: string): string {
  const path = join(folder, name);
  const noted = JSON.stringify(join(folder, "calls"));
  const script = `const fs = require("node:fs"); fs.appendFileSync(${noted}, JSON.stringify([process.argv.slice(2), fs.readFileSync(0, "utf8")]) + "\\n"); process.stdout.write(${JSON.stringify(answer)});`;
  writeFileSync(path, `#!${process.execPath}\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

function calls(): [args: string[], input: string][] {
  return readFileSync(join(folder, "calls"), "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as [string[], string]);
}

describe("kubectl", () => {
  it("is called for one cluster and namespace, and gets manifests as its input", async () => {
    const kubectl = new Kubectl({ program: stub("kubectl", ""), kubeconfig: "kc", namespace: "a b" });
    await kubectl.apply("kind: Secret\n");
    expect(calls()).toEqual([
      [["--kubeconfig", "kc", "--namespace", "a b", "apply", "--server-side", "--force-conflicts", "-f", "-"], "kind: Secret\n"],
    ]);
  });

  it("gives back objects", async () => {
    const kubectl = new Kubectl({ program: stub("kubectl", '{"items": [{"kind": "Machine"}]}'), kubeconfig: "kc" });
    expect(await kubectl.list("machines")).toEqual([{ kind: "Machine" }]);
  });
});

describe("docker", () => {
  it("gives what it runs in a container no shell", async () => {
    await new Docker({ program: stub("docker", "") }).exec("node", ["cat", "a; rm b"]);
    expect(calls()[0]?.[0]).toEqual(["exec", "node", "cat", "a; rm b"]);
  });

  it("knows this machine's address in a network, of IP version 4", async () => {
    const program = stub("docker", '[{"Subnet":"fc00::/64","Gateway":"fc00::1"},{"Subnet":"172.18.0.0/16","Gateway":"172.18.0.1"}]');
    expect(await new Docker({ program }).gateway("kind")).toBe("172.18.0.1");
  });

  it("removes nothing where nothing is named", async () => {
    await new Docker({ program: join(folder, "none") }).remove([]);
  });
});

it("kind lists its clusters", async () => {
  expect(await new Kind({ program: stub("kind", "a\nb\n") }).clusters()).toEqual(["a", "b"]);
});

it("helm gets values as its input", async () => {
  const release = { name: "net", namespace: "kube-system", chart: "chart.tgz", values: "a: 1\n" };
  await new Helm({ program: stub("helm", "") }).template(release);
  const args = ["template", "net", "chart.tgz", "--namespace", "kube-system", "--no-hooks", "--include-crds", "--values", "-"];
  expect(calls()).toEqual([[args, "a: 1\n"]]);
});

describe("a program that a lane needs", () => {
  const known = { name: "kind", purpose: "makes clusters", version: ["version"], minimum: "0.24.0", repair: "install it" };
  const here = () => ({ PATH: folder, XDG_CACHE_HOME: folder });

  it("can be used where it is new enough", async () => {
    const path = stub("kind", "kind v0.33.0 go1.26.8 linux/amd64\n");
    expect(await checkProgram(known, here())).toEqual({ name: "kind", purpose: "makes clusters", path, version: "0.33.0" });
  });

  it("is a problem where it is too old, missing, or fails", async () => {
    expect(await checkProgram(known, here())).toMatchObject({ problem: "kind is not on the path", repair: "install it" });
    stub("kind", "kind v0.9.0");
    expect(await checkProgram(known, here())).toMatchObject({ version: "0.9.0", problem: "kind 0.9.0 is older than 0.24.0" });
    writeFileSync(join(folder, "kind"), "#!/bin/sh\necho 'Cannot connect' >&2; exit 1\n");
    expect(await checkProgram(known, here())).toMatchObject({ problem: "kind does not answer: Cannot connect" });
  });
});

it.each([
  ['{"clientVersion": {"major": "1", "gitVersion": "v1.36.4"}}', "1.36.4"],
  ["etcd Version: 3.6.16\nGit SHA: GitNotFound", "3.6.16"],
  ["go1.26", "1.26"],
  ["unknown", undefined],
])("the version in %j is %s", (text, version) => expect(firstVersion(text)).toBe(version));

it.each([
  ["1.36.4", "1.36.4", true],
  ["1.36", "1.36.0", true],
  ["1.10.0", "1.9.9", true],
  ["1.9.9", "1.10", false],
  ["0.33.0", "1.0.0", false],
])("%s is at least %s: %s", (version, minimum, expected) => expect(isAtLeast(version, minimum)).toBe(expected));
