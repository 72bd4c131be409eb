import type { Json, JsonObject, KubernetesObject } from "@cstack/clusterclass";
import type { AddonSwitch, PulledImage } from "@cstack/generator";
import type { AddonFile } from "@cstack/model";
import type { UnitFacts } from "../baseline/unit-facts.ts";
import type { Severity } from "../compare/severity.ts";

/**
 * Everything a site or a program shows of one version of one unit: `units/<unit>/<version>.json` of a static catalog. Types only, so that a
 * browser can import them. `features`, `images` and what is optional are known only of
 * versions that can still be rendered.
 */
export interface UnitDocument {
  apiVersion: "catalog.cstack/v1";
  /** `openstack-scs-1-36` */
  unit: string;
  /** In dot form: `v3`. */
  version: string;
  /** Name of the release, and tag of the operator's artifact: `openstack-scs-1-36-v3`. */
  release: string;
  /** `released` where the ledger has it, `candidate` where it is what the checkout would release next. */
  state: "released" | "candidate";
  /** Whether it was rendered from sources, or read from what the ledger keeps of its newest release. */
  from: "sources" | "ledger";
  contentHash: string;
  provider: Titled;
  stack: Titled;
  minor: string;
  kubernetes: KubernetesSupport;
  infrastructure: UnitFacts["infrastructure"];
  /** What a management cluster must have. */
  requires: UnitFacts["requires"];
  nodeImage: UnitFacts["nodeImage"];
  className: string;
  /** The ClusterClass, then its templates, in the namespace `default`. */
  manifests: KubernetesObject[];
  /** A Cluster to start from, with what stands beside it, as YAML. */
  sample: string;
  /** The Cluster of `sample` as an object, so that a form can begin before it reads YAML. */
  sampleCluster: KubernetesObject;
  /** The object that makes the Cluster Stack Operator install this version, as YAML; not known of versions that cannot be rendered. */
  clusterStack?: string;
  plan: PlanSummary;
  variables: DocumentedVariable[];
  patches: DocumentedPatch[];
  features: DocumentedFeature[];
  /** In the order in which they are applied. */
  addons: DocumentedAddon[];
  images: PulledImage[];
  /** Releases of the unit, newest first. */
  history: HistoryEntry[];
  /** Releases that a Cluster of this one can go to in one step. */
  upgrades: CatalogUpgrade[];
  /** Where its artifacts are, and what is signed about them; null for what was not released. */
  artifacts: DocumentArtifacts | null;
  /** Other files of the catalog, by their path from its root. */
  files: DocumentFiles;
}

export interface Titled {
  id: string;
  title: string;
  /** Markdown. */
  docs?: string;
}

/** Days as `2027-06-28`. */
export interface KubernetesSupport {
  version: string;
  released?: string;
  endOfLife: string;
  /** First day of the last two months, in which upstream only fixes what is critical. */
  deprecatedFrom: string;
}

export interface DocumentedVariable {
  name: string;
  required: boolean;
  /** OpenAPI v3 as the class has it: description, default, enum and rules included. */
  schema: JsonObject;
  description: string;
  /** It cannot be changed after the Cluster was made. */
  immutable: boolean;
  /** Features and addons that define it; the first is the group to show it in. */
  definedIn: { kind: "feature" | "addon"; id: string; title: string }[];
  /** Role whose options it chooses between. */
  role?: string;
  /** Values that the schema accepts, the author's first. */
  examples: Json[];
  /** Names of the patches and ids of the addons that read it. */
  usedBy: { patches: string[]; addons: string[] };
  /** It has an effect only where all of these hold; empty where it always may. */
  requires: VariableCondition[];
  /** What a change of it does to a Cluster that exists, in a few words. */
  change?: string;
}

/** Another variable has one of these values. */
export interface VariableCondition {
  variable: string;
  values: (string | boolean)[];
}

export interface DocumentedPatch {
  name: string;
  description?: string;
  /** Template that yields `true` or `false`; without it the patch is always applied. */
  enabledIf?: string;
  /** Kinds of the templates it changes. */
  kinds: string[];
  variables: string[];
  /** Ids of the features it is made of; empty where lists of several were composed. */
  features: string[];
}

export interface DocumentedFeature extends Titled {
  docs: string;
  /** Provider whose know-how it is, which may be an included one. */
  provider: string;
  role?: string;
  /** Ids of features that are shipped with it. */
  requires: string[];
  variables: string[];
  patches: string[];
}

export interface DocumentedAddon {
  id: string;
  /** Version of its chart. */
  chart: string;
  /** What turns it on; absent where it is on in every Cluster. */
  switch?: AddonSwitch;
  details?: Pick<AddonFile, "title" | "docs" | "stage" | "deliveries" | "runsIn" | "namespace"> & {
    chart: AddonFile["chart"];
    /** Version of the software in the chart. */
    app?: string;
    /** sha256 of the chart's archive. */
    digest?: string;
    role?: string;
    requires: string[];
  };
}

/** What the sample Cluster becomes, without the objects themselves: the engine makes those of `manifests` and `sample`. */
export interface PlanSummary {
  errors: string[];
  warnings: string[];
  objects: PlanNode[];
}

/** One object; its role is its identity, and `parent` the role it hangs below, null below the Cluster. */
export interface PlanNode {
  role: string;
  parent: string | null;
  apiVersion: string;
  kind: string;
  name: string;
}

export interface HistoryEntry {
  version: string;
  date: string;
  kubernetes: string;
  /** What Clusters of the release before meet. */
  severity: Severity;
  rolls?: { controlPlane: "no" | "version" | "template"; workers: "no" | "version" | "template" };
  reasons: { severity: string; part: string; text: string }[];
  /** What authors wrote, in Markdown. */
  changes?: string;
  withdrawn?: { date: string; reason: string; instead?: string };
}

export interface CatalogUpgrade {
  to: string;
  kubernetes: string;
  severity: Severity;
  /** What a person must see to on the way. */
  mind: string[];
}

/** One release for three kinds of clients. */
export interface DocumentArtifacts {
  operator: ArtifactLink;
  chart: ArtifactLink;
  manifests: ArtifactLink;
}

export interface ArtifactLink {
  /** With its registry where the catalog was built with that name; else the path below it, empty for the repository itself. */
  repository: string;
  tag: string;
  digest: string;
  /** Address that lists what is signed about it: provenance and list of parts. Only with a registry. */
  referrers?: string;
}

export interface DocumentFiles {
  /** JSON Schema of a Cluster of this version, for editors. */
  clusterSchema: string;
  /** What the delivery of its addons without the operator is made of; absent of versions that cannot be rendered. */
  delivery?: string;
  /** Facts of the provider that the engine judges plans and changes by; absent where the checkout does not have the provider any more. */
  providerFacts?: string;
  /** Signed provenance as a Sigstore bundle. */
  provenance?: string;
  /** Signed CycloneDX list of parts as a Sigstore bundle. */
  bill?: string;
}
