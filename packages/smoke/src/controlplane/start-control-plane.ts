import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Manager } from "@cstack/generator";
import { type RunningService, type Service, startService } from "../process/background.ts";
import { eventually, NotYet } from "../process/eventually.ts";
import { findProgram } from "../process/find-program.ts";
import { freePorts } from "../process/free-ports.ts";
import { stopRecorded } from "../process/process-record.ts";
import { ApiClient } from "./api-client.ts";
import { type ApiServerPlan, apiServerService, etcdService, writeCredentials } from "./api-server.ts";
import { newAuthority } from "./certificates.ts";
import { readCredentials } from "./credentials.ts";
import { startManagers } from "./start-managers.ts";

/** A management cluster without nodes: etcd, kube-apiserver and managers as processes of this machine. */
export interface ControlPlane {
  kubeconfig: string;
  /** From the call until everything was ready. */
  seconds: number;
  /** Ends all processes and removes what they stored and their keys; logs stay. */
  stop(): Promise<void>;
}

export interface StartControlPlane {
  /** Kept for this control plane alone. */
  folder: string;
  managers: readonly Manager[];
  signal?: AbortSignal;
  onProgress?: (line: string) => void;
}

const patience = 3 * 60_000;
/** Ports are free when they are chosen, and may be taken a moment later. */
const attempts = 3;

/** Starts a control plane. Several can run beside each other, but for managers that take a fixed port: those wait for each other. */
export async function startControlPlane(options: StartControlPlane): Promise<ControlPlane> {
  const { folder, signal } = options;
  const start = Date.now();
  mkdirSync(folder, { recursive: true });
  for (let attempt = 1; ; attempt++) {
    try {
      const kubeconfig = await startOnce(options);
      return { kubeconfig, seconds: Math.round((Date.now() - start) / 100) / 10, stop: () => stopControlPlane(folder) };
    } catch (error) {
      await stopControlPlane(folder);
      if (signal?.aborted || attempt === attempts) throw error;
      options.onProgress?.(`started again: ${(error as Error).message}`);
    }
  }
}

async function stopControlPlane(folder: string): Promise<void> {
  await stopRecorded(folder);
  for (const name of ["etcd", "webhooks", "kubeconfig", "ca.crt", "server.crt", "server.key", "service-accounts.key"]) {
    rmSync(join(folder, name), { recursive: true, force: true });
  }
}

async function startOnce({ folder, managers, signal, onProgress = () => {} }: StartControlPlane): Promise<string> {
  const [port = 0, etcdPort = 0, etcdPeerPort = 0] = await freePorts(3);
  const programs = { etcd: programNamed("etcd"), apiServer: programNamed("kube-apiserver") };
  const plan: ApiServerPlan = { folder, port, etcdPort, etcdPeerPort, programs };
  const authority = newAuthority("cstack control plane");
  const kubeconfig = writeCredentials(plan, authority);
  const services = await startAll(folder, [etcdService(plan), apiServerService(plan)]);
  await untilReady(kubeconfig, services, signal);
  onProgress("the API server is ready");
  await startManagers(managers, { kubeconfig, address: "127.0.0.1", folder, authority, signal, onProgress });
  return kubeconfig;
}

async function startAll(folder: string, services: readonly Service[]): Promise<RunningService[]> {
  const running: RunningService[] = [];
  for (const service of services) running.push(await startService(folder, service));
  return running;
}

async function untilReady(kubeconfig: string, services: readonly RunningService[], signal: AbortSignal | undefined): Promise<void> {
  const api = new ApiClient(readCredentials(kubeconfig));
  try {
    await eventually({ timeout: patience, pause: 200, signal }, async () => {
      const ended = services.find((service) => !service.isRunning());
      if (ended !== undefined) throw new Error(`${ended.name} ended:\n${ended.lastWords()}`);
      if (!(await api.isServed("/readyz"))) throw new NotYet("the API server is not ready");
    });
  } finally {
    api.close();
  }
}

function programNamed(name: string): string {
  const path = findProgram(name);
  if (path === undefined) throw new Error(`${name} is not on the path`);
  return path;
}
