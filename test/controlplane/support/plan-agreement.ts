import { asJson, asObject, type JsonObject, type Plan } from "@cstack/clusterclass";
import { countValues, differencesFromPlan } from "./compare-objects.ts";
import { objectsByRole } from "./created-objects.ts";
import type { ManagementCluster, StoredObject } from "./management-cluster.ts";
import { type Submission, unreconciled } from "./topology-trial.ts";

/** What was compared, and where a Cluster is not as it was planned. */
export interface Agreement {
  objects: number;
  values: number;
  differences: string[];
}

/** Compares the plan of a Cluster that was accepted with everything that the topology controller made for it. */
export async function agreementOf(management: ManagementCluster, submission: Submission): Promise<Agreement> {
  const { plan, stored, created, unacceptable } = submission;
  const open = unreconciled(stored!);
  if (open !== undefined && unacceptable.size === 0) return { objects: 0, values: 0, differences: [`not reconciled, ${open}`] };
  const planned = new Map(plan.objects.map(({ role, object }) => [role, withUid(object, stored!.metadata.uid)]));
  const found = objectsByRole(stored!, created);
  const missing = [...planned.keys()].filter((role) => !found.has(role));
  const surplus = [...found.keys()].filter((role) => !planned.has(role) && !(unacceptable.size > 0 && isOfFailedAttempt(role)));
  const both = [...planned].filter(([role]) => found.has(role));
  const withDefaults = (object: JsonObject) => management.dryRun(asObject(object));
  const differing = await Promise.all(
    both.map(async ([role, object]) => (await differencesFromPlan(object, found.get(role)!, withDefaults)).map((text) => `${role}${text}`)),
  );
  return {
    objects: both.length,
    values: both.reduce((sum, [, object]) => sum + countValues(object), 0),
    differences: [
      ...surplus.map((role) => `${role}: created, not planned`),
      ...misjudged(missing, unacceptable),
      ...differing.flat(),
      ...differingVariables(plan, stored!),
    ],
  };
}

/**
 * A health check is made before the control plane that it is of, and stays where that, or its template of machines, is not taken; the next attempt has other names.
 * Source: Cluster API v1.14.0, core/reconcilers/topology/cluster/reconcile_state.go, reconcileControlPlane.
 */
function isOfFailedAttempt(role: string): boolean {
  return role.startsWith("unused MachineHealthCheck/");
}

/**
 * Objects that are missing though the API server should take them, and objects that it took though it should not. Where one is not taken, the
 * controller makes none of those that come after it.
 */
function misjudged(missing: readonly string[], unacceptable: ReadonlySet<string>): string[] {
  if (unacceptable.size === 0) return missing.map((role) => `${role}: planned, not created`);
  return [...unacceptable].filter((role) => !missing.includes(role)).map((role) => `${role}: created, though its schema refuses it`);
}

/** The values that the webhook stored are the planned ones, defaults included. */
function differingVariables({ variables }: Plan, cluster: StoredObject): string[] {
  const { topology } = asJson(cluster)["spec"] as { topology: { variables?: { name: string; value: unknown }[] } };
  const stored = Object.fromEntries((topology.variables ?? []).map(({ name, value }) => [name, value]));
  const names = [...new Set([...Object.keys(variables ?? {}), ...Object.keys(stored)])];
  return names
    .filter((name) => JSON.stringify(sorted(variables?.[name])) !== JSON.stringify(sorted(stored[name])))
    .map((name) => `variable ${name}: planned ${JSON.stringify(variables?.[name])}, found ${JSON.stringify(stored[name])}`);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted()
      .map(([name, item]) => [name, sorted(item)]),
  );
}

/** A plan of a Cluster without a UID says zeros. */
function withUid(object: JsonObject, uid: string): JsonObject {
  return JSON.parse(JSON.stringify(object).replaceAll("00000000-0000-0000-0000-000000000000", uid)) as JsonObject;
}
