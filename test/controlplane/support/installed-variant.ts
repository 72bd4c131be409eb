import type { KubernetesObject } from "@cstack/clusterclass";
import { renderUnit, sampleWith } from "@cstack/generator";
import { allUnits } from "../../support/repository.ts";
import type { ClassVariant } from "./class-variants.ts";
import { inMemoryClass } from "./in-memory-class.ts";
import type { ManagementCluster } from "./management-cluster.ts";
import { type ClassInput, inNamespace, installClass } from "./stack-under-test.ts";

/** A class that is installed, and the sample Cluster of its unit. */
export interface InstalledVariant extends ClassInput {
  sample: KubernetesObject;
}

/** Installs a variant of a class in a namespace; its machines exist in memory only. */
export async function installVariant(
  management: ManagementCluster,
  { name, unit, edit }: ClassVariant,
  namespace: string,
): Promise<InstalledVariant> {
  const { rendered } = renderUnit(allUnits().find(({ id }) => id === unit)!, { version: name });
  const input = sampleWith(rendered!, {});
  const templates = new Map([...input.templates].map(([key, template]) => [key, edit(template)]));
  const variant = inNamespace(inMemoryClass({ clusterClass: input.clusterClass, templates }), namespace);
  await installClass(management, variant);
  return { ...variant, sample: input.clusters[0]! };
}
