/** An object of a Kubernetes API with whatever it holds. */
export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string } & Record<string, unknown>;
  spec?: Record<string, unknown>;
  webhooks?: { name: string; clientConfig: ClientConfig }[];
}

interface ClientConfig {
  service?: { path?: string };
  url?: string;
  caBundle?: string;
}

/** Where a manager serves its webhooks, and the authority that signed its certificate. */
export interface WebhookServer {
  /** As `https://127.0.0.1:9443`. */
  url: string;
  /** PEM. */
  authority: string;
}

/**
 * A CRD that is converted by a manager that is a process. The manager knows how to convert the kinds that it serves in several versions; kinds of
 * one version need no conversion.
 */
export function convertedBy(crd: Manifest, server: WebhookServer): Manifest {
  const { conversion: _, ...spec } = crd.spec ?? {};
  if ((spec["versions"] as unknown[]).length < 2) return { ...crd, spec };
  const clientConfig = { url: `${server.url}/convert`, caBundle: bundleOf(server) };
  return { ...crd, spec: { ...spec, conversion: { strategy: "Webhook", webhook: { conversionReviewVersions: ["v1"], clientConfig } } } };
}

/** A webhook configuration whose webhooks are served by a process, under a name of its own: those of all managers are called alike. */
export function servedBy(configuration: Manifest, server: WebhookServer, program: string): Manifest {
  const webhooks = configuration.webhooks?.map((webhook) => ({
    ...webhook,
    clientConfig: { url: `${server.url}${webhook.clientConfig.service?.path ?? "/"}`, caBundle: bundleOf(server) },
  }));
  const name = `${program}-${configuration.metadata.name}`;
  return { ...configuration, metadata: { ...configuration.metadata, name }, ...(webhooks === undefined ? {} : { webhooks }) };
}

/** Paths of the API under which the kinds of CRDs are served, each once. */
export function servedPaths(crds: readonly Manifest[]): string[] {
  const paths = crds.flatMap(({ spec = {} }) => {
    const versions = spec["versions"] as { name: string; served: boolean }[];
    return versions.filter(({ served }) => served).map(({ name }) => `/apis/${spec["group"]}/${name}`);
  });
  return [...new Set(paths)].toSorted();
}

/** How the path of an object's kind is called, of the kinds that managers bring along. */
export function pluralOf({ kind }: Manifest): string {
  return `${kind.toLowerCase()}s`;
}

function bundleOf({ authority }: WebhookServer): string {
  return Buffer.from(authority).toString("base64");
}
