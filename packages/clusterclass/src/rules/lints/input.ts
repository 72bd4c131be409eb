import type { ClusterClassSpec } from "../../api/cluster-class.ts";
import type { KubernetesObject } from "../../api/objects.ts";

/** What lints look at: an admitted class and its templates, keyed by `templateKey`. */
export interface LintInput {
  spec: ClusterClassSpec;
  templates: ReadonlyMap<string, KubernetesObject>;
}
