import type { ClusterTopology } from "../../api/cluster.ts";
import type { ClusterClassSpec, TemplateMetadata } from "../../api/cluster-class.ts";
import type { FieldError } from "../../api/errors.ts";

const annotations = [
  "cluster.x-k8s.io/cluster-api-autoscaler-node-group-min-size",
  "cluster.x-k8s.io/cluster-api-autoscaler-node-group-max-size",
];

/**
 * Machine deployments with fixed replicas have no autoscaler annotations, neither their own nor, where a class is given, those of their class.
 * Source: Cluster API v1.14.0, core/webhooks/admission/cluster.go, `validateAutoscalerAnnotationsForCluster`.
 */
export function replicasOfAutoscaledClasses(topology: ClusterTopology, spec: ClusterClassSpec | undefined): FieldError[] {
  return (topology.workers?.machineDeployments ?? []).flatMap((worker) => {
    if (worker.replicas === undefined) return [];
    const field = `spec.topology.workers.machineDeployments[${worker.name}].replicas`;
    const own = isAutoscaled(worker.metadata)
      ? [{ field, message: "replicas are fixed, but the autoscaler annotations hand them over; drop one" }]
      : [];
    const classes = (spec?.workers?.machineDeployments ?? []).filter(
      ({ class: name, metadata }) => name === worker.class && isAutoscaled(metadata),
    );
    return [
      ...own,
      ...classes.map(() => ({
        field,
        message: `replicas are fixed, but class ${JSON.stringify(worker.class)} has autoscaler annotations; drop the replicas`,
      })),
    ];
  });
}

function isAutoscaled(metadata: TemplateMetadata | undefined): boolean {
  return annotations.some((key) => Object.hasOwn(metadata?.annotations ?? {}, key));
}
