import type { EvaluationInput, JsonObject } from "@cstack/clusterclass";
import type { RenderedUnit } from "../render/render-unit.ts";
import { sampleWith } from "./sample-cluster.ts";
import type { Scenario } from "./scenarios.ts";

interface Topology {
  variables?: JsonObject[];
  workers?: { machineDeployments?: JsonObject[] };
}

/** The sample Cluster with the variables of a scenario and no others, and a second pool like its first one with the overrides, if there are any. */
export function clusterOf(rendered: RenderedUnit, { variables, workerOverrides }: Scenario): EvaluationInput {
  const input = sampleWith(rendered, {});
  const { topology } = input.clusters[0]!["spec"] as unknown as { topology: Topology };
  topology.variables = listOf(variables);
  const [pool] = topology.workers?.machineDeployments ?? [];
  if (pool === undefined || Object.keys(workerOverrides).length === 0) return input;
  topology.workers?.machineDeployments?.push({ ...pool, name: "overridden", variables: { overrides: listOf(workerOverrides) } });
  return input;
}

function listOf(values: JsonObject): JsonObject[] {
  return Object.entries(values).map(([name, value]) => ({ name, value }));
}
