import { type ClusterClassSpec, clusterClassSpec, type TemplateReference } from "../../api/cluster-class.ts";
import type { StageError } from "../../api/errors.ts";
import { type KubernetesObject, namespaceOf, templateKey } from "../../api/objects.ts";

/**
 * Templates that a class names and the input does not have. The controller stops at the first one, so there is at most one error, and it has
 * no field: Cluster API reports it in a condition (v1.14.0, core/reconcilers/topology/cluster/blueprint.go, `getBlueprint`).
 */
export function missingTemplates(clusterClass: KubernetesObject, templates: ReadonlyMap<string, KubernetesObject>): StageError[] {
  const namespace = namespaceOf(clusterClass);
  const missing = templateReferences(clusterClassSpec(clusterClass)).find((reference) => {
    const template = templates.get(templateKey(reference));
    return !template || namespaceOf(template) !== namespace;
  });
  if (!missing) return [];
  return [
    {
      stage: "class",
      layer: "references",
      field: "",
      message: `${missing.kind} ${missing.name} (${missing.apiVersion}) does not exist in namespace ${namespace}`,
    },
  ];
}

/** All templates that a class names, in the order in which the controller reads them. */
export function templateReferences(spec: ClusterClassSpec): TemplateReference[] {
  const { infrastructure, controlPlane, workers } = spec;
  const references = [infrastructure.templateRef, controlPlane.templateRef];
  if (controlPlane.machineInfrastructure) references.push(controlPlane.machineInfrastructure.templateRef);
  for (const workerClass of [...(workers?.machineDeployments ?? []), ...(workers?.machinePools ?? [])]) {
    references.push(workerClass.infrastructure.templateRef, workerClass.bootstrap.templateRef);
  }
  return references;
}

/** The first external patch of a class: what its extension would do cannot be evaluated offline. */
export function externalPatches(clusterClass: KubernetesObject): StageError[] {
  const patch = clusterClassSpec(clusterClass).patches?.find(({ external }) => external);
  return patch
    ? [{ stage: "patch", layer: "external", field: patch.name, message: "an external patch runs in an extension and cannot be evaluated" }]
    : [];
}
