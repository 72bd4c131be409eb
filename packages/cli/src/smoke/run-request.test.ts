import { join } from "node:path";
import type { RunRequest } from "@cstack/smoke";
import { describe, expect, it } from "vitest";
import { requestOf, resumedRequest } from "./run-request.ts";

const root = "/checkout";

function started(request?: RunRequest) {
  const names = { subject: "metal-tiny-1-36", management: "cstack-1", cluster: "smoke-1", containerLabel: "cluster" };
  return request === undefined ? names : { ...names, request };
}

describe("what is asked of a run", () => {
  it("is nothing where no option is given", () => {
    expect(requestOf(root, {})).toEqual({});
  });

  it("is independent of the folder that it is said in", () => {
    expect(requestOf(root, { cluster: "my.yaml", nodeImage: "node:v1", machines: "3+2", charts: "charts" })).toEqual({
      cluster: join(process.cwd(), "my.yaml"),
      nodeImage: "node:v1",
      machines: { controlPlane: 3, workers: 2 },
      charts: join(process.cwd(), "charts"),
    });
    expect(requestOf(root, { vendorCharts: true })).toEqual({ charts: "/checkout/.cstack/charts" });
  });

  it.each(["3", "2+1", "0+1", "1+100", "1+-1", "three+two"])("is no number of machines: %s", (machines) => {
    expect(() => requestOf(root, { machines })).toThrow(`"${machines}" is no number of machines`);
  });
});

describe("a run that is gone on with", () => {
  const large = requestOf(root, { machines: "3+2", nodeImage: "node:v1" });

  it("is asked for the same as when it was started, which need not be said again, and can be", () => {
    expect(resumedRequest(started(large), {})).toEqual(large);
    expect(resumedRequest(started(large), requestOf(root, { machines: "3+2" }))).toEqual(large);
    expect(resumedRequest(started(), {})).toEqual({});
  });

  it.each([
    ["another number of machines", large, { machines: "1+1" }, "with --machines 3+2, and goes on like that: leave out --machines 1+1"],
    ["what it was not asked for before", {}, { machines: "3+2" }, "without --machines, and goes on like that: leave out --machines 3+2"],
    ["another image", large, { nodeImage: "node:v2" }, "with --node-image node:v1, and goes on like that: leave out --node-image node:v2"],
    ["a Cluster", large, { cluster: "/my.yaml" }, "without --cluster, and goes on like that: leave out --cluster /my.yaml"],
    ["charts", large, { vendorCharts: true }, "without --charts, and goes on like that: leave out --charts /checkout/.cstack/charts"],
  ])("is refused %s", (_what, before, flags, message) => {
    expect(() => resumedRequest(started(before), requestOf(root, flags))).toThrow(`The run of metal-tiny-1-36 was started ${message}`);
  });
});
