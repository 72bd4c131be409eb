import { type JsonObject, type KubernetesObject, planCluster } from "@cstack/clusterclass";
import { sampleWith, type Unit } from "@cstack/generator";
import { describe, expect, test } from "vitest";
import { allUnits, renderedUnit } from "../support/repository.ts";

/** What becomes of worker pools by their class and by what the Cluster says of them, where no variable is involved. */

const units = allUnits().map((unit) => [unit.id, unit] as const);

/** The planned machine deployment of a pool, and what checks machines: its own, and those of the control plane. */
function planned(unit: Unit, pool: JsonObject): { deployment: KubernetesObject; healthChecks: KubernetesObject[] } {
  const input = sampleWith(renderedUnit(unit), {});
  const [cluster] = input.clusters as unknown as { spec: { topology: { workers: JsonObject } } }[];
  cluster!.spec.topology.workers = { machineDeployments: [{ name: "pool", ...pool }] };
  const { objects, errors } = planCluster(input);
  expect(errors).toEqual([]);
  const of = (role: RegExp) => objects.find((object) => role.test(object.role))!.object as KubernetesObject;
  const healthChecks = [/^machineHealthCheck\/pool$/, /^machineHealthCheck\/controlPlane$/].map(of);
  return { deployment: of(/^machineDeployment\/[^/]*$/), healthChecks };
}

/** How many of three machines may be unhealthy for them to be replaced; Cluster API rounds down (v1.14.0, core/reconcilers/machinehealthcheck, getMaxUnhealthy). */
function replacedOfThree({ spec }: KubernetesObject): number {
  const { remediation } = spec as { remediation: { triggerIf: { unhealthyLessThanOrEqualTo: string } } };
  return Math.floor((Number.parseInt(remediation.triggerIf.unhealthyLessThanOrEqualTo, 10) / 100) * 3);
}

describe.each(units)("a worker pool of %s", (_id, unit) => {
  test("that an autoscaler sizes has its annotations and no number of machines", () => {
    const annotations = {
      "cluster.x-k8s.io/cluster-api-autoscaler-node-group-min-size": "1",
      "cluster.x-k8s.io/cluster-api-autoscaler-node-group-max-size": "5",
    };
    const { deployment } = planned(unit, { class: "default-worker", metadata: { annotations } });
    expect(deployment.metadata.annotations).toMatchObject(annotations);
    expect(deployment["spec"]).not.toHaveProperty("replicas");
  });

  test("lets no pod and no volume hold a machine for ever, and replaces one of three that fails, as of the control plane", () => {
    const { deployment, healthChecks } = planned(unit, { class: "default-worker", replicas: 1 });
    expect(deployment).toMatchObject({
      spec: {
        template: {
          spec: { deletion: { nodeDrainTimeoutSeconds: 900, nodeVolumeDetachTimeoutSeconds: 300, nodeDeletionTimeoutSeconds: 60 } },
        },
      },
    });
    for (const healthCheck of healthChecks)
      expect(healthCheck).toMatchObject({ spec: { remediation: { triggerIf: { unhealthyLessThanOrEqualTo: "40%" } } } });
    expect(healthChecks.map(replacedOfThree)).toEqual([1, 1]);
  });

  test("keeps what its Cluster says instead", () => {
    const { deployment } = planned(unit, { class: "default-worker", replicas: 1, deletion: { nodeDrainTimeoutSeconds: 60 } });
    expect(deployment).toMatchObject({ spec: { template: { spec: { deletion: { nodeDrainTimeoutSeconds: 60 } } } } });
  });

  test("of the class no-surge-worker replaces a machine before the new one is made", () => {
    const { deployment } = planned(unit, { class: "no-surge-worker", replicas: 2 });
    expect(deployment).toMatchObject({
      spec: { rollout: { strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } } } },
    });
  });
});
