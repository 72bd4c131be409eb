import { type JsonObject, planCluster } from "@cstack/clusterclass";
import { describe, expect, test } from "vitest";
import { runFeatureChecks } from "../checks/feature-checks.ts";
import { sampleWith } from "../checks/sample-cluster.ts";
import { codesOf, plannableCluster, renderTree, type TreeChanges } from "../testing/small-tree.ts";
import type { ClassPatch } from "./class-patches.ts";

const door = (name: string, check: string) => `
id: door
title: Door
docs: What stands in front.
variables:
  - {name: door, description: Kind of door., schema: {type: string, enum: [steel, none], default: none}}
  - {name: doorKey, description: Key of the door., schema: {type: string, default: ""}}
refuses:
  - name: ${name}
    when: '{{ and (eq .door "steel") (empty .doorKey) }}'
    message: "doorKey must be set with door: steel."
patches:
  - {name: door, on: [cluster], ops: [{add: /spec/template/spec/door, template: "{{ .door }}{{ .doorKey }}"}]}
checks:
  - {name: a door without a key, given: {door: steel}, ${check}}
`;
const withDoor = (name = "doorWithoutKey", check = "fails: doorWithoutKey"): TreeChanges => ({
  "providers/metal/outputs/cluster.yaml.ejs": plannableCluster,
  "providers/metal/features/door.yaml": door(name, check),
});

const addon = (more: string) => `
id: net-agent
title: Pod network
docs: Connects pods.
runsIn: workload
deliveries: [operator, helm]
chart: {name: net-chart, repository: "https://charts.example.com"}
namespace: kube-system
stage: AfterControlPlaneInitialized
${more}
`;
const withAgent = (more: string, values: string): TreeChanges => ({
  "stacks/tiny/stack.yaml": '{id: tiny, title: Tiny stack, kubernetes: ["1.35", "1.36"], providers: {metal: {addons: [net-agent]}}}\n',
  "providers/metal/outputs/cluster.yaml.ejs": plannableCluster,
  "addons/net/addon.yaml": undefined,
  "addons/net/versions.yaml": undefined,
  "addons/net-agent/addon.yaml": addon(more),
  "addons/net-agent/versions.yaml": 'versions: [{minors: ["1.35", "1.36"], chart: 1.0.0, source: test}]\n',
  "addons/net-agent/cluster-values.yaml": `values: [${values}]\n`,
});
const agentVariables = `variables:
  - {name: agent, description: Whether it runs., schema: {type: boolean, default: false}}
  - {name: agentServer, description: Where it sends., schema: {type: string}}
switch: agent`;

function rendered(changes: TreeChanges) {
  const { rendered: unit, diagnostics } = renderTree(changes);
  expect(diagnostics).toEqual([]);
  return unit!;
}

const patchesOf = (changes: TreeChanges) => (rendered(changes).clusterClass.spec as { patches: ClassPatch[] }).patches;
const errorsOf = (changes: TreeChanges, variables: JsonObject) =>
  planCluster(sampleWith(rendered(changes), variables)).errors.map(({ stage, message }) => `${stage}: ${message}`);

describe("a refusal of a feature", () => {
  test("becomes a patch before all others, which fails on the infrastructure cluster", () => {
    const [first, ...others] = patchesOf(withDoor());
    expect(first).toEqual({
      name: "doorWithoutKey",
      description: "doorKey must be set with door: steel.",
      enabledIf: '{{ and (eq .door "steel") (empty .doorKey) }}',
      definitions: [
        {
          selector: {
            apiVersion: "infrastructure.cluster.x-k8s.io/v1beta1",
            kind: "MetalClusterTemplate",
            matchResources: { infrastructureCluster: true },
          },
          jsonPatches: [
            { op: "add", path: "/spec/template/metadata", valueFrom: { template: '{{ fail "doorKey must be set with door: steel." }}' } },
          ],
        },
      ],
    });
    expect(others.map(({ name }) => name)).toEqual(["door", "machineSize"]);
  });

  test("ends the plan of a Cluster with its message, and of no other", () => {
    const message = expect.stringMatching(/^patch: patch "doorWithoutKey": .*error calling fail: doorKey must be set with door: steel\.$/);
    expect(errorsOf(withDoor(), { door: "steel" })).toEqual([message]);
    expect(errorsOf(withDoor(), { door: "steel", doorKey: "brass" })).toEqual([]);
    expect(errorsOf(withDoor(), {})).toEqual([]);
  });

  test("needs a check that says so", () => {
    const findings = (changes: TreeChanges) =>
      runFeatureChecks(rendered({ ...changes, "providers/metal/features/size.yaml": undefined })).diagnostics;
    expect(findings(withDoor())).toEqual([]);
    const unchecked = findings(withDoor("doorWithoutKey", "fails: otherName"));
    expect(unchecked.map(({ code, message }) => `${code} ${message}`)).toEqual([
      expect.stringMatching(/^CS4004 .*refused is patch "doorWithoutKey".*, expected otherName$/),
      'CS4005 No check of "door" says `fails: doorWithoutKey`.',
    ]);
  });

  test("cannot have the name of a patch", () => {
    expect(codesOf(withDoor("machineSize", "fails: machineSize"))).toContain("CS2005");
  });
});

describe("a value that an addon cannot do without", () => {
  test("must be set where the addon is on", () => {
    const changes = withAgent(agentVariables, "{set: server, variable: agentServer, required: true}");
    expect(patchesOf(changes)[0]).toMatchObject({
      name: "netAgentNeedsAgentServer",
      enabledIf: "{{ and (eq .agent true) (empty .agentServer) }}",
      description: "agentServer must be set where agent is true: the addon net-agent needs it.",
    });
    expect(errorsOf(changes, { agent: true })).toHaveLength(1);
    expect(errorsOf(changes, { agent: true, agentServer: "metrics.example.com" })).toEqual([]);
    expect(errorsOf(changes, {})).toEqual([]);
  });

  test("must be set only where the value is wanted", () => {
    const more = `variables:
  - {name: mode, description: How it runs., schema: {type: string, enum: [near, far], default: near}}
  - {name: agentServer, description: Where it sends., schema: {type: string}}`;
    const values = "{set: server, variable: agentServer, when: {variable: mode, oneOf: [far]}, required: true}";
    expect(patchesOf(withAgent(more, values))[0]?.enabledIf).toBe('{{ and (eq .mode "far") (empty .agentServer) }}');
  });

  test("may be left out where it has a default, or is not required", () => {
    const values = ["{set: a, variable: agentServer, default: here, required: true}", "{set: b, variable: agentServer}"];
    expect(patchesOf(withAgent(agentVariables, values.join(", "))).map(({ name }) => name)).toEqual(["machineSize"]);
  });
});
