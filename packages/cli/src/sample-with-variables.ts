import type { JsonObject } from "@cstack/clusterclass";
import { editCluster, variablePath } from "@cstack/configurator";
import type { RenderedUnit } from "@cstack/generator";
import { toYamlStream } from "@cstack/model";

/** The sample Cluster of a unit, and what stands beside it, with these variables: the text that the configurator makes of the same values. */
export function sampleWithVariables({ sample }: RenderedUnit, variables: JsonObject): string {
  const edits = Object.entries(variables).map(([name, value]) => ({ path: variablePath(name), value }));
  return editCluster(toYamlStream(sample), edits);
}
