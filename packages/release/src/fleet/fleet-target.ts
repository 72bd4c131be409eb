import { originOf } from "../migrate/find-migration.ts";
import { kubernetesMinor } from "../version/kubernetes-minor.ts";
import type { ReleaseUnit } from "../version/release-name.ts";

/** The release that a fleet is planned for. */
export interface FleetTarget {
  className: string;
  /** Undefined where the name of the class says no release. */
  unit: ReleaseUnit | undefined;
  /** Kubernetes version that Clusters get, `v1.36.4`; undefined where they keep theirs. */
  version: string | undefined;
}

/** Whether a Cluster of a class is meant by a release at all: of the same provider and stack, or of a class whose name says neither. */
export function isMeant(className: string, { unit }: FleetTarget): boolean {
  const origin = originOf(className)?.unit;
  if (origin === undefined || unit === undefined) return true;
  return origin.provider === unit.provider && origin.stack === unit.stack;
}

/** Why the Cluster Stack Operator or a release in between keeps a Cluster of the stack from the release; undefined where nothing does. */
export function tooFar(version: string, target: FleetTarget): string | undefined {
  const [from, to] = [kubernetesMinor(version), target.version === undefined ? undefined : kubernetesMinor(target.version)];
  if (from === undefined || to === undefined || to - from < 2) return undefined;
  return `Kubernetes ${version} is ${to - from} minors behind ${target.version}: one is taken at a time`;
}
