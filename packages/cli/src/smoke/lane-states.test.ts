import { afterEach, describe, expect, it, vi } from "vitest";
import { laneStates } from "./lane-states.ts";

afterEach(() => vi.unstubAllEnvs());

function nothingInstalled(): void {
  vi.stubEnv("PATH", "");
  vi.stubEnv("CSTACK_TOOLS", "");
  vi.stubEnv("XDG_CACHE_HOME", "/nonexistent");
  vi.stubEnv("CSTACK_ORACLE", undefined);
  vi.stubEnv("CSTACK_OPERATOR", undefined);
  vi.stubEnv("CSTACK_KUBECONFIG", undefined);
}

describe("a lane", () => {
  it("cannot run where its tools are missing, and says how to get them", async () => {
    nothingInstalled();
    const lanes = await laneStates(undefined);
    expect(lanes.map(({ lane, runs }) => [lane, runs])).toEqual([
      ["offline", false],
      ["docs", false],
      ["differential", false],
      ["controlplane", false],
      ["registry", false],
      ["browser", false],
      ["operator", false],
      ["kind", false],
    ]);
    const missing = (wanted: string) => lanes.find(({ lane }) => lane === wanted)?.missing.join("\n");
    expect(missing("controlplane")).toContain("etcd, kube-apiserver, kubectl are not on the path, run `npm run tools`");
    expect(missing("operator")).toContain("the operator is not at hand, build cluster-stack-operator, name it in CSTACK_OPERATOR");
    expect(missing("kind")).toContain("docker is not on the path, install Docker and start it");
  });

  it("with controllers needs no tools of its own where a management cluster is named", async () => {
    nothingInstalled();
    vi.stubEnv("CSTACK_KUBECONFIG", "/some/kubeconfig");
    const controlPlane = (await laneStates(undefined)).find(({ lane }) => lane === "controlplane");
    expect(controlPlane?.missing).toEqual(["this is no checkout of cluster stacks, go into one"]);
  });
});
