import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { RegistryError } from "./registry-error.ts";

/** What a registry is told about who asks. */
export type Credentials =
  | { kind: "anonymous" }
  | { kind: "basic"; username: string; password: string }
  /** A token that the registry's token service takes instead of a password (docker login with an identity token). */
  | { kind: "identity"; token: string }
  /** A token that is sent as it is. */
  | { kind: "bearer"; token: string };

interface DockerConfig {
  auths?: Record<string, { auth?: string; identitytoken?: string }>;
  credHelpers?: Record<string, string>;
  credsStore?: string;
}

/**
 * Credentials for a registry: from the environment as csctl reads them (OCI_ACCESS_TOKEN in base64, or OCI_USERNAME and OCI_PASSWORD; only for the
 * host in OCI_REGISTRY where that is set), then from docker's configuration and its credential helpers. Nothing found is anonymous.
 * Source: csctl 66dc97a, pkg/assetsclient/oci/credentials.go; docker/cli, cli/config/configfile.
 * @throws RegistryError CS6025 where a helper fails or the configuration cannot be read
 */
export function findCredentials(host: string, environment: NodeJS.ProcessEnv): Credentials {
  return fromEnvironment(host, environment) ?? fromDocker(host, environment) ?? { kind: "anonymous" };
}

function fromEnvironment(host: string, environment: NodeJS.ProcessEnv): Credentials | undefined {
  const { OCI_REGISTRY: bound = "", OCI_ACCESS_TOKEN: token = "", OCI_USERNAME: username = "", OCI_PASSWORD: password = "" } = environment;
  if (bound !== "" && bound !== host) return undefined;
  if (token !== "") return { kind: "bearer", token: Buffer.from(token).toString("base64") };
  return username === "" || password === "" ? undefined : { kind: "basic", username, password };
}

function fromDocker(host: string, environment: NodeJS.ProcessEnv): Credentials | undefined {
  const file = join(environment["DOCKER_CONFIG"] ?? join(homedir(), ".docker"), "config.json");
  if (!existsSync(file)) return undefined;
  const config = readConfig(file);
  const key = host === "docker.io" || host === "registry-1.docker.io" ? "https://index.docker.io/v1/" : host;
  const helper = config.credHelpers?.[key] ?? config.credsStore;
  const stored = helper === undefined ? undefined : fromHelper(helper, key, environment);
  return stored ?? fromEntry(config.auths?.[key] ?? config.auths?.[`https://${key}`], file);
}

function readConfig(file: string): DockerConfig {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as DockerConfig;
  } catch {
    throw new RegistryError("CS6025", file, "Docker's configuration cannot be read as JSON.");
  }
}

function fromEntry(entry: { auth?: string; identitytoken?: string } | undefined, file: string): Credentials | undefined {
  if (entry?.identitytoken) return { kind: "identity", token: entry.identitytoken };
  if (!entry?.auth) return undefined;
  const text = Buffer.from(entry.auth, "base64").toString("utf8");
  const colon = text.indexOf(":");
  if (colon < 1) throw new RegistryError("CS6025", file, "An entry of docker's configuration is no user and password in base64.");
  return { kind: "basic", username: text.slice(0, colon), password: text.slice(colon + 1) };
}

/** A helper answers on standard output; that it knows nothing is no failure. Source: docker/docker-credential-helpers, README. */
function fromHelper(helper: string, key: string, environment: NodeJS.ProcessEnv): Credentials | undefined {
  if (!/^[A-Za-z0-9._-]+$/.test(helper)) throw new RegistryError("CS6025", key, `"${helper}" is no name of a credential helper.`);
  const program = `docker-credential-${helper}`;
  const { status, stdout, error } = spawnSync(program, ["get"], { input: key, encoding: "utf8", env: environment, timeout: 30_000 });
  // A helper may answer without reading what it is asked for.
  const failure = (error as NodeJS.ErrnoException | undefined)?.code === "EPIPE" ? undefined : error;
  if (failure !== undefined) throw new RegistryError("CS6025", key, `The credential helper ${program} cannot be run: ${failure.message}.`);
  if (status !== 0) {
    if (/credentials not found/i.test(stdout)) return undefined;
    throw new RegistryError("CS6025", key, `The credential helper ${program} ended with ${status}.`);
  }
  const { Username: username = "", Secret: secret = "" } = JSON.parse(stdout) as { Username?: string; Secret?: string };
  return username === "<token>" ? { kind: "identity", token: secret } : { kind: "basic", username, password: secret };
}
