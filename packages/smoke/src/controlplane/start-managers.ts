import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Manager } from "@cstack/generator";
import { type RunningService, startService } from "../process/background.ts";
import { eventually, NotYet } from "../process/eventually.ts";
import { findProgram } from "../process/find-program.ts";
import { freePorts, isPortFree } from "../process/free-ports.ts";
import { ApiClient } from "./api-client.ts";
import { issue, type KeyedCertificate } from "./certificates.ts";
import { readCredentials } from "./credentials.ts";
import { convertedBy, type Manifest, pluralOf, servedBy, servedPaths } from "./manager-manifests.ts";
import { managerManifests } from "./read-manifests.ts";

export interface StartManagers {
  kubeconfig: string;
  /** Address of this machine as the API server sees it. */
  address: string;
  /** Where logs and certificates are kept; `stopRecorded` of it ends the managers. */
  folder: string;
  authority: KeyedCertificate;
  signal?: AbortSignal | undefined;
  onProgress?: (line: string) => void;
}

const namespace = "capi-system";
const minute = 60_000;
/** A machine under load needs much longer than an idle one. */
const patience = 3 * minute;
/** How long to wait for a manager of another run that holds a port which this one must have, too. */
const patienceForPorts = 20 * minute;
/** How often a manager that ends is started again. */
const restarts = 5;

/** Installs CRDs, starts managers, waits until they are ready, and installs their webhooks. Rejects with the last words of a manager that does not start. */
export async function startManagers(managers: readonly Manager[], options: StartManagers): Promise<void> {
  const { signal, onProgress = () => {} } = options;
  await untilPortsAreFree(managers, onProgress, signal);
  const certificates = writeServingCertificate(options);
  const placed = await placeManagers(managers, options);
  const crds = placed.flatMap(({ manifests, server }) => manifests.crds.map((crd) => convertedBy(crd, server)));
  const webhooks = placed.flatMap(({ manifests, server, manager }) =>
    manifests.webhooks.map((each) => servedBy(each, server, manager.program)),
  );
  const api = new ApiClient(readCredentials(options.kubeconfig));
  try {
    await applyAll(api, [{ apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } }, ...crds], signal);
    await untilServed(api, servedPaths(crds), signal);
    onProgress(`${crds.length} CRDs are served`);
    await Promise.all(placed.map((each) => startManager(each, options, certificates)));
    onProgress(`${managers.length} managers are ready`);
    await applyAll(api, webhooks, signal);
  } finally {
    api.close();
  }
}

interface PlacedManager {
  manager: Manager;
  ports: { webhooks: number; health: number; diagnostics: number };
  server: { url: string; authority: string };
  manifests: { crds: Manifest[]; webhooks: Manifest[] };
}

/**
 * Flags that all managers know (Cluster API v1.14.0, core/main.go; CAPO v0.14.7 and CAPK v0.11.2, main.go). Logs would tell of requests to diagnostics
 * without credentials; nobody but this machine can reach them.
 */
export function managerArguments(
  { manager, ports }: Pick<PlacedManager, "manager" | "ports">,
  kubeconfig: string,
  certificates: string,
): string[] {
  return [
    `--kubeconfig=${kubeconfig}`,
    `--webhook-port=${ports.webhooks}`,
    `--webhook-cert-dir=${certificates}`,
    `--health-addr=127.0.0.1:${ports.health}`,
    `--diagnostics-address=127.0.0.1:${ports.diagnostics}`,
    "--insecure-diagnostics=true",
    ...manager.arguments,
  ];
}

/** Where each manager serves, and what it brings along. */
async function placeManagers(managers: readonly Manager[], { address, authority, signal }: StartManagers): Promise<PlacedManager[]> {
  const ports = await freePorts(managers.length * 3);
  return Promise.all(
    managers.map(async (manager, index): Promise<PlacedManager> => {
      const [webhooks = 0, health = 0, diagnostics = 0] = ports.slice(index * 3);
      const server = { url: `https://${address}:${webhooks}`, authority: authority.certificate };
      return { manager, ports: { webhooks, health, diagnostics }, server, manifests: await managerManifests(manager, undefined, signal) };
    }),
  );
}

/** The folder with the certificate that all managers serve their webhooks with. */
function writeServingCertificate({ folder, authority, address }: StartManagers): string {
  const certificates = join(folder, "webhooks");
  mkdirSync(certificates, { recursive: true });
  const { certificate, key } = issue(authority, { commonName: "webhooks", hosts: ["localhost", "127.0.0.1", address] });
  writeFileSync(join(certificates, "tls.crt"), certificate);
  writeFileSync(join(certificates, "tls.key"), key, { mode: 0o600 });
  return certificates;
}

async function applyAll(api: ApiClient, objects: readonly Manifest[], signal: AbortSignal | undefined): Promise<void> {
  const waiting = { timeout: patience, pause: 500, signal };
  await Promise.all(objects.map((object) => eventually(waiting, () => api.apply(object, pluralOf(object)))));
}

/** Waits until paths of the API answer: a manager that asks for its kinds before they are served ends. */
async function untilServed(api: ApiClient, paths: readonly string[], signal: AbortSignal | undefined): Promise<void> {
  const waiting = { timeout: patience, pause: 200, signal };
  const untilOne = (path: string) =>
    eventually(waiting, async () => {
      if (!(await api.isServed(path))) throw new NotYet(`${path} is not served`);
    });
  await Promise.all(paths.map(untilOne));
}

async function startManager(
  placed: PlacedManager,
  { kubeconfig, address, folder, signal }: StartManagers,
  certificates: string,
): Promise<void> {
  const { manager, ports } = placed;
  const program = findProgram(manager.program);
  if (program === undefined) throw new Error(`${manager.program} is not on the path`);
  // What pods learn of themselves: addresses of what they serve, and where they are.
  const environment = { POD_IP: address, POD_NAMESPACE: namespace };
  const service = { name: manager.program, program, args: managerArguments(placed, kubeconfig, certificates), environment, restarts };
  const running = await startService(folder, service);
  await untilReady(running, `http://127.0.0.1:${ports.health}/readyz`, signal);
}

/** Waits until a manager says that it is ready; rejects with its last words where it has ended too often. */
async function untilReady(service: RunningService, url: string, signal: AbortSignal | undefined): Promise<void> {
  await eventually({ timeout: patience, pause: 200, signal }, async () => {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined);
    if (response?.ok) return;
    if (!service.isRunning()) throw new Error(`${service.name} ended ${restarts + 1} times:\n${service.lastWords()}`);
    throw new NotYet(`${service.name} is not ready:\n${service.lastWords()}`);
  });
}

async function untilPortsAreFree(
  managers: readonly Manager[],
  onProgress: (line: string) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  for (const { program, ports } of managers) {
    for (const port of ports) {
      if (await isPortFree(port)) continue;
      onProgress(`${program} takes port ${port} whatever it is told, and somebody has it: waiting …`);
      await eventually({ timeout: patienceForPorts, pause: 2_000, signal }, async () => {
        if (!(await isPortFree(port))) throw new NotYet(`port ${port}, which ${program} must have, is taken`);
      });
    }
  }
}
