import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { parse } from "yaml";

/** Who asks which API server; all texts but the token are PEM. Without an authority those of the system are trusted. */
export interface ApiCredentials {
  server: string;
  authority?: string;
  certificate?: string;
  key?: string;
  token?: string;
}

interface Kubeconfig {
  "current-context"?: string;
  contexts?: { name: string; context: { cluster: string; user: string } }[];
  clusters?: { name: string; cluster: Record<string, unknown> }[];
  users?: { name: string; user: Record<string, unknown> }[];
}

/**
 * The credentials of a kubeconfig, of its current context or the one that is named: certificates and tokens, inside or in files beside it. Programs that make
 * credentials (`exec`) are not run, and a server whose certificate is not checked is refused.
 * @throws Error where something is missing or not supported
 */
export function readCredentials(path: string, context?: string): ApiCredentials {
  const config = parse(readFileSync(path, "utf8")) as Kubeconfig | null;
  const { cluster, user } = chosen(config ?? {}, path, context);
  const server = cluster["server"];
  if (typeof server !== "string" || !server.startsWith("https://")) throw new Error(`${path} names no server with https`);
  if (cluster["insecure-skip-tls-verify"] === true)
    throw new Error(`${path} does not check the server's certificate, which is not supported`);
  if (user["exec"] !== undefined || user["auth-provider"] !== undefined)
    throw new Error(`${path} makes its credentials with a program, which is not supported; use a token: kubectl create token`);
  const [authority, certificate, key] = [
    textOf(cluster, "certificate-authority", path),
    textOf(user, "client-certificate", path),
    textOf(user, "client-key", path),
  ];
  const token = typeof user["tokenFile"] === "string" ? readFileSync(beside(path, user["tokenFile"]), "utf8").trim() : user["token"];
  return {
    server,
    ...(authority === undefined ? {} : { authority }),
    ...(certificate === undefined ? {} : { certificate }),
    ...(key === undefined ? {} : { key }),
    ...(typeof token === "string" ? { token } : {}),
  };
}

/** The credentials that a pod has in its cluster. Source: Kubernetes client-go v0.36, rest/config.go, InClusterConfig. */
export function podCredentials(folder = "/var/run/secrets/kubernetes.io/serviceaccount"): ApiCredentials {
  const [host, port] = [process.env["KUBERNETES_SERVICE_HOST"], process.env["KUBERNETES_SERVICE_PORT"]];
  if (host === undefined || port === undefined) throw new Error("this is no pod: KUBERNETES_SERVICE_HOST is not set");
  const read = (name: string) => readFileSync(`${folder}/${name}`, "utf8");
  return { server: `https://${host.includes(":") ? `[${host}]` : host}:${port}`, authority: read("ca.crt"), token: read("token").trim() };
}

function chosen(
  config: Kubeconfig,
  path: string,
  context: string | undefined,
): { cluster: Record<string, unknown>; user: Record<string, unknown> } {
  const wanted = context ?? config["current-context"];
  const named = config.contexts?.find(({ name }) => name === wanted)?.context;
  if (context !== undefined && named === undefined) throw new Error(`${path} has no context ${context}`);
  const cluster = named === undefined ? config.clusters?.[0] : config.clusters?.find(({ name }) => name === named.cluster);
  const user = named === undefined ? config.users?.[0] : config.users?.find(({ name }) => name === named.user);
  if (cluster === undefined || user === undefined) throw new Error(`${path} names no cluster or no user`);
  return { cluster: cluster.cluster, user: user.user };
}

/** A text that stands inside as base64, or in a file. */
function textOf(map: Record<string, unknown>, name: string, path: string): string | undefined {
  const [inside, file] = [map[`${name}-data`], map[name]];
  if (typeof inside === "string") return Buffer.from(inside, "base64").toString("utf8");
  return typeof file === "string" ? readFileSync(beside(path, file), "utf8") : undefined;
}

function beside(path: string, file: string): string {
  return resolve(dirname(path), file);
}
