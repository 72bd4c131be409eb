import type { KubernetesObject } from "@cstack/clusterclass";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { allUnits, bundleOf, textOf } from "../support/repository.ts";
import { makeKindManagement } from "./support/kind-management.ts";
import { type Machines, onMachine, WorkloadCluster } from "./support/workload-cluster.ts";

/**
 * The class of the docker unit makes a cluster of containers with many node features switched on; what they promise is looked up on the machines. Then
 * they are switched off again, and nothing of them is left on the machines that replace the first ones.
 */
const unit = allUnits().find(({ id }) => id === "docker-scs-1-36")!;
const { files } = bundleOf(unit);
const management = await makeKindManagement(unit.id);

const minute = 60_000;
const cluster = new WorkloadCluster(management?.kubeconfig ?? "", `cstack-kind-${process.pid}`);
const encryption = { encryptionAtRest: { key: { secret: "encryption" } } };
const everything = {
  ...encryption,
  hardening: "cis",
  auditLog: { enabled: true },
  etcdDefragmentation: { enabled: true, schedule: "*-*-* 04:00:00" },
  proxy: { httpProxy: "http://192.0.2.1:3128", noProxy: [".example.com"] },
  registries: { mirrors: [{ registry: "registry.example.com", endpoints: [{ url: "http://192.0.2.2/v2/hub", overridePath: true }] }] },
  exposeComponentMetrics: true,
  kubelet: { maxPods: 77, evictionHard: { "memory.available": "50Mi" } },
};
const nodeFiles = [
  "/etc/kubernetes/cstack/audit-policy.yaml",
  "/etc/kubernetes/cstack/authentication.yaml",
  "/var/log/kubernetes/audit/audit.log",
  "/etc/systemd/system/cstack-etcd-defragment.timer",
  "/etc/systemd/system/containerd.service.d/http-proxy.conf",
  "/etc/containerd/certs.d/registry.example.com/hosts.toml",
];
const flags = ["audit-policy-file", "audit-log-path", "authentication-config", "admission-control-config-file"];
const hardened = /^(maxPods: 77|podPidsLimit: 4096|seccompDefault: true|protectKernelDefaults: true| {2}memory.available: 50Mi)$/gm;

/** A machine is Ready before kube-proxy runs on it. */
const starting = { timeout: minute, interval: 2_000 };

let machines: Machines;

beforeAll(async () => {
  if (management === undefined) return;
  const key = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString("base64");
  await cluster.install(textOf(files.get("class.yaml")), { encryption: { key } });
});
afterAll(async () => {
  if (management === undefined) return;
  await cluster.dissolve().finally(management.stop);
});

describe.skipIf(management === undefined)("everything switched on", () => {
  beforeAll(async () => {
    machines = await cluster.settle(clusterWith(everything), 8 * minute);
  });

  it("puts the files of all features on the control plane machine", async () => {
    expect(await existing(machines.controlPlane)).toEqual(nodeFiles);
  });

  it("starts the API server with the flags of hardening and audit log", async () => {
    expect(await apiServerFlags()).toEqual(flags);
  });

  it("records requests in the audit log", async () => {
    expect(await onMachine(machines.controlPlane, "tail -n 1 /var/log/kubernetes/audit/audit.log")).toContain(
      '"apiVersion":"audit.k8s.io/v1"',
    );
  });

  it("answers requests without credentials only where health is concerned", async () => {
    expect(await anonymously("/livez")).toBe("200");
    expect(await anonymously("/version")).toBe("401");
  });

  it("refuses privileged pods", async () => {
    expect(await runPrivileged()).toContain('violates PodSecurity "baseline:latest"');
  });

  it("stores Secrets encrypted", async () => {
    expect(await storedSecret()).toContain("k8s:enc:secretbox:v1:encryption:");
  });

  it("schedules the defragmentation of etcd, which leaves a single member alone", async () => {
    expect(await timers()).toMatch(/cstack-etcd-defragment\.timer/);
    const log = await onMachine(
      machines.controlPlane,
      "systemctl start cstack-etcd-defragment && journalctl -u cstack-etcd-defragment -o cat",
    );
    expect(log).toContain("a single member is not defragmented");
  });

  it.each(["controlPlane", "worker"] as const)("gives containerd the proxy and the mirrors (%s)", async (role) => {
    const environment = await onMachine(machines[role], "tr '\\0' '\\n' </proc/$(pgrep -o containerd)/environ");
    expect(environment).toContain("HTTPS_PROXY=http://192.0.2.1:3128\n");
    expect(environment).toMatch(/^NO_PROXY=localhost,.*,\.example\.com,/m);
    const hosts = await onMachine(machines[role], "cat /etc/containerd/certs.d/registry.example.com/hosts.toml");
    expect(hosts).toContain('[host."http://192.0.2.2/v2/hub"]');
  });

  it.each(["controlPlane", "worker"] as const)("configures the kubelet, whose flags win over nothing of it (%s)", async (role) => {
    const config = await onMachine(machines[role], "cat /var/lib/kubelet/config.yaml");
    expect(config.match(hardened)).toHaveLength(5);
    expect(await onMachine(machines[role], "cat /var/lib/kubelet/kubeadm-flags.env")).not.toContain("eviction-hard");
  });

  it("serves the metrics of all components on the machine's address", async () => {
    await expect.poll(openPorts, starting).toEqual(componentPorts);
  });

  it("keeps the provider's own setting of kube-proxy", async () => {
    const config = await kubectl("-n kube-system get configmap kube-proxy -o jsonpath='{.data.config\\.conf}'");
    expect(config).toMatch(/^metricsBindAddress: 0\.0\.0\.0:10249$/m);
    expect(config).toMatch(/^ {2}maxPerCore: 0$/m);
  });
});

