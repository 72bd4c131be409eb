import { unitId } from "@cstack/generator";
import type { MigrationFile } from "@cstack/model";
import { kubernetesMinor } from "../version/kubernetes-minor.ts";
import type { ReleaseUnit } from "../version/release-name.ts";

/**
 * How a Cluster comes to another class, the easiest first: `in place` by plain Cluster API; `in place after an operator step`, since the Cluster Stack Operator would
 * refuse it; `stepwise` through classes in between; `re-create`, where something of the old Cluster cannot become the new one.
 */
export type Way = "in place" | "in place after an operator step" | "stepwise" | "re-create";

/** The way that is open, with what decides it and what is to be done one after the other. */
export interface MigrationWay {
  way: Way;
  reasons: string[];
  steps: string[];
}

/** A Cluster's class and Kubernetes version now, as far as they are known. */
export interface WayOrigin {
  /** Undefined where the name of the class says no release. */
  unit: ReleaseUnit | undefined;
  /** `v1.34.7` */
  version: string;
  /** Kind of the infrastructure template. */
  infrastructure: string | undefined;
}

export interface WayTarget {
  unit: ReleaseUnit;
  className: string;
  version: string;
  infrastructure: string;
  /** Minors that the stack of the unit has on its provider. */
  minors: readonly string[];
}

/**
 * Decides the way. `refused` is what Cluster API or the provider would refuse of the move itself. Sources: cluster-stack-operator b3680fb,
 * internal/controller/webhooks, cluster_webhook.go (another provider or stack, more than one minor; only a warning where the new class has no ClusterStackRelease in
 * the namespace); Cluster API v1.14.0, webhooks/cluster.go and internal/topology/check/compatibility.go (versions, kinds). Pure.
 */
export function migrationWay(
  from: WayOrigin,
  to: WayTarget,
  migration: Pick<MigrationFile, "from" | "through"> | undefined,
  refused: readonly string[],
): MigrationWay {
  const { covered, missing } = waypoints(from, to, migration);
  const impossible = [...unlike(from, to), ...refused, ...missing];
  if (impossible.length > 0) return { way: "re-create", reasons: impossible, steps: [] };
  if (covered.length > 0) {
    const reasons = [`Kubernetes ${from.version} to ${to.version} is more than one minor, and each is taken on its own`];
    return { way: "stepwise", reasons, steps: covered.map(stepText) };
  }
  if (from.unit !== undefined && from.unit.stack !== to.unit.stack) return operatorWay(from.unit, to);
  return { way: "in place", reasons: ["provider, stack and kinds stay, and Kubernetes moves by at most one minor"], steps: [] };
}

/** What no update of a Cluster can bridge. */
function unlike(from: WayOrigin, to: WayTarget): string[] {
  const [old, next] = [kubernetesMinor(from.version), kubernetesMinor(to.version)];
  const provider = from.unit?.provider ?? to.unit.provider;
  return [
    ...(provider === to.unit.provider ? [] : [`the infrastructure is another one (${provider}, ${to.unit.provider})`]),
    ...(from.infrastructure === undefined || from.infrastructure === to.infrastructure || provider !== to.unit.provider
      ? []
      : [`the kind of the infrastructure is another one (${from.infrastructure}, ${to.infrastructure}), which Cluster API refuses`]),
    ...(old !== undefined && next !== undefined && next < old
      ? [`Kubernetes ${to.version} is older than ${from.version}, which Cluster API refuses`]
      : []),
  ];
}

interface Waypoint {
  /** Unit or class. */
  name: string;
  stack: string;
  kubernetes: string;
  isOtherStack: boolean;
}

/** The units of the minors in between, and what is missing among them. */
function waypoints(
  from: WayOrigin,
  to: WayTarget,
  migration: Pick<MigrationFile, "from" | "through"> | undefined,
): { covered: Waypoint[]; missing: string[] } {
  const products = [
    ...(migration === undefined ? [] : [migration.from, ...(migration.through ?? [])]),
    { stack: to.unit.stack, minors: to.minors },
  ];
  const found = between(from.version, to.version).map((minor) => ({
    minor,
    stack: products.find(({ minors }) => minors.includes(minor))?.stack,
  }));
  const missing = found.filter(({ stack }) => stack === undefined).map(({ minor }) => minor);
  if (missing.length > 0) return { covered: [], missing: [`no class for Kubernetes ${missing.join(", ")} is known that leads there`] };
  if (found.length === 0) return { covered: [], missing: [] };
  const steps = [
    ...found.map(({ minor, stack = "" }) => ({ name: unitId(to.unit.provider, stack, minor), stack, kubernetes: minor })),
    { name: `${to.className}, as planned here`, stack: to.unit.stack, kubernetes: to.version },
  ];
  const before = [from.unit?.stack, ...steps.map(({ stack }) => stack)];
  const covered = steps.map((step, index) => ({ ...step, isOtherStack: before[index] !== undefined && before[index] !== step.stack }));
  return { covered, missing: [] };
}

function stepText({ name, kubernetes, isOtherStack }: Waypoint): string {
  return `${name}: Kubernetes ${kubernetes}${isOtherStack ? "; another stack, which the Cluster Stack Operator refuses without a step of its own" : ""}`;
}

/** The minors after the one of a version and before that of another. */
function between(old: string, next: string): string[] {
  const [from, to] = [kubernetesMinor(old), kubernetesMinor(next)];
  if (from === undefined || to === undefined) return [];
  return Array.from({ length: Math.max(0, to - from - 1) }, (_, index) => `1.${from + 1 + index}`);
}

function operatorWay(from: ReleaseUnit, to: WayTarget): MigrationWay {
  return {
    way: "in place after an operator step",
    reasons: [
      `the Cluster Stack Operator refuses another stack (${from.stack}, ${to.unit.stack}) for as long as it manages the new class; without it the move is in place`,
    ],
    steps: [
      `kubectl apply -f class.yaml of ${to.className} in the Cluster's namespace, before its ClusterStack is there: without a ClusterStackRelease the operator only warns`,
      "apply the Cluster that is printed here",
      "then apply clusterstack.yaml of the same release, so that the operator manages the class and the addons",
    ],
  };
}
