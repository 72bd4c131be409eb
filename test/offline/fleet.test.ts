import type { ClassVariable, EvaluationInput, JsonObject, KubernetesObject } from "@cstack/clusterclass";
import { type FleetReport, mergedReports } from "@cstack/release";
import { describe, expect, it } from "vitest";
import { diffFleet, type FleetSource, type Shard } from "../../packages/cli/src/fleet/diff-fleet.ts";
import { fleetJob } from "../../packages/cli/src/fleet/job-manifest.ts";
import { example, machinePatch, variable } from "../../packages/clusterclass/src/testing/example.ts";

/** Machines get a flavor; the new class has another patch for machines where `fast` says so, and does not know `legacy` any more. */
const flavor = machinePatch("flavor", { op: "replace", path: "/spec/template/spec/flavor", valueFrom: { variable: "flavor" } });
const fast = machinePatch("fast", { op: "add", path: "/spec/template/spec/fast", value: true }, "{{ .fast }}");
const flavors = variable("flavor", { type: "string", default: "small" });
const switches = variable("fast", { type: "boolean", default: false });
const legacy = variable("legacy", { type: "string" });

function ofClass(className: string, variables: ClassVariable[], patches = [flavor]): EvaluationInput {
  return example({ className, variables, patches });
}
const before = ofClass("metal-tiny-1-36-v1", [flavors, switches, legacy]);
const after = ofClass(
  "metal-tiny-1-36-v2",
  [variable("flavor", { type: "string", default: "small", enum: ["small", "large"] }), switches],
  [flavor, fast],
);

/** The class in every namespace, as an operator installs it. */
function source(clusters: [namespace: string, name: string, values: JsonObject, className?: string][]): FleetSource {
  const namespaces = [...new Set(clusters.map(([namespace]) => namespace))];
  const within = (object: KubernetesObject, namespace: string) => ({ ...object, metadata: { ...object.metadata, namespace } });
  const others = namespaces.flatMap((namespace) =>
    [before.clusterClass, ...before.templates.values()].map((object) => within(object, namespace)),
  );
  const made = clusters.map(([namespace, name, values, className = "metal-tiny-1-36-v1"]): KubernetesObject => {
    const variables = Object.entries(values).map(([key, value]): JsonObject => ({ name: key, value }));
    const topology = { ...(before.clusters[0]!.spec!["topology"] as JsonObject), classRef: { name: className }, variables };
    return { ...before.clusters[0]!, metadata: { name, namespace }, spec: { topology }, status: { phase: name } };
  });
  return async function* (part) {
    yield* part === "clusters" ? made : others;
  };
}

function diffOf(clusters: Parameters<typeof source>[0], shard?: Shard): Promise<FleetReport> {
  const target = { className: "metal-tiny-1-36-v2", unit: { provider: "metal", stack: "tiny", minor: "1.36" }, version: "v1.36.1" };
  return diffFleet(source(clusters), { target, input: after, facts: { mutability: [], schemas: [] }, featureGates: {}, shard });
}

function statesOf({ clusters, verdicts }: FleetReport): Record<string, string> {
  return Object.fromEntries(clusters.map(({ namespace, name, verdict }) => [`${namespace}/${name}`, verdicts[verdict]!.state]));
}

describe("what a release does to a fleet", () => {
  it("is refused, rolls, quiet or unknown for each Cluster", async () => {
    const report = await diffOf([
      ["a", "calm", {}],
      ["a", "fast", { fast: true }],
      ["b", "odd", { flavor: "huge" }],
      ["b", "lost", {}, "metal-tiny-1-36-v0"],
      ["b", "other", {}, "wood-tiny-1-36-v1"],
    ]);
    expect(statesOf(report)).toEqual({ "a/calm": "quiet", "a/fast": "rolls", "b/lost": "unknown", "b/odd": "refused" });
    expect(report.others).toEqual({ "wood-tiny-1-36-v1": 1 });
    const [rolling] = report.verdicts.filter(({ state }) => state === "rolls");
    expect(rolling).toMatchObject({
      machines: 7,
      rolls: [
        { machines: "controlPlane", replicas: 3 },
        { machines: "machineDeployment/md-0", replicas: 4 },
      ],
    });
    const [refused] = report.verdicts.filter(({ state }) => state === "refused");
    expect(refused!.reasons.join()).toContain("flavor");
  });

  it("drops values of variables that are gone, as a move does", async () => {
    expect(statesOf(await diffOf([["a", "old", { legacy: "x" }]]))).toEqual({ "a/old": "quiet" });
  });

  it("is one answer for all Clusters that are equal but for their names", async () => {
    const report = await diffOf(["a", "b", "c"].map((namespace, index) => [namespace, `c${index}`, { fast: true }]));
    expect(report.verdicts.map(({ clusters }) => clusters)).toEqual([3]);
    expect(report.totals).toMatchObject({ clusters: 3, rolls: 3, machines: 21 });
  });

  it("is the same in shards that are joined", async () => {
    const clusters = Array.from({ length: 12 }, (_, index): [string, string, JsonObject] => ["a", `c${index}`, { fast: index % 2 === 0 }]);
    const parts = await Promise.all([0, 1, 2].map((index) => diffOf(clusters, { index, count: 3 })));
    expect(parts.map(({ totals }) => totals.clusters).reduce((sum, count) => sum + count)).toBe(12);
    expect(statesOf(mergedReports(parts)!)).toEqual(statesOf(await diffOf(clusters)));
  });
});

it("a Job has a pod for each shard, and may read Clusters, classes and their templates only", () => {
  const request = { to: "metal-tiny-1-36", image: "registry.example.com/cstack:1", shards: 3, namespace: "fleet" };
  const [, role, , job] = fleetJob(request, example()) as {
    rules: object[];
    spec: { completions: number; template: { spec: { containers: { args: string[] }[] } } };
  }[];
  expect(role!.rules).toEqual([
    { apiGroups: ["cluster.x-k8s.io"], resources: ["clusterclasses", "clusters"], verbs: ["get", "list"] },
    {
      apiGroups: ["infrastructure.cluster.x-k8s.io"],
      resources: ["exampleclustertemplates", "examplemachinetemplates"],
      verbs: ["get", "list"],
    },
    { apiGroups: ["controlplane.cluster.x-k8s.io"], resources: ["kubeadmcontrolplanetemplates"], verbs: ["get", "list"] },
    { apiGroups: ["bootstrap.cluster.x-k8s.io"], resources: ["kubeadmconfigtemplates"], verbs: ["get", "list"] },
  ]);
  expect(job!.spec.completions).toBe(3);
  expect(job!.spec.template.spec.containers[0]!.args).toContain("$(JOB_COMPLETION_INDEX)/3");
});
