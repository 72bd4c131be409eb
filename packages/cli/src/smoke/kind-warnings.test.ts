import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseRepository, type Repository } from "@cstack/generator";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { imagesOfUnits, kindWarnings } from "./kind-warnings.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cstack-kind-warnings-"));
  vi.stubEnv("CSTACK_TOOLS", folder);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

const digest = `sha256:${"0".repeat(64)}`;

/** Machines of one provider are containers, those of the other are not. */
const sources = {
  "stacks/tiny/stack.yaml": `
id: tiny
title: Tiny stack
kubernetes: ["1.35", "1.36"]
providers: {box: {addons: []}, metal: {addons: []}}
`,
  "providers/box/managers.yaml": `
modules: {example.com/box: v1.0.0}
managers: [{program: box-manager, module: example.com/box, package: ., config: config}]
containers: {label: cluster, nodeImageVariable: image, images: [balancer:v1], source: test}
`,
  ...provider("box"),
  ...provider("metal"),
};

function provider(id: string): Record<string, string> {
  return {
    [`providers/${id}/provider.yaml`]: `
id: ${id}
title: Provider ${id}
class: class/class.yaml.ejs
templates: [{slot: workerMachine, kind: MachineTemplate, group: infrastructure.cluster.x-k8s.io, suffix: machine, file: class/machine.yaml.ejs}]
`,
    [`providers/${id}/class/class.yaml.ejs`]: "spec: {}\n",
    [`providers/${id}/class/machine.yaml.ejs`]: "spec: {}\n",
    [`providers/${id}/versions.yaml`]: `
infrastructure: {api: v1beta1, contract: v1beta1, source: test}
kubernetes:
  - {minor: "1.35", version: 1.35.8, released: 2025-12-17, endOfLife: 2027-02-28, etcd: 3.6.6-0, coredns: v1.13.1, pause: 3.10.1, source: test}
  - {minor: "1.36", version: 1.36.4, released: 2026-04-22, endOfLife: 2027-06-28, etcd: 3.6.8-0, coredns: v1.14.2, pause: 3.10.2, source: test}
nodeImages:
  - {kubernetes: "1.35.8", image: docker.io/${id}/node:v1.35.8, digest: "${digest}", source: test}
  - {kubernetes: "1.36.4", image: docker.io/${id}/node:v1.36.4, source: test}
`,
  };
}

function repository(): Repository {
  const parsed = parseRepository({ files: new Map(Object.entries(sources)) });
  expect(parsed.diagnostics).toEqual([]);
  return parsed.repository;
}

/** A Docker that has the images whose names hold a word. */
function dockerWith(word: string): void {
  const path = join(folder, "docker");
  writeFileSync(path, `#!/bin/sh\ncase "$5" in *${word}*) exit 0;; esac\necho "Error: No such image: $5" >&2\nexit 1\n`);
  chmodSync(path, 0o755);
}

/** Warnings, but for those of this machine's kernel. */
async function warnings(): Promise<string[]> {
  return (await kindWarnings(repository())).filter((warning) => !warning.startsWith("fs."));
}

describe("images that real clusters need", () => {
  it("are those of units whose machines are containers, by the name that machines have them under", () => {
    expect(imagesOfUnits(repository())).toEqual([
      { image: "box/node:v1.35.8", digest, units: ["box-tiny-1-35"], isNodeImage: true },
      { image: "balancer:v1", units: ["box-tiny-1-35", "box-tiny-1-36"], isNodeImage: false },
      { image: "box/node:v1.36.4", units: ["box-tiny-1-36"], isNodeImage: true },
    ]);
  });

  it("are warned of where Docker does not have them, with how they can be had", async () => {
    dockerWith("1.36.4");
    expect(await warnings()).toEqual([
      `box/node:v1.35.8 has to be pulled for box-tiny-1-35: docker pull box/node:v1.35.8@${digest}, or another image with --node-image`,
      "balancer:v1 has to be pulled for box-tiny-1-35, box-tiny-1-36: docker pull balancer:v1",
    ]);
  });

  it("are there where Docker has them all", async () => {
    dockerWith(":");
    expect(await warnings()).toEqual([]);
  });
});
