import { type ClusterTopology, clusterSpec } from "../../api/cluster.ts";
import type { ClusterClassSpec } from "../../api/cluster-class.ts";
import type { Metadata } from "../../api/objects.ts";
import type { ClusterRuleInput } from "../cluster/input.ts";
import { defaultFeatureGates, type FeatureGates } from "../feature-gates.ts";
import { classSpec, cluster } from "./class-fixture.ts";

interface Parts {
  metadata?: Metadata;
  spec?: Record<string, unknown>;
  topology?: Record<string, unknown>;
  clusterClass?: Partial<ClusterClassSpec>;
  old?: Record<string, unknown>;
  gates?: Partial<FeatureGates>;
}

/** The input of the Cluster rules for a Cluster of class `stack` with one machine deployment; nothing else is in the way. */
export function clusterInput({ metadata, spec = {}, topology = {}, clusterClass = {}, old, gates }: Parts = {}): ClusterRuleInput {
  const object = cluster(topology);
  const full = { ...clusterSpec(object), ...spec };
  return {
    metadata: { ...object.metadata, ...metadata },
    spec: full,
    topology: full.topology as ClusterTopology,
    clusterClass: classSpec(clusterClass),
    old: old && { spec: { ...clusterSpec(cluster()), ...old }, otherClass: undefined },
    gates: { ...defaultFeatureGates, ...gates },
  };
}
