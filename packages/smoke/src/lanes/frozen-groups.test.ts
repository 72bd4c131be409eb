import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { thawContainers } from "./frozen-groups.ts";

/** A folder in the shape of the kernel's stands for its freezer, which only the root user of a machine with such groups has. */
let hierarchy: string;
const ours = "4f1d2c";
const others = "a90b77";

beforeEach(() => {
  hierarchy = mkdtempSync(join(tmpdir(), "freezer-"));
});
afterEach(() => rmSync(hierarchy, { recursive: true }));

describe("thawContainers", () => {
  it("thaws what is frozen below containers that are removed", () => {
    const running = group(`docker/${ours}`, "THAWED");
    const pod = group(`docker/${ours}/kubelet/kubepods/pod1/etcd`, "FROZEN");
    const onItsWay = group(`system.slice/docker-${ours}.scope/init`, "FREEZING");
    expect(thawContainers([ours], hierarchy).toSorted()).toEqual([pod, onItsWay]);
    expect([running, pod, onItsWay].map(stateOf)).toEqual(["THAWED", "THAWED", "THAWED"]);
  });

  it("leaves other containers as they are", () => {
    const paused = group(`docker/${others}`, "FROZEN");
    expect(thawContainers([ours], hierarchy)).toEqual([]);
    expect(stateOf(paused)).toBe("FROZEN");
  });

  it("does nothing where the kernel has no such groups", () => {
    expect(thawContainers([ours], join(hierarchy, "missing"))).toEqual([]);
  });
});

function group(path: string, state: string): string {
  const folder = join(hierarchy, path);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "freezer.state"), `${state}\n`);
  return folder;
}

function stateOf(folder: string): string {
  return readFileSync(join(folder, "freezer.state"), "utf8").trim();
}
