import { expect, test } from "vitest";
import type { JsonObject } from "../api/json.ts";
import { objectChanges } from "../plan/object-changes.ts";
import { planCluster } from "../plan/plan-cluster.ts";
import { example, kinds, template } from "../testing/example.ts";
import { judgeChange } from "./judge-change.ts";
import type { Mutability, ProviderSchema } from "./provider-facts.ts";

const mutability: Mutability[] = [
  { kind: "ExampleCluster", version: "v1", mutable: ["/spec/identity", "/spec/subnets/*/nameservers", "/spec/balancer/ranges"] },
];

const schemas: ProviderSchema[] = [
  {
    origin: { module: "example.com/provider", version: "v1.0.0", path: "crd.yaml", digest: "sha256:0" },
    apiVersion: "infrastructure.cluster.x-k8s.io/v1",
    kind: "ExampleCluster",
    schema: {
      type: "object",
      properties: {
        spec: { type: "object", properties: { balancer: { type: "object", properties: { port: { type: "integer", default: 6443 } } } } },
      },
    },
  },
];

/** Judges the change of the infrastructure cluster from one spec to another. */
function judge(before: JsonObject, after: JsonObject, kind = "ExampleCluster") {
  const object = (spec: JsonObject) =>
    new Map([["infrastructureCluster", { apiVersion: "infrastructure.cluster.x-k8s.io/v1", kind, spec }]]);
  const { findings, undecided } = judgeChange(objectChanges(object(before), object(after)), { mutability, schemas });
  return { refused: findings.map(({ rule, field }) => `${rule} ${field}`), undecided };
}

test("fields of the table may change, also below lists", () => {
  expect(judge({ identity: { name: "a" } }, { identity: { name: "b", cloud: "c" } }).refused).toEqual([]);
  const subnets = (nameserver: string) => ({ subnets: [{ cidr: "10.0.0.0/24", nameservers: [nameserver] }] });
  expect(judge(subnets("192.0.2.1"), subnets("192.0.2.2")).refused).toEqual([]);
});

test("any other field may not", () => {
  expect(judge({ mtu: 1400 }, { mtu: 1500 }).refused).toEqual(["CC-J05 spec.mtu"]);
  expect(judge({}, { mtu: 1500 }).refused).toEqual(["CC-J05 spec.mtu"]);
  expect(judge({ subnets: [{ cidr: "10.0.0.0/24" }] }, { subnets: [{ cidr: "10.1.0.0/24" }] }).refused).toEqual([
    "CC-J05 spec.subnets[0].cidr",
  ]);
});

test("a map that appears with a mutable field appears all the same", () => {
  expect(judge({ balancer: {} }, { balancer: { ranges: ["192.0.2.0/24"] } }).refused).toEqual([]);
  expect(judge({}, { balancer: { ranges: ["192.0.2.0/24"] } }).refused).toEqual(["CC-J05 spec.balancer"]);
});

test("writing out a default changes nothing", () => {
  expect(judge({ balancer: {} }, { balancer: { port: 6443 } }).refused).toEqual([]);
  expect(judge({ balancer: {} }, { balancer: { port: 443 } }).refused).toEqual(["CC-J05 spec.balancer.port"]);
});

test("a kind without a table is undecided", () => {
  expect(judge({ mtu: 1 }, { mtu: 2 }, "OtherCluster")).toMatchObject({ refused: [], undecided: [{ field: "infrastructureCluster" }] });
});

/** What is refused where a new class gives the control plane other settings of kubeadm. */
function refusedOfControlPlane(before: JsonObject, after: JsonObject) {
  const of = (className: string, clusterConfiguration: JsonObject) =>
    example({
      className,
      templates: [template(kinds.controlPlane, "control-plane", { kubeadmConfigSpec: { verbosity: 1, clusterConfiguration } })],
    });
  const [old, next] = [of("older", before), of("newer", after)];
  const { rollout } = planCluster(next, {
    from: { class: old },
    judge: (changes, states) => judgeChange(changes, { mutability, schemas }, states),
  });
  return rollout!.refused!.map(({ rule, field }) => `${rule} ${field}`);
}

test("a control plane changes in place, but for what its Cluster was founded on", () => {
  const field = "spec.kubeadmConfigSpec.clusterConfiguration.certificatesDir";
  expect(refusedOfControlPlane({ certificatesDir: "/a" }, { certificatesDir: "/b" })).toEqual([`CC-J05 ${field}`]);
  expect(refusedOfControlPlane({ imageRepository: "a.example" }, { imageRepository: "b.example" })).toEqual([]);
});
