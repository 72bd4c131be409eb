import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Docker } from "../programs/docker.ts";
import { imagesToPull, machineImages, nameInDocker, pullName } from "./machine-images.ts";

const digest = `sha256:${"0".repeat(64)}`;
const [newer, older, balancer] = [{ image: "node:v1.36.4", digest }, { image: "node:v1.35.8", digest }, { image: "balancer:v1" }];

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cstack-images-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A Docker that has images under these names, and says of others what Docker says. */
function dockerWith(...names: string[]): string {
  const known = names.map((name) => `"image inspect --format {{.Id}} ${name}") exit 0;;\n`).join("");
  return program(`case "$*" in\n${known}esac\necho "Error response from daemon: No such image: $5" >&2; exit 1\n`);
}

function program(script: string): string {
  const path = join(folder, "docker");
  writeFileSync(path, `#!/bin/sh\n${script}`);
  chmodSync(path, 0o755);
  return path;
}

describe("images of machines", () => {
  it("are that of nodes, and what the provider has beside them", () => {
    const containers = { label: "cluster", nodeImageVariable: "image", images: ["balancer:v1"], source: "metal v1" };
    expect(machineImages(newer, containers)).toEqual([newer, balancer]);
  });

  it("are pulled by the digest that facts know", () => {
    expect([newer, balancer].map(pullName)).toEqual([`node:v1.36.4@${digest}`, "balancer:v1"]);
  });

  it("are there under their own name, or under that of their digest", async () => {
    const docker = new Docker({ program: dockerWith("node:v1.36.4", `node:v1.35.8@${digest}`) });
    expect(await nameInDocker(docker, newer)).toBe("node:v1.36.4");
    expect(await nameInDocker(docker, older)).toBe(`node:v1.35.8@${digest}`);
    expect(await nameInDocker(docker, balancer)).toBeUndefined();
  });

  it("have to be pulled where Docker has them under neither", async () => {
    expect(await imagesToPull(dockerWith("node:v1.36.4"), [newer, older, balancer])).toEqual([older, balancer]);
  });

  it("are not known to be missing where Docker does not answer", async () => {
    expect(await imagesToPull(program("echo Cannot connect to the Docker daemon >&2; exit 1\n"), [newer])).toEqual([]);
  });
});
