import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { runKindLane } from "./kind-lane.ts";
import type { KindSubject } from "./kind-run.ts";
import { rememberedRun } from "./take-down.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cstack-kind-lane-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const request = { machines: { controlPlane: 3, workers: 2 }, nodeImage: "node:v1" };
const topology = { version: "v1.36.4" };
const subject: KindSubject = {
  unit: "metal-tiny-1-36",
  kubernetes: "1.36.4",
  className: "tiny",
  classManifests: "",
  nodeImage: { image: "node:v1" },
  addons: [],
  request,
  cluster: { apiVersion: "cluster.x-k8s.io/v1beta2", kind: "Cluster", metadata: { name: "sample" }, spec: { topology } },
  managers: [],
  containers: { label: "cluster", nodeImageVariable: "image", source: "metal v1" },
  next: undefined,
};
/** Not there: a run that cannot begin remembers as much as any. */
const programs = { docker: "/nonexistent", kind: "/nonexistent", kubectl: "/nonexistent", helm: undefined, clusterctl: undefined };

it("remembers what it was asked for, for whoever goes on with it", async () => {
  const options = { folder, programs, keep: true, signal: AbortSignal.abort() };
  const { diagnosis } = await runKindLane(subject, options);
  expect(diagnosis).toBe("images of machines: interrupted");
  const first = rememberedRun(folder);
  expect(first).toMatchObject({ subject: "metal-tiny-1-36", containerLabel: "cluster", request });
  await runKindLane({ ...subject, request: {} }, { ...options, resume: true });
  expect(rememberedRun(folder)).toEqual(first);
});
