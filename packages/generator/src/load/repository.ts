import type { ProviderSchema } from "@cstack/clusterclass";
import type {
  AddonFile,
  AddonVersionsFile,
  ChartFactsFile,
  ClusterValuesFile,
  EarlierSettingsFile,
  FeatureFile,
  InfrastructureApiFile,
  ManagersFile,
  MigrationFile,
  PrepareFile,
  ProviderFile,
  ProviderVersionsFile,
  ReleaseFile,
  ReleaseNoticeFile,
  SourceDocument,
  StackFile,
} from "@cstack/model";

/** A source file as typed data with the document that knows its places. */
export interface Source<T> {
  path: string;
  data: T;
  document: SourceDocument;
}

export interface Feature extends Source<FeatureFile> {
  provider: string;
}

export interface Provider extends Source<ProviderFile> {
  folder: string;
  versions: Source<ProviderVersionsFile> | undefined;
  /** In the order of their ids. */
  features: Feature[];
  apis: Map<string, Source<InfrastructureApiFile>>;
  /** What must exist before a Cluster, where the provider can prepare it. */
  prepare: Source<PrepareFile> | undefined;
  /** The controllers of its kinds, where lanes can run them. */
  managers: Source<ManagersFile> | undefined;
  /** Reduced schemas of the provider's kinds, from schemas/, in the order of their files. */
  schemas: ProviderSchema[];
}

export interface Addon extends Source<AddonFile> {
  folder: string;
  versions: Source<AddonVersionsFile>;
  clusterValues: Source<ClusterValuesFile> | undefined;
  /** What the chart knows of our values, where somebody has read it. */
  chartFacts: Source<ChartFactsFile> | undefined;
  /** Path of values.yaml.ejs, where the addon sets values at build time. */
  valuesTemplate: string | undefined;
}

export interface Stack extends Source<StackFile> {
  folder: string;
  /** Ledger entries by unit id, oldest first. */
  releases: Map<string, Source<ReleaseFile>[]>;
  /** What was said about units and releases after the fact, in the order of the paths. */
  notices: Source<ReleaseNoticeFile>[];
  /** How Clusters of other classes become Clusters of this stack, in the order of the ids. */
  migrations: Source<MigrationFile>[];
  /** Tables of settings of products that had no classes. */
  earlierSettings: Source<EarlierSettingsFile>[];
}

/** Everything the sources say, parsed and checked file by file; nothing is combined yet. */
export interface Repository {
  stacks: Map<string, Stack>;
  providers: Map<string, Provider>;
  addons: Map<string, Addon>;
  /** All source texts by path: EJS templates are read from here. */
  files: ReadonlyMap<string, string>;
}
