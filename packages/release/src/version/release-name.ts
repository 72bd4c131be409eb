import { unitId } from "@cstack/generator";

/**
 * Versions and names of releases as the operators parse them (cluster-stack-operator b3680fb, pkg/version/version.go and
 * pkg/clusterstack/clusterstack.go). A version has a dot form, `v0-sha.zceco7o`, in metadata, charts and file names, and a dash form,
 * `v0-sha-zceco7o`, in names of releases; for stable versions (`v3`) both are the same.
 */
const VERSION = /^v(0|[1-9]\d*)(?:-([a-z0-9]+)\.([a-z0-9]+))?$/;

/** What a release is made for; its id is the release's name without the version: `docker-ferrol-1-27`. */
export interface ReleaseUnit {
  readonly provider: string;
  readonly stack: string;
  /** Major and minor of Kubernetes: `1.27`. */
  readonly minor: string;
}

/** `docker-ferrol-1-27-v0-sha-zceco7o`. */
export function releaseName(unit: ReleaseUnit, version: string): string {
  return `${unitId(unit.provider, unit.stack, unit.minor)}-${version.replace(".", "-")}`;
}

/**
 * Why a version in dot form cannot be released, or undefined when it can. Stricter than csctl, which accepts `v01`, `v1-stable.5` and
 * `v0-git.a_b` and makes releases of them that the operator cannot find or Helm refuses.
 */
export function versionFault(version: string): string | undefined {
  const match = VERSION.exec(version);
  if (!match) return "is not of the form v1 or v1-alpha.1 (lower case letters and digits)";
  const [, major, channel, patch] = match;
  if (!Number.isSafeInteger(Number(major))) return "has a number that is too large";
  if (channel === "stable") return "names the channel stable, whose versions are plain v1, v2";
  if (patch !== undefined && /^0\d+$/.test(patch)) return "ends in a number with a leading zero, which Helm refuses";
  return undefined;
}

/** The number of a stable version: 3 for `v3`; undefined for every other form. */
export function stableNumber(version: string): number | undefined {
  const match = VERSION.exec(version);
  return match && match[2] === undefined ? Number(match[1]) : undefined;
}

/**
 * Parses a release's name; undefined where the operator would refuse it. `version` is in dot form.
 * The name is split at every hyphen, which is why neither provider nor stack may contain one.
 */
export function parseReleaseName(name: string): { readonly unit: ReleaseUnit; readonly version: string } | undefined {
  const [provider, stack, major, minor, ...rest] = name.split("-");
  if (!provider || !stack || !isNumber(major) || !isNumber(minor)) return undefined;
  const [number, channel, patch] = rest;
  const version = rest.length === 3 ? `${number}-${channel}.${patch}` : number;
  if (version === undefined || rest.length === 2 || rest.length > 3 || !VERSION.test(version)) return undefined;
  return { unit: { provider, stack, minor: `${major}.${minor}` }, version };
}

function isNumber(text: string | undefined): text is string {
  return text !== undefined && /^\d+$/.test(text);
}
