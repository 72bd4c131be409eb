import { expect, it } from "vitest";
import { example } from "../../../clusterclass/src/testing/example.ts";
import { fleetJob } from "./job-manifest.ts";

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
