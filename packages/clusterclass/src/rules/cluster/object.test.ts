import { expect, test } from "vitest";
import { clusterInput } from "../testing/cluster-fixture.ts";
import { findings } from "../testing/findings.ts";
import { clusterObjectRules } from "./object.ts";

const infrastructureRef = { apiGroup: "infrastructure.cluster.x-k8s.io", kind: "DevCluster", name: "x" };

test("a short name and CIDR blocks of both families are accepted", () => {
  const clusterNetwork = { pods: { cidrBlocks: ["10.0.0.0/16", "fd00::/48"] }, services: { cidrBlocks: ["10.1.0.0/016"] } };
  expect(findings(clusterObjectRules, clusterInput({ spec: { clusterNetwork } }))).toEqual([]);
});

test("the name becomes a label, so it has at most 63 characters", () => {
  expect(findings(clusterObjectRules, clusterInput({ metadata: { name: "a".repeat(64) } }))).toEqual(["CL-01 metadata.name"]);
});

test("references stay", () => {
  expect(findings(clusterObjectRules, clusterInput({ spec: { infrastructureRef }, old: { infrastructureRef } }))).toEqual([]);
  expect(findings(clusterObjectRules, clusterInput({ old: { infrastructureRef, controlPlaneRef: infrastructureRef } }))).toEqual([
    "CL-02 spec.infrastructureRef",
    "CL-02 spec.controlPlaneRef",
  ]);
});

test.each(["10.0.0.0", "10.0.0.0/33", "010.0.0.0/8", "fd00::/129", "text/8"])("%s is no CIDR block", (block) => {
  const clusterNetwork = { pods: { cidrBlocks: [block] }, services: { cidrBlocks: [block] } };
  expect(findings(clusterObjectRules, clusterInput({ spec: { clusterNetwork } }))).toEqual([
    "CL-03 spec.clusterNetwork.pods.cidrBlocks[0]",
    "CL-03 spec.clusterNetwork.services.cidrBlocks[0]",
  ]);
});
