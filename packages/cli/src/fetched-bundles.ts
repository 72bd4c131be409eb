import { type Bundle, bundleOfFiles } from "./bundle-class.ts";
import { CommandFailure, exitCodes } from "./failure.ts";

/** Bundles by the name that the command line has for them. */
export type FetchedBundles = ReadonlyMap<string, Bundle>;

/** Whether a class is named by its place in a registry: `oci://ghcr.io/org/cluster-stacks:openstack-scs-1-36-v3`. */
export function isInRegistry(name: string): boolean {
  return name.startsWith("oci://");
}

/**
 * Fetches those of the named classes that are in a registry, so that all that follows can do without the network. Nothing is believed for it: `cstack verify`
 * says who made a release.
 */
export async function fetchBundles(names: readonly (string | undefined)[]): Promise<FetchedBundles> {
  const remote = [...new Set(names)].filter((name) => name !== undefined && isInRegistry(name)) as string[];
  return new Map(await Promise.all(remote.map(async (name) => [name, await fetchBundle(name)] as const)));
}

async function fetchBundle(name: string): Promise<Bundle> {
  // Commands that plan start faster without what speaks to registries.
  const { fetchRelease } = await import("./publish/fetch-release.ts");
  const { files } = await fetchRelease(name);
  if (files === undefined) throw new CommandFailure(exitCodes.findings, `${name} is no bundle: it has no file metadata.yaml.`);
  return bundleOfFiles(name, files);
}