// Encrypted data stay readable only with the key.
describe.skipIf(management === undefined)("everything but encryption switched off again", () => {
  beforeAll(async () => {
    machines = await cluster.settle(clusterWith(encryption), 10 * minute, machines);
  });

  it("leaves no files", async () => {
    expect(await existing(machines.controlPlane)).toEqual([]);
    expect(await existing(machines.worker)).toEqual([]);
  });

  it("leaves no flags, timers and kubelet settings", async () => {
    expect(await apiServerFlags()).toEqual([]);
    expect(await timers()).not.toContain("cstack");
    expect(await onMachine(machines.worker, "cat /var/lib/kubelet/config.yaml")).not.toMatch(hardened);
    expect(await onMachine(machines.worker, "cat /var/lib/kubelet/kubeadm-flags.env")).toContain("eviction-hard");
  });

  it("answers requests without credentials, and lets privileged pods run", async () => {
    expect(await anonymously("/version")).toBe("200");
    expect(await runPrivileged()).toContain("pod/privileged created");
  });

  it("serves metrics on localhost only, but those of kube-proxy, whose configuration stays that of the creation", async () => {
    await expect.poll(openPorts, starting).toEqual(["http:10249"]);
  });
});

const componentPorts = ["http:10249", "http:2381", "https:10257", "https:10259"];

/** The bundle's sample Cluster with variables beside its own. */
function clusterWith(variables: Record<string, unknown>): KubernetesObject {
  const sample = parse(textOf(files.get("cluster.yaml"))) as KubernetesObject & { spec: { topology: { variables: unknown[] } } };
  // Whoever cleans up after an interrupted run knows its containers by that name.
  sample.metadata.name = management?.cluster ?? "";
  for (const [name, value] of Object.entries(variables)) sample.spec.topology.variables.push({ name, value });
  return sample;
}

/** Those of the features' files that a machine has. */
async function existing(machine: string): Promise<string[]> {
  const found = await onMachine(machine, `ls ${nodeFiles.join(" ")} 2>/dev/null`);
  return nodeFiles.filter((file) => found.split("\n").includes(file));
}

async function apiServerFlags(): Promise<string[]> {
  const manifest = await onMachine(machines.controlPlane, "cat /etc/kubernetes/manifests/kube-apiserver.yaml");
  return flags.filter((flag) => manifest.includes(`--${flag}=`));
}

function timers(): Promise<string> {
  return onMachine(machines.controlPlane, "systemctl list-timers --all --no-pager");
}

function kubectl(command: string): Promise<string> {
  return onMachine(machines.controlPlane, `kubectl --kubeconfig /etc/kubernetes/admin.conf ${command}`);
}

function anonymously(path: string): Promise<string> {
  return onMachine(machines.controlPlane, `curl -sk -m 10 -o /dev/null -w '%{http_code}' https://localhost:6443${path}`);
}

function runPrivileged(): Promise<string> {
  return kubectl("run privileged --image=registry.k8s.io/pause --image-pull-policy=Never --privileged");
}

/** A new Secret as etcd has it. */
async function storedSecret(): Promise<string> {
  await kubectl("create secret generic probe --from-literal=key=value");
  const pki = "/etc/kubernetes/pki/etcd";
  const etcdctl = `etcdctl --cacert ${pki}/ca.crt --cert ${pki}/peer.crt --key ${pki}/peer.key get /registry/secrets/default/probe`;
  return onMachine(machines.controlPlane, `crictl exec $(crictl ps --name '^etcd$' -q) ${etcdctl}`);
}

/** The metrics ports of components that answer on the address of the control plane machine. */
async function openPorts(): Promise<string[]> {
  const probes = componentPorts.map((port) => {
    const [scheme, number] = port.split(":");
    return `curl -sk -m 5 -o /dev/null ${scheme}://$address:${number}/metrics && echo ${port}`;
  });
  const address = "address=$(ip -4 -o address show dev eth0 | sed 's|.* inet \\([0-9.]*\\)/.*|\\1|')";
  const answer = await onMachine(machines.controlPlane, [address, ...probes, "true"].join("; "));
  return answer.split("\n").filter((line) => line !== "");
}
