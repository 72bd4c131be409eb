import { describe, expect, it } from "vitest";
import type { ClusterObject } from "../programs/kubectl.ts";
import { diagnosisOf } from "./diagnosis.ts";

function object(kind: string, name: string, ...conditions: [type: string, reason: string, message: string][]): ClusterObject {
  const all = conditions.map(([type, reason, message]) => ({ type, status: "False", reason, message }));
  return { apiVersion: "cluster.x-k8s.io/v1beta2", kind, metadata: { name }, status: { conditions: all } };
}

describe("what is wrong with a Cluster", () => {
  it("is a patch whose variable is unset", () => {
    const message =
      'error computing the desired state of the Cluster topology: failed to apply patches: failed to generate patches for patch "workerFlavor": failed to generate JSON patches for "OpenStackMachineTemplate": failed to calculate value for patch: failed to render template: template: tpl:1:3: executing "tpl" at <.workerFlavor>: map has no entry for key "workerFlavor"';
    expect(diagnosisOf([object("Cluster", "a", ["TopologyReconciled", "ReconcileFailed", message])])).toBe(
      "Cluster a: patch workerFlavor failed because variable workerFlavor is unset",
    );
  });

  it("is what a patch says last", () => {
    const message = 'failed to apply patch "labels": cannot apply JSON patch: add operation does not apply: doc is missing path: "/spec/x"';
    expect(diagnosisOf([object("Cluster", "a", ["TopologyReconciled", "ReconcileFailed", message])])).toBe(
      'Cluster a: patch labels failed because add operation does not apply: doc is missing path: "/spec/x"',
    );
  });

  it("is the machine that cannot be made, not the Cluster that waits for it", () => {
    const objects = [
      object("Cluster", "a", ["ControlPlaneInitialized", "NotInitialized", "Control plane not yet initialized"]),
      object(
        "Machine",
        "a-x",
        ["BootstrapConfigReady", "WaitingForBootstrapData", ""],
        ["InfrastructureReady", "ImageUnavailable", "* no image kindest/node:v1"],
      ),
    ];
    expect(diagnosisOf(objects)).toBe("Machine a-x: InfrastructureReady is not true: no image kindest/node:v1");
  });

  it("is what the machine of the control plane does not get through, where all wait", () => {
    const worker = object("Machine", "a-w", ["BootstrapConfigReady", "NotReady", "waits for the control plane"]);
    const control = object("Machine", "a-c", ["InfrastructureReady", "NotReady", "* BootstrapCompleted: kubeadm init failed"]);
    control.metadata.labels = { "cluster.x-k8s.io/control-plane": "" };
    const cluster = object("Cluster", "a", ["ControlPlaneInitialized", "NotInitialized", "Control plane not yet initialized"]);
    expect(diagnosisOf([cluster, worker, control])).toBe(
      "Machine a-c: InfrastructureReady is not true: BootstrapCompleted: kubeadm init failed",
    );
  });

  it("is unknown where no condition says no", () => {
    expect(diagnosisOf([object("Cluster", "a")])).toBeUndefined();
  });
});
