import type { Json, JsonObject, KubernetesObject, ProviderFacts } from "@cstack/clusterclass";
import type { DeliverableUnit } from "@cstack/delivery";

/*
 * What the pages read of a static catalog, as `cstack catalog build` writes it. The writer's types are `CatalogIndex` and `UnitDocument` of
 * @cstack/release, and the compiler holds the two together where `cstack catalog build` writes them. Here stands only what is shown, so that a page needs nothing of the packages that make the files.
 */

/** `index.json`: what there is to choose from. */
export interface CatalogIndex {
  apiVersion: string;
  units: IndexedUnit[];
}

/** A unit in the index. What comes from its newest document is missing where there is none. */
export interface IndexedUnit {
  /** `openstack-scs-1-36` */
  unit: string;
  provider: string;
  stack: string;
  /** The Kubernetes minor, `1.36`. */
  minor: string;
  title?: { provider: string; stack: string };
  /** Without the v: `1.36.4`. */
  kubernetes?: string;
  /** Days, `2027-06-28`. */
  endOfLife?: string;
  deprecatedFrom?: string;
  /** The day on which its maker stopped to look after it. */
  retired?: string;
  features: string[];
  addons: string[];
  /** What the checkout would release next. */
  candidate?: string;
  releases: IndexedRelease[];
  /** Paths of documents from the root of the catalog, by version, newest first. */
  documents: Record<string, string>;
}

/** A release in the index. */
export interface IndexedRelease {
  release: string;
  version: string;
  date: string;
  kubernetes: string;
  severity: string;
  /** Names of releases that a Cluster can go to in one step. */
  upgrades: string[];
  withdrawn?: { date: string; reason: string; instead?: string };
}

/** `units/<unit>/<version>.json`: one version of one unit. */
export interface UnitData {
  unit: string;
  version: string;
  release: string;
  state: "released" | "candidate";
  provider: { id: string; title: string; docs?: string };
  stack: { id: string; title: string; docs?: string };
  minor: string;
  kubernetes: { version: string; released?: string; endOfLife: string; deprecatedFrom: string };
  className: string;
  /** The ClusterClass, then its templates, in the namespace `default`. */
  manifests: KubernetesObject[];
  /** A Cluster to start from, with what stands beside it, as YAML. */
  sample: string;
  /** The Cluster of `sample` as an object. */
  sampleCluster: KubernetesObject;
  /** The object that makes the operator install it, as YAML. */
  clusterStack?: string;
  variables: VariableData[];
  features: FeatureData[];
  addons: AddonData[];
  images: ImageData[];
  history: HistoryData[];
  upgrades: { to: string; kubernetes: string; severity: string; mind: string[] }[];
  artifacts: ArtifactData | null;
  files: { clusterSchema: string; delivery?: string; providerFacts?: string; provenance?: string; bill?: string };
}

/** A variable of the class, and where the form shows it. */
export interface VariableData {
  name: string;
  required: boolean;
  /** OpenAPI v3 as the class has it. */
  schema: JsonObject;
  description: string;
  immutable: boolean;
  /** Features and addons that define it; the first is the group it stands in. */
  definedIn: { kind: "feature" | "addon"; id: string; title: string }[];
  examples: Json[];
  usedBy: { patches: string[]; addons: string[] };
  /** What a change of it does to a Cluster that exists. */
  change?: string;
}

export interface FeatureData {
  id: string;
  title: string;
  docs: string;
  variables: string[];
  patches: string[];
}

export interface AddonData {
  id: string;
  /** Version of its chart. */
  chart: string;
  switch?: { variable: string; values: (string | boolean)[]; byDefault: boolean };
  details?: {
    title: string;
    docs: string;
    stage: string;
    deliveries: readonly string[];
    app?: string;
    chart: { name: string; repository?: string };
  };
}

/** Something that a unit pulls: an image, or a file. */
export interface ImageData {
  for: string;
  component: string;
  image?: string;
  url?: string;
  digest?: string;
  sizeBytes?: number;
}

export interface HistoryData {
  version: string;
  date: string;
  kubernetes: string;
  severity: string;
  rolls?: { controlPlane: string; workers: string };
  reasons: { severity: string; part: string; text: string }[];
  changes?: string;
  withdrawn?: { date: string; reason: string; instead?: string };
}

/** Where the artifacts of a release are; without a registry in `repository` the catalog does not say which. */
export interface ArtifactData {
  operator: ArtifactLink;
  chart: ArtifactLink;
  manifests: ArtifactLink;
}

export interface ArtifactLink {
  repository: string;
  tag: string;
  digest: string;
  /** Address that lists what is signed about it; only where the catalog says which registry it is. */
  referrers?: string;
}

/** `units/<unit>/<version>.delivery.json`: what the delivery of its addons without the operator is made of. */
export type DeliveryData = DeliverableUnit;

/** `providers/<provider>.json`: what plans and changes are judged by. */
export type ProviderData = ProviderFacts;
