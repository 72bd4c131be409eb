import { mkdirSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { freePorts, type KeyedCertificate } from "@cstack/smoke";
import { vi } from "vitest";
import { type RunningProgram, startProgram } from "./running-program.ts";
import { findTool, skipped } from "./tools.ts";

/** A real OCI registry on this machine. */
export interface RegistryServer {
  /** Address and port. */
  host: string;
  stop: RunningProgram["stop"];
}

const tenMinutes = 600_000;

/** Distribution's registry under the name that Debian gives it, or its own; undefined where it is missing, which is said. */
export function findRegistry(lane: string): string | undefined {
  const program = findTool("docker-registry") ?? findTool("registry");
  if (program === undefined) skipped(lane, "docker-registry is missing", "apt-get install docker-registry");
  return program;
}

/** Starts a registry with its data in a folder; with a certificate it speaks nothing but TLS. */
export async function startRegistry(program: string, folder: string, tls?: KeyedCertificate): Promise<RegistryServer> {
  const [port = 0] = await freePorts(1);
  const host = `127.0.0.1:${port}`;
  mkdirSync(folder, { recursive: true });
  const settings = {
    version: "0.1",
    log: { level: "error", accesslog: { disabled: true } },
    storage: { filesystem: { rootdirectory: join(folder, "data") } },
    http: { addr: host, ...(tls === undefined ? {} : { tls: writtenTo(folder, tls) }) },
  };
  // JSON is YAML, too.
  writeFileSync(join(folder, "registry.yml"), JSON.stringify(settings));
  const running = startProgram(program, ["serve", join(folder, "registry.yml")], { lifetime: tenMinutes });
  await vi.waitUntil(() => isListening(port), { timeout: 10_000, interval: 100 });
  return { host, stop: running.stop };
}

function writtenTo(folder: string, { certificate, key }: KeyedCertificate): { certificate: string; key: string } {
  const files = { certificate: join(folder, "registry.crt"), key: join(folder, "registry.key") };
  writeFileSync(files.certificate, certificate);
  writeFileSync(files.key, key, { mode: 0o600 });
  return files;
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1" });
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}
