import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import type { Service } from "../process/background.ts";
import { issue, type KeyedCertificate, newKey } from "./certificates.ts";

/** What an API server that is a process needs to know. */
export interface ApiServerPlan {
  folder: string;
  port: number;
  etcdPort: number;
  etcdPeerPort: number;
  programs: { etcd: string; apiServer: string };
}

/** Services of the cluster would get addresses of this range; the first one is the API server's. */
const serviceRange = "10.0.0.0/24";
const serviceAddress = "10.0.0.1";
const local = "127.0.0.1";
/** How often etcd and the API server are started again where they end: what they stored is still there. */
const restarts = 3;

/** Writes the keys and certificates of an API server, and the kubeconfig of its administrator; the path of that. */
export function writeCredentials({ folder, port }: ApiServerPlan, authority: KeyedCertificate): string {
  mkdirSync(folder, { recursive: true });
  const hosts = ["localhost", local, serviceAddress, "kubernetes.default.svc"];
  const server = issue(authority, { commonName: "kube-apiserver", hosts });
  const admin = issue(authority, { commonName: "admin", organization: "system:masters" });
  const kubeconfig = join(folder, "kubeconfig");
  const files = {
    "ca.crt": authority.certificate,
    "server.crt": server.certificate,
    "server.key": server.key,
    "service-accounts.key": newKey(),
    kubeconfig: kubeconfigOf(`https://${local}:${port}`, authority.certificate, admin),
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text, { mode: 0o600 });
  return kubeconfig;
}

/** A kubeconfig with everything inside. */
export function kubeconfigOf(server: string, authority: string, client: KeyedCertificate): string {
  const name = "cstack";
  return stringify({
    apiVersion: "v1",
    kind: "Config",
    "current-context": name,
    clusters: [{ name, cluster: { server, "certificate-authority-data": base64(authority) } }],
    users: [{ name, user: { "client-certificate-data": base64(client.certificate), "client-key-data": base64(client.key) } }],
    contexts: [{ name, context: { cluster: name, user: name } }],
  });
}

/** etcd for one run: nothing of it has to survive a crash of the machine. */
export function etcdService({ folder, etcdPort, etcdPeerPort, programs }: ApiServerPlan): Service {
  const [client, peer] = [`http://${local}:${etcdPort}`, `http://${local}:${etcdPeerPort}`];
  const args = [
    `--data-dir=${join(folder, "etcd")}`,
    "--unsafe-no-fsync=true",
    `--listen-client-urls=${client}`,
    `--advertise-client-urls=${client}`,
    `--listen-peer-urls=${peer}`,
    `--initial-advertise-peer-urls=${peer}`,
    `--initial-cluster=default=${peer}`,
  ];
  return { name: "etcd", program: programs.etcd, args, restarts };
}

/** kube-apiserver without kubelets, and without the controller that would make the service account that each pod must have. */
export function apiServerService({ folder, port, etcdPort, programs }: ApiServerPlan): Service {
  const file = (name: string): string => join(folder, name);
  const args = [
    `--etcd-servers=http://${local}:${etcdPort}`,
    `--bind-address=${local}`,
    `--advertise-address=${local}`,
    `--secure-port=${port}`,
    `--cert-dir=${folder}`,
    `--tls-cert-file=${file("server.crt")}`,
    `--tls-private-key-file=${file("server.key")}`,
    `--client-ca-file=${file("ca.crt")}`,
    `--service-account-key-file=${file("service-accounts.key")}`,
    `--service-account-signing-key-file=${file("service-accounts.key")}`,
    "--service-account-issuer=https://kubernetes.default.svc",
    `--service-cluster-ip-range=${serviceRange}`,
    "--authorization-mode=RBAC",
    "--disable-admission-plugins=ServiceAccount",
    // As kubeadm sets it: node agents of addons are privileged.
    "--allow-privileged=true",
    // A cluster that lives for minutes keeps no books of endpoints; without them it ends at once when it is stopped.
    "--endpoint-reconciler-type=none",
  ];
  return { name: "kube-apiserver", program: programs.apiServer, args, restarts };
}

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}
