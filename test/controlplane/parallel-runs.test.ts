import { rmSync } from "node:fs";
import { join } from "node:path";
import { managersOf } from "@cstack/generator";
import { type ControlPlane, Kubectl, missingForControlPlane, recordedProcesses, startControlPlane } from "@cstack/smoke";
import { afterAll, describe, expect, it } from "vitest";
import { checkout, root } from "../support/repository.ts";
import { findManagementTools } from "./support/management-tools.ts";

/** A second control plane beside that of all tests here, with the managers that take no fixed port. */
const first = findManagementTools();
const managers = managersOf(checkout()).managers.filter(({ ports }) => ports.length === 0);
const canRun = first !== undefined && missingForControlPlane(managers).length === 0;
const folder = join(root, ".cstack", "runs", `controlplane-second-${process.pid}`);
const clusters = "/apis/cluster.x-k8s.io/v1beta2/clusters";

describe.skipIf(!canRun)("two control planes on one machine", () => {
  let second: ControlPlane | undefined;
  afterAll(async () => {
    await second?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  function kubectlOf(kubeconfig: string): Kubectl {
    return new Kubectl({ program: first!.kubectl, kubeconfig });
  }

  it("have ports, objects and webhooks of their own", async () => {
    second = await startControlPlane({ folder, managers });
    const [one, other] = [kubectlOf(first!.kubeconfig), kubectlOf(second.kubeconfig)];
    await other.ensureNamespace("only-here");
    expect(await other.raw(clusters)).toContain('"items":[]');
    await expect(one.get("namespace", "only-here")).rejects.toThrow("not found");
    const wrong = { apiVersion: "cluster.x-k8s.io/v1beta2", kind: "Cluster", metadata: { name: "a", namespace: "only-here" }, spec: {} };
    await expect(other.apply(JSON.stringify(wrong))).rejects.toThrow(/denied|Invalid|Required|invalid/);
  });

  it("end alone", async () => {
    await second?.stop();
    expect(recordedProcesses(folder)).toEqual([]);
    expect(await kubectlOf(first!.kubeconfig).raw("/readyz")).toBe("ok");
  });
});
