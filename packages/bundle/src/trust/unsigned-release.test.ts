import { describe, expect, it } from "vitest";
import { planCreate } from "../tree/index.ts";
import { SINGLE_CHART, STAGED, treeOf } from "../tree/testdata/trees.ts";
import type { BundleFiles } from "../unit/checksums.ts";
import { inspectUnsigned } from "./unsigned-release.ts";
import type { TrustCheck } from "./verify-release.ts";

/** The files of a release as csctl makes it, which nobody signs. */
function releaseOf(...tree: Parameters<typeof treeOf>): BundleFiles {
  return new Map(planCreate(treeOf(...tree), { mode: "hash" }).value!.files);
}

function statesOf(files: BundleFiles): Record<string, TrustCheck["state"]> {
  return Object.fromEntries(inspectUnsigned({ attestations: [], files }).map(({ check, state }) => [check, state]));
}

function detailOf(files: BundleFiles, name: TrustCheck["check"]): string | undefined {
  return inspectUnsigned({ attestations: [], files }).find(({ check }) => check === name)?.detail;
}

describe("a release that nobody signed", () => {
  it("is what the operator can read, and of unknown origin", () => {
    const files = releaseOf(STAGED);
    expect(statesOf(files)).toMatchObject({
      signature: "not checked",
      provenance: "not checked",
      checksums: "not checked",
      contract: "passed",
    });
    expect(detailOf(files, "signature")).toBe("nothing is signed: anybody can have made it");
  });

  it("has the charts of its addons as hashes.json has them, where nothing was filled in", () => {
    const plain = releaseOf(STAGED, { "cluster-addon/cni/templates/cni.yaml": "kind: ConfigMap\n" });
    expect(statesOf(plain)).toMatchObject({ sources: "passed" });
    expect(statesOf(releaseOf(STAGED))).toMatchObject({ sources: "not checked" });
    expect(statesOf(releaseOf(SINGLE_CHART))).toMatchObject({ sources: "not checked" });
  });

  it("does not fit together without one of its archives", () => {
    const files = releaseOf(STAGED);
    const name = [...files.keys()].find((each) => each.includes("-cluster-class-"))!;
    files.delete(name);
    expect(statesOf(files)).toMatchObject({ contract: "failed" });
    files.set(name, "no archive");
    expect(detailOf(files, "contract")).toContain(`${name} is no archive`);
  });

  it("does not fit together where metadata.yaml names other versions", () => {
    const files = releaseOf(STAGED);
    files.set("metadata.yaml", Buffer.from(files.get("metadata.yaml")!).toString().replaceAll("v0-sha", "v0-git"));
    expect(detailOf(files, "contract")).toContain("no file is called ...-cluster-class-v0-git.");
  });

  it("is not of the sources that its version names where hashes.json has others", () => {
    const files = releaseOf(STAGED);
    const hashes = JSON.parse(Buffer.from(files.get("hashes.json")!).toString()) as object;
    files.set("hashes.json", JSON.stringify({ ...hashes, clusterStack: "0000000000" }));
    expect(statesOf(files)).toMatchObject({ sources: "failed" });
  });
});
