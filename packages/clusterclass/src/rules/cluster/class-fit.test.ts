import { expect, test } from "vitest";
import type { HealthCheck } from "../../api/cluster-class.ts";
import { classSpec, workerClass } from "../testing/class-fixture.ts";
import { clusterInput } from "../testing/cluster-fixture.ts";
import { findings } from "../testing/findings.ts";
import { classFitRules } from "./class-fit.ts";

const worker = { class: "default-worker", name: "md-0" };
const pool = { class: "default-pool", name: "mp-0" };
const workers = "spec.topology.workers";

function found(parts: Parameters<typeof clusterInput>[0]) {
  return findings(classFitRules, clusterInput(parts));
}

function topology(machineDeployments: object[], machinePools: object[] = [], rest: object = {}) {
  return { topology: { workers: { machineDeployments, machinePools }, ...rest } };
}

test("the version is one of the list, written exactly so", () => {
  expect(found({ clusterClass: { kubernetesVersions: ["v1.36.4"] } })).toEqual([]);
  expect(found({ clusterClass: { kubernetesVersions: ["1.36.4"] } })).toEqual(["CL-14 spec.topology.version"]);
});

test("workers are of classes that exist, with names of their own", () => {
  expect(found(topology([worker], [{ ...pool, name: "md-0" }]))).toEqual([]);
  expect(found(topology([{ ...worker, class: "nobody" }]))).toEqual([`CL-15 ${workers}.machineDeployments[0].class`]);
  expect(found(topology([worker, worker]))).toEqual([`CL-16 ${workers}.machineDeployments[1].name`]);
  expect(found(topology([{ ...worker, name: "" }]))).toEqual([`CL-16 ${workers}.machineDeployments[0].name`]);
  expect(found(topology([], [{ ...pool, class: "default-worker" }]))).toEqual([`CL-17 ${workers}.machinePools[0].class`]);
  expect(found(topology([], [pool, pool]))).toEqual([`CL-18 ${workers}.machinePools[1].name`]);
});

test("a control plane health check needs control plane machines", () => {
  const { templateRef } = classSpec().controlPlane;
  const healthCheck = { checks: { nodeStartupTimeoutSeconds: 60 } };
  const parts = topology([worker], [], { controlPlane: { healthCheck } });
  expect(found(parts)).toEqual([]);
  expect(found({ ...parts, clusterClass: { controlPlane: { templateRef } } })).toEqual(["CL-19 spec.topology.controlPlane.healthCheck"]);
});

test("health checks have sensible limits", () => {
  const both = (healthCheck: HealthCheck) => topology([{ ...worker, healthCheck }], [], { controlPlane: { healthCheck } });
  const fields = ["spec.topology.controlPlane.healthCheck", `${workers}.machineDeployments[md-0].healthCheck`];
  expect(found(both({ checks: { nodeStartupTimeoutSeconds: 10 } }))).toEqual(
    fields.map((field) => `CL-20 ${field}.checks.nodeStartupTimeoutSeconds`),
  );
  expect(found(both({ remediation: { triggerIf: { unhealthyLessThanOrEqualTo: "x" } } }))).toEqual(
    fields.map((field) => `CL-21 ${field}.remediation.triggerIf.unhealthyLessThanOrEqualTo`),
  );
  expect(found(both({ remediation: { maxInFlight: "x" } }))).toEqual([`CL-22 ${fields[1]}.remediation.maxInFlight`]);
});

test("what is enabled is defined somewhere", () => {
  const enabled = topology([{ ...worker, healthCheck: { enabled: true } }], [], { controlPlane: { healthCheck: { enabled: true } } });
  expect(found(enabled)).toEqual([
    "CL-23 spec.topology.controlPlane.healthCheck.enable",
    `CL-23 ${workers}.machineDeployments[md-0].healthCheck.enable`,
  ]);
  const healthCheck = { checks: { nodeStartupTimeoutSeconds: 60 } };
  const clusterClass = {
    controlPlane: { ...classSpec().controlPlane, healthCheck },
    workers: { machineDeployments: [workerClass({ healthCheck })] },
  };
  expect(found({ ...enabled, clusterClass })).toEqual([]);
});

test("replicas and autoscaler exclude each other", () => {
  const metadata = { annotations: { "cluster.x-k8s.io/cluster-api-autoscaler-node-group-min-size": "1" } };
  expect(found(topology([{ ...worker, metadata }]))).toEqual([]);
  expect(found(topology([{ ...worker, metadata, replicas: 0 }]))).toEqual([`CL-24 ${workers}.machineDeployments[md-0].replicas`]);
  const clusterClass = { workers: { machineDeployments: [workerClass({ metadata })] } };
  expect(found({ ...topology([{ ...worker, replicas: 1 }]), clusterClass })).toEqual([
    `CL-24 ${workers}.machineDeployments[md-0].replicas`,
  ]);
});
