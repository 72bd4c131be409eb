import { isIP } from "node:net";
import { RegistryError } from "./registry-error.ts";

/** A repository of a registry: `ghcr.io` and `org/cluster-stacks`. */
export interface RepositoryReference {
  /** Host with port, as credentials are stored under it. */
  host: string;
  /** Path without a slash at either end. */
  repository: string;
}

/** OCI Distribution 1.1, "Pulling manifests": the name of a repository. */
const NAME = /^[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*$/;

/**
 * Reads `[oci://]host[:port]/path`; the host must be there, so that nobody pushes to a default registry by mistake.
 * @throws RegistryError CS6024
 */
export function parseRepository(text: string): RepositoryReference {
  const plain = text.replace(/^oci:\/\//, "").replace(/\/$/, "");
  const slash = plain.indexOf("/");
  const [host, repository] = [plain.slice(0, Math.max(0, slash)), plain.slice(slash + 1)];
  if (!/^([A-Za-z0-9.-]+|\[[0-9a-fA-F:]+\])(:\d+)?$/.test(host) || !/[.:]|^localhost/.test(host))
    throw new RegistryError("CS6024", text, "A repository is named with its registry: ghcr.io/org/cluster-stacks.");
  if (!NAME.test(repository))
    throw new RegistryError("CS6024", text, `"${repository}" is no name of a repository: lower case, no tag, no digest.`);
  return { host, repository };
}

/** Whether a host is this machine: only then may a registry be spoken to without TLS unasked. */
export function isLoopback(host: string): boolean {
  const name = host.replace(/:\d+$/, "").replace(/^\[|\]$/g, "");
  return name === "localhost" || name === "::1" || (isIP(name) === 4 && name.startsWith("127."));
}
