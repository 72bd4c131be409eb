import fc from "fast-check";
import type { Json, JsonObject } from "../../../packages/clusterclass/src/api/json.ts";
import { deletion, type GeneratedClass, generatedClass, healthCheck, metadata, present, readinessGates, rollout, taints } from "./class.ts";
import { clusterValues } from "./variables.ts";

/** One case of the differential test: the documents in the order in which both sides read them. */
export interface PlanCase {
  clusterClass: JsonObject;
  templates: JsonObject[];
  cluster: JsonObject;
  /** The Cluster before, for the rules about changes. */
  previous?: JsonObject;
  /** CustomResourceDefinition of the control plane; only its labels are read. */
  crd?: JsonObject;
}

function optional<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.option(arbitrary, { nil: undefined, freq: 1 });
}

function rarely<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
}

function overrides(variables: readonly JsonObject[]): fc.Arbitrary<Json | undefined> {
  return optional(
    clusterValues(variables, false)
      .filter((values) => values.length > 0)
      .map((values): Json => ({ overrides: values })),
  );
}

const topologyHealthCheck = fc
  .tuple(fc.constantFrom(undefined, true, false), healthCheck)
  .map(([enabled, check]) => present({ enabled, ...check }));

function worker(
  kind: "machineDeployment" | "machinePool",
  name: string,
  classes: readonly string[],
  variables: readonly JsonObject[],
): fc.Arbitrary<JsonObject> {
  const fields: Record<string, fc.Arbitrary<unknown>> = {
    name: fc.constant(name),
    class: fc.constantFrom(...classes),
    replicas: optional(fc.constantFrom(0, 1, 3)),
    metadata: optional(metadata),
    variables: overrides(variables),
    deletion: optional(deletion),
    taints: optional(taints),
    minReadySeconds: optional(fc.constant(15)),
    ...(kind === "machineDeployment"
      ? {
          healthCheck: optional(topologyHealthCheck),
          rollout: optional(fc.oneof(rollout, fc.constant<Json>({ after: "2026-01-02T03:04:05+02:00" }))),
          readinessGates: optional(readinessGates),
          failureDomain: optional(fc.constant("az2")),
        }
      : { failureDomains: optional(fc.constant(["c"])) }),
  };
  return fc.record(fields).map(present);
}

function workers(
  kind: "machineDeployment" | "machinePool",
  classes: readonly string[],
  variables: readonly JsonObject[],
): fc.Arbitrary<JsonObject[]> {
  if (classes.length === 0) return fc.constant([]);
  const names = kind === "machineDeployment" ? ["md-0", "md-1", "a-rather-long-name-for-workers-in-availability-zone-2"] : ["mp-0", "md-0"];
  return fc.subarray(names).chain((chosen) => fc.tuple(...chosen.map((name) => worker(kind, name, classes, variables))));
}

/** A Cluster of a generated class. */
export function clusterOf({ variables, machineDeploymentClasses, machinePoolClasses }: GeneratedClass): fc.Arbitrary<JsonObject> {
  const controlPlane = fc.record({
    replicas: optional(fc.constantFrom(1, 3)),
    metadata: optional(metadata),
    variables: overrides(variables),
    deletion: optional(deletion),
    taints: optional(taints),
    readinessGates: optional(readinessGates),
    rollout: optional(fc.constant({ after: "2026-01-02T03:04:05.5Z" })),
  });
  return fc
    .record({
      name: fc.constantFrom("mine", "mine", "a-cluster-with-a-name-that-is-rather-long"),
      own: optional(metadata),
      version: fc.constantFrom("v1.36.1", "1.35.4", "v1.30.0"),
      controlPlane,
      deployments: workers("machineDeployment", machineDeploymentClasses, variables),
      pools: workers("machinePool", machinePoolClasses, variables),
      values: clusterValues(variables, true),
      network: optional(
        fc.constantFrom<Json>(
          { pods: { cidrBlocks: ["10.0.0.0/16"] } },
          { services: { cidrBlocks: ["10.1.0.0/16", "fd00::/64"] }, serviceDomain: "x.local" },
        ),
      ),
    })
    .map(({ name, own, version, controlPlane: cp, deployments, pools, values, network }) => {
      const workersOf = present({
        machineDeployments: deployments.length > 0 ? deployments : undefined,
        machinePools: pools.length > 0 ? pools : undefined,
      });
      const cpFields = present(cp);
      return present({
        apiVersion: "cluster.x-k8s.io/v1beta2",
        kind: "Cluster",
        metadata: { name, namespace: "default", ...(own as JsonObject | undefined) },
        spec: {
          clusterNetwork: network,
          topology: {
            classRef: { name: "generated" },
            version,
            controlPlane: Object.keys(cpFields).length > 0 ? cpFields : undefined,
            workers: Object.keys(workersOf).length > 0 ? workersOf : undefined,
            variables: values.length > 0 ? values : undefined,
          },
        },
      });
    });
}

/** The labels that say which contract the control plane follows: either one, or none that fits. */
function controlPlaneCrd(templates: readonly JsonObject[]): fc.Arbitrary<JsonObject> {
  const template = templates.find(({ kind }) => String(kind).endsWith("ControlPlaneTemplate"))!;
  const [group, version] = String(template["apiVersion"]).split("/") as [string, string];
  const kind = String(template["kind"]).replace(/Template$/, "");
  const labels = fc.constantFrom<Json>(
    { "cluster.x-k8s.io/v1beta1": version },
    { "cluster.x-k8s.io/v1beta2": `v9_${version}` },
    { "cluster.x-k8s.io/v1beta1": "v1", "cluster.x-k8s.io/v1beta2": version },
    { "cluster.x-k8s.io/v1beta2": "v9" },
  );
  const name = `${kind.toLowerCase()}s.${group}`;
  return labels.map((value) => ({
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name, labels: value },
  }));
}

/** A class and a Cluster of it; sometimes the Cluster before, and the CustomResourceDefinition of the control plane. */
export const planCase: fc.Arbitrary<PlanCase> = generatedClass.chain((generated) => {
  const { clusterClass, templates } = generated;
  const previous = rarely(clusterOf(generated));
  const crd = rarely(controlPlaneCrd(templates));
  return fc.record({ cluster: clusterOf(generated), previous, crd }).map(({ cluster, previous: before, crd: definition }) => ({
    clusterClass,
    templates,
    cluster,
    ...(before === undefined ? {} : { previous: { ...before, metadata: cluster["metadata"]! } }),
    ...(definition === undefined ? {} : { crd: definition }),
  }));
});
