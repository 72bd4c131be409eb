import type { Json, JsonObject } from "../api/json.ts";
import type { StructuralSchema } from "../schema/index.ts";

/** The reduced schema of one kind of an infrastructure provider: types and constraints without prose. */
export interface ProviderSchema {
  /** Go module, its version and the file that defines the kind, and the digest of `schema` as JSON. */
  origin: { module: string; version: string; path: string; digest: string };
  /** Group and version, `infrastructure.cluster.x-k8s.io/v1beta1`. */
  apiVersion: string;
  kind: string;
  schema: StructuralSchema;
}

/** A field of the object as it is before a change. */
export interface FieldCondition {
  /** JSON pointer without `*`. */
  path: string;
  equals: Json;
}

/** Fields of an infrastructure kind that its provider lets change after creation; all others are refused by its webhook. */
export interface Mutability {
  kind: string;
  /** `v1beta1`, without the group. */
  version: string;
  /** JSON pointers into the object; `*` stands for every item of a list or map. What is below is mutable, too. */
  mutable: readonly string[];
  /** Parts of mutable fields that may not change all the same. */
  fixed?: readonly string[];
  /** Fields that may change as long as they, or the field `until`, are empty, and `where` holds. */
  once?: readonly { path: string; until?: string; where?: FieldCondition }[];
  /** Mutable fields that may not be removed unless a condition holds. */
  kept?: readonly { path: string; unless: FieldCondition }[];
}

/** What one Kubernetes minor no longer has. */
export interface KubernetesFacts {
  /** `"1.36"` */
  minor: string;
  removed?: {
    /** Flags without dashes by component: `kubelet`, `kube-apiserver`, `kube-controller-manager`, `kube-scheduler`, `etcd`. */
    flags?: Readonly<Record<string, readonly string[]>>;
    /** Gates of Kubernetes' components. */
    featureGates?: readonly string[];
    kubeadmFeatureGates?: readonly string[];
  };
}

/** What is known about the provider and about Kubernetes beyond Cluster API's own rules. */
export interface ProviderFacts {
  schemas: readonly ProviderSchema[];
  mutability: readonly Mutability[];
  kubernetes: readonly KubernetesFacts[];
}

/** The schema of an object's kind, if it is known. */
export function schemaOf(schemas: readonly ProviderSchema[], { apiVersion, kind }: JsonObject): StructuralSchema | undefined {
  return schemas.find((known) => known.apiVersion === apiVersion && known.kind === kind)?.schema;
}

/** The mutability table for a kind in the version of an apiVersion, if there is one. */
export function mutabilityOf(tables: readonly Mutability[], apiVersion: string, kind: string): Mutability | undefined {
  const version = apiVersion.slice(apiVersion.lastIndexOf("/") + 1);
  return tables.find((table) => table.kind === kind && table.version === version);
}
