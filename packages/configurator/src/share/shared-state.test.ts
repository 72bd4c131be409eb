import { expect, test } from "vitest";
import { readSharedState, writeSharedState } from "./shared-state.ts";

const cluster = "apiVersion: cluster.x-k8s.io/v1beta2\nkind: Cluster\nmetadata:\n  name: shöp\n";

test("a state comes back from its link", async () => {
  const link = await writeSharedState({ unit: "docker-scs-1-36", version: "v1", cluster });
  expect(link).toMatch(/^[\w-]+$/);
  expect(await readSharedState(link)).toEqual({ unit: "docker-scs-1-36", version: "v1", cluster });
});

test("Secrets beside a Cluster are not shared", async () => {
  const secret = "apiVersion: v1\nkind: Secret\nstringData: {password: hunter2}\n";
  const link = await writeSharedState({ unit: "u", version: "v1", cluster: `${secret}---\n${cluster}` });
  expect((await readSharedState(link))?.cluster).toBe(cluster);
});

test("a damaged link is no state", async () => {
  const link = await writeSharedState({ unit: "u", version: "v1" });
  expect(await readSharedState(link.slice(0, 8))).toBeUndefined();
  expect(await readSharedState("%")).toBeUndefined();
  expect(await readSharedState("")).toBeUndefined();
});
