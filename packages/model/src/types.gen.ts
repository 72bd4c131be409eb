// Generated from packages/model/schemas by scripts/generate.mjs. Do not edit: run npm run generate.

/**
 * A Kubernetes minor, always a quoted string.
 */
export type Minor = string;
export type Digest = string;
/**
 * Where the fact was read: a URL, or project, version and file.
 */
export type FactSource = string;
/**
 * Id of a feature or an addon: a DNS label.
 */
export type HyphenId = string;
export type VariableName = string;
/**
 * A node of a variable's OpenAPI v3 schema. Cluster API drops a keyword that it does not know without a word. Source: Cluster API v1.14.0, api/core/v1beta2/clusterclass_types.go, JSONSchemaProps.
 */
export type VariableSchema = {[k: string]: unknown};
/**
 * Id of a provider or a stack. No hyphen: the Cluster Stack Operator splits release names on it.
 */
export type PlainId = string;
export type DottedPath = string;
/**
 * A Kubernetes patch version without a leading v.
 */
export type PatchVersion = string;
export type IsoDate = string;
export type JsonPointer = string;
/**
 * Name of the program on the path.
 */
export type Program = string;
/**
 * One of `modules`.
 */
export type Module = string;
/**
 * Folder in the module; `.` is its root.
 */
export type Folder = string;
export type EarlierVariableName = string;
/**
 * Texts, or texts for each item of a list variable. A text that renders to nothing is left out.
 */
export type Arguments = (string | EachArgument)[];
/**
 * Place of a template in a ClusterClass.
 */
export type TemplateSlot = "infrastructureCluster" | "controlPlane" | "controlPlaneMachine" | "workerBootstrap" | "workerMachine";
export type FieldPointer = string;
export type UnitId = string;
export type ReleaseVersion = string;
/**
 * All features of the provider, all but some, or a list.
 */
export type FeatureChoice =
  | "all"
  | {
      except: HyphenId[];
    }
  | HyphenId[];

/**
 * addons/<id>/versions.yaml: chart version by Kubernetes minor.
 */
export interface AddonVersionsFile {
  /**
   * @minItems 1
   */
  versions: AddonVersion[];
}
export interface AddonVersion {
  /**
   * @minItems 1
   */
  minors: Minor[];
  /**
   * Exact chart version.
   */
  chart: string;
  /**
   * Chart versions that an update may choose, as a range of semantic versions. Left out: patches of the same minor for an addon with steps, else everything below the next major.
   */
  range?: string;
  /**
   * Version of the software in the chart.
   */
  app?: string;
  supports?: KubernetesRange;
  /**
   * Why a minor outside of that range has it all the same.
   */
  beyond?: string;
  digest?: Digest;
  /**
   * Container images that the chart runs with our values. Left out while nobody has read them from the rendered chart.
   */
  images?: ContainerImage[];
  source: FactSource;
}
/**
 * Minors a thing applies to, both ends included.
 */
export interface KubernetesRange {
  from?: Minor;
  to?: Minor;
}
export interface ContainerImage {
  /**
   * Repository and tag, with the registry, without digest.
   */
  image: string;
  digest?: Digest;
  /**
   * What it is, where a template of ours places it: facts.addon.images.<component>.
   */
  component?: string;
}
export interface ReadyCondition {
  /**
   * @minItems 1
   */
  objects: WaitObject[];
  /**
   * CEL over the objects by key.
   */
  conditions: string;
}
export interface WaitObject {
  key: string;
  apiVersion: string;
  kind: string;
  name: string;
  namespace?: string;
}
/**
 * addons/<id>/addon.yaml: one workload component.
 */
export interface AddonFile {
  id: HyphenId;
  title: string;
  docs: string;
  role?: HyphenId;
  /**
   * Choices that it adds to the variable of its role; with any of them it is on. The variable's home is the feature of the role.
   *
   * @minItems 1
   */
  options?: string[];
  /**
   * It is on whatever the variable of its role says; cluster-values.yaml says which part of it follows the choice.
   */
  alwaysOn?: true;
  /**
   * Its options are never the default: a cluster asks for them.
   */
  optional?: true;
  /**
   * Cluster variables that drive this addon alone.
   *
   * @minItems 1
   */
  variables?: Variable[];
  switch?: VariableName;
  /**
   * Providers it fits; all when left out.
   *
   * @minItems 1
   */
  providers?: PlainId[];
  runsIn: "workload" | "management" | "infra";
  /**
   * @minItems 1
   */
  deliveries: ("operator" | "flux" | "caaph" | "sveltos" | "helm")[];
  chart: ChartReference;
  namespace: HyphenId;
  stage: "AfterControlPlaneInitialized" | "BeforeClusterUpgrade";
  /**
   * Place in the stage, small first; equal ones by id.
   */
  order?: number;
  requires?: HyphenId[];
  outputs?: AddonOutputs;
  /**
   * API groups whose definitions it brings: with its chart, or by its controller when that starts.
   *
   * @minItems 1
   */
  crds?: AddonDefinitions[];
  /**
   * API groups of custom objects it makes: another addon must bring their definitions before.
   *
   * @minItems 1
   */
  needs?: string[];
  limits?: DeliveryLimits;
  /**
   * What goes and what stays in a cluster where it is turned off or removed.
   */
  switchedOff?: string;
  /**
   * Upgrades are supported to the next minor of its own version only.
   */
  steps?: "minor";
  ready?: ReadyCondition;
}
export interface Variable {
  name: VariableName;
  description: string;
  /**
   * Choices that this feature adds to the variable of its role; the enum is composed of all shipped ones and none. Empty where they all come from addons: the default is then the first one that the stack ships, and without any there is no variable.
   */
  options?: string[];
  schema?: VariableSchema;
  /**
   * Default of a variable with options; others put it into the schema.
   */
  default?: unknown;
  required?: boolean;
  /**
   * Adds the rule self == oldSelf.
   */
  immutable?: boolean;
  /**
   * Fact of the Kubernetes minor that lists the keys of a map; its additionalProperties are the schema of each.
   */
  keysOf?: "featureGates";
  kubernetes?: KubernetesRange;
}
export interface ChartReference {
  name: string;
  /**
   * Where it is published. Left out for a chart of our own, whose templates stand in chart/ of the addon.
   */
  repository?: string;
  /**
   * Licence of the chart's project, as an SPDX identifier. Left out while nobody has read it.
   */
  license?: string;
  /**
   * The chart's minor is the Kubernetes minor that it is made for, and may not be newer than that of a cluster.
   */
  follows?: "kubernetes";
}
/**
 * EJS files under outputs/ for files of the bundle.
 */
export interface AddonOutputs {
  /**
   * @minItems 1
   */
  infra: InfraFile[];
}
/**
 * Manifests that somebody applies outside the workload cluster, once for each Cluster: the file infra/<order>-<name>.yaml of the bundle. The numbers are the order in which files are applied.
 */
export interface InfraFile {
  name: HyphenId;
  order: number;
  /**
   * EJS file under outputs/; a list stands for several documents.
   */
  file: string;
  /**
   * infra is the cluster that runs the machines.
   */
  appliedTo: "management" | "infra";
  /**
   * Before the Cluster is applied, or after it, because something that comes with the Cluster is used.
   */
  step: "BeforeCluster" | "AfterCluster";
  when?: InfraCondition;
  /**
   * What it does, what it needs, and what to replace.
   */
  docs: string;
}
/**
 * Clusters that need it: those where the variable has one of the values, or is set at all.
 */
export interface InfraCondition {
  variable: VariableName;
  /**
   * @minItems 1
   */
  values?: (string | boolean)[];
}
export interface AddonDefinitions {
  group: string;
  by: "chart" | "controller";
}
/**
 * What its chart does that the operator cannot deliver, with the reason.
 */
export interface DeliveryLimits {
  hooks?: string;
  lookup?: string;
  capabilities?: string;
  namespaces?: string;
}
export interface ChartValueFact {
  /**
   * Path in the chart's values, as far as the chart gives it a shape: dotted, or a list of keys where a key has a dot in it.
   */
  key: string | string[];
  /**
   * JSON types that the chart takes there; below an object or any, everything is left to the chart.
   *
   * @minItems 1
   */
  types: ("string" | "boolean" | "integer" | "number" | "array" | "object" | "any")[];
  /**
   * Objects that Helm prints differently with our values there than without, at most five and how many more.
   */
  changes?: string[];
  /**
   * Our value is the chart's own; it stands in the sources so that it stays.
   */
  asDefault?: true;
}
/**
 * addons/<id>/chart-facts.yaml: what an addon's chart knows of the values we set, by version. Written by `cstack charts facts`.
 */
export interface ChartFactsFile {
  /**
   * @minItems 1
   */
  charts: ChartFacts[];
}
export interface ChartFacts {
  /**
   * Version of the chart, as in versions.yaml.
   */
  version: string;
  source: FactSource;
  values: ChartValueFact[];
}
export interface ClusterValue {
  /**
   * Path in the chart's values: dotted, or a list of keys where a key has a dot in it.
   */
  set: string | string[];
  cluster?: DottedPath;
  infraCluster?: DottedPath;
  variable?: DottedPath;
  when?: ValueCondition;
  /**
   * The value becomes true or false: is it this?
   */
  equals?: unknown;
  /**
   * The value becomes true or false: is it one of these?
   *
   * @minItems 1
   */
  oneOf?: (string | boolean)[];
  /**
   * A text becomes another one; texts that are not listed count as absent.
   */
  map?: {
    [k: string]: string;
  };
  /**
   * Used where the path has no value.
   */
  default?: unknown;
  /**
   * While the addon is on, its values cannot be made without this one: the delivery tries again later.
   */
  required?: true;
  /**
   * The value becomes a text with it in the place of %s, or of %q in quotes.
   */
  format?: string;
  each?: EachItem;
  /**
   * A list becomes a text with this between the items.
   */
  join?: string;
}
/**
 * The value is written, and wanted, only where the variable is one of these.
 */
export interface ValueCondition {
  variable: VariableName;
  /**
   * @minItems 1
   */
  oneOf: (string | boolean)[];
}
/**
 * Each item of a list, or the value alone, becomes an object with it under this name, beside what never changes.
 */
export interface EachItem {
  name: string;
  with?: {
    [k: string]: string | boolean | number;
  };
}
/**
 * addons/<id>/cluster-values.yaml: chart values that come from the Cluster. Every delivery's dialect is generated from it.
 */
export interface ClusterValuesFile {
  /**
   * @minItems 1
   */
  values: ClusterValue[];
}
/**
 * At least one of variables, addons, cluster and reason.
 */
export interface EarlierSetting {
  /**
   * None for what the product always did, or never could.
   */
  names: string[];
  meaning: string;
  /**
   * @minItems 1
   */
  variables?: VariableName[];
  /**
   * @minItems 1
   */
  addons?: HyphenId[];
  /**
   * Field of the Cluster.
   */
  cluster?: string;
  /**
   * Why nothing replaces it.
   */
  reason?: string;
  note?: string;
}
/**
 * stacks/<id>/migrations/settings/<product>.yaml: each setting of an earlier product, and what a Cluster has instead or why nothing replaces it.
 */
export interface EarlierSettingsFile {
  id: HyphenId;
  title: string;
  docs: string;
  source: FactSource;
  /**
   * @minItems 1
   */
  settings: EarlierSetting[];
}
export interface Patch {
  name: string;
  description?: string;
  /**
   * One template action that yields true or false: '{{ expression }}'.
   */
  when?: string;
  /**
   * A list with maxItems, variable or variable.member: the patch, which only appends, is applied for each of its items, called $item in condition and templates.
   */
  each?: string;
  kubernetes?: KubernetesRange;
  /**
   * @minItems 1
   */
  on: string[];
  /**
   * @minItems 1
   * @maxItems 100
   */
  ops: Operation[];
}
/**
 * Exactly one of add, replace, remove, append, extend with a JSON pointer, and exactly one of value, variable, template unless it removes.
 */
export interface Operation {
  add?: JsonPointer;
  replace?: JsonPointer;
  remove?: JsonPointer;
  append?: JsonPointer;
  extend?: JsonPointer;
  value?: unknown;
  variable?: string;
  template?: string;
}
/**
 * Values of a Cluster's variables that surely cannot work; those that a worker pool overrides are not looked at.
 */
export interface Refusal {
  /**
   * Name of the patch that refuses, which Cluster API says together with the message.
   */
  name: string;
  /**
   * One template action that yields true or false: '{{ expression }}'.
   */
  when: string;
  /**
   * Which variables do not go together, and what to set instead; one line.
   */
  message: string;
}
/**
 * A Cluster with some variables and what must come out; run by the plan engine, printed in the docs as an example.
 */
export interface Check {
  name: string;
  given?: {
    [k: string]: unknown;
  };
  kubernetes?: KubernetesRange;
  /**
   * @minItems 1
   */
  expect?: Expectation[];
  /**
   * Field that the Cluster is refused for, or name of the refusal; a stack that requires one of the given variables may refuse its value sooner.
   */
  fails?: string;
}
export interface Expectation {
  /**
   * A target; the path is in the planned object, below its prefix.
   */
  on: string;
  path: JsonPointer;
  equals?: unknown;
  /**
   * An item of the list, or a part of the text.
   */
  contains?: unknown;
  absent?: true;
}
/**
 * providers/<id>/features/<feature>.yaml: one capability of a class: variables, the patches they drive, and checks.
 */
export interface FeatureFile {
  id: HyphenId;
  title: string;
  docs: string;
  role?: HyphenId;
  kubernetes?: KubernetesRange;
  /**
   * Its patches come after those of all other features, also of other layers: for what its owner puts on top.
   */
  last?: true;
  /**
   * Features that must be shipped too.
   */
  requires?: HyphenId[];
  variables?: Variable[];
  patches?: Patch[];
  /**
   * Combinations of variables that cannot work. The class refuses a Cluster that has one, before anything is made of it.
   */
  refuses?: Refusal[];
  checks?: Check[];
}
/**
 * providers/<id>/apis/<name>.yaml: how templates and patches look in another infrastructure API.
 */
export interface InfrastructureApiFile {
  id: HyphenId;
  /**
   * What it is, and what has been tried with it; stands in the README of a bundle.
   */
  docs: string;
  version: string;
  /**
   * Contract with Cluster API that the provider fulfils with it.
   */
  contract: "v1beta1" | "v1beta2";
  /**
   * What a management cluster must have for it, in place of the provider's components of the same names.
   *
   * @minItems 1
   */
  components?: RequiredComponent[];
  /**
   * Template kinds that have another name there.
   */
  kinds?: {
    [k: string]: string;
  };
  /**
   * Fields that stand elsewhere there, or in another form; the first rule whose `from` is a prefix of a path wins.
   */
  moves?: PathMove[];
  /**
   * Texts in Go templates of patches that write moved fields as parts of a larger value; each must occur.
   */
  rewrites?: TemplateRewrite[];
  /**
   * Features of the provider that are about something which does not exist there.
   */
  withoutFeatures?: HyphenId[];
  source: FactSource;
}
export interface RequiredComponent {
  name: string;
  version: string;
  contract?: string;
  optional?: boolean;
  why?: string;
  source: FactSource;
}
export interface PathMove {
  /**
   * Canonical template kind.
   */
  kind: string;
  /**
   * JSON pointer; * stands for every item of a list, and is in `to`, too.
   */
  from: string;
  to: string;
  /**
   * The truth value is the opposite one there.
   */
  invert?: boolean;
  /**
   * Where the value stands in a map that is written as a whole: /filter/name makes {filter: {name: value}}.
   */
  wrap?: string;
}
export interface TemplateRewrite {
  /**
   * Canonical template kind.
   */
  kind: string;
  /**
   * What the patch writes, in the canonical API.
   */
  path: string;
  text: string;
  by: string;
}
/**
 * String variables of Go packages that are set when the program is linked.
 */
export interface LinkedValues {
  [k: string]: string;
}
export interface ModuleProgram {
  program: Program;
  module: Module;
  package: Folder;
  linkedValues?: LinkedValues;
}
export interface ManagerProgram {
  program: Program;
  module: Module;
  package: Folder;
  linkedValues?: LinkedValues;
  config: Folder;
  /**
   * Folders with CRDs of others that the manager watches.
   */
  crds?: CrdFolder[];
  /**
   * Arguments beside those that say where it serves.
   */
  arguments?: string[];
  /**
   * Ports that it takes whatever it is told, so that only one can run on a machine.
   */
  ports?: number[];
  /**
   * Where ports and arguments are known from.
   */
  source?: string;
}
export interface CrdFolder {
  module: Module;
  folder: Folder;
}
/**
 * Machines are containers of the Docker beside the managers, so that whole clusters can be made on any machine.
 */
export interface ContainerMachines {
  /**
   * Label of containers whose value is the name of their Cluster.
   */
  label: string;
  nodeImageVariable: VariableName;
  /**
   * Images of containers beside the machines.
   */
  images?: string[];
  source: string;
}
/**
 * providers/<id>/managers.yaml: the controllers that reconcile the provider's kinds, as programs that smoke lanes build and run. Managers of included providers run, too.
 */
export interface ManagersFile {
  /**
   * Go modules and the version of each.
   */
  modules: {
    [k: string]: string;
  };
  /**
   * In the order of their start.
   *
   * @minItems 1
   */
  managers: ManagerProgram[];
  containers?: ContainerMachines;
  /**
   * Other programs of the modules, for people.
   */
  programs?: ModuleProgram[];
}
/**
 * Which classes: <provider>-<stack>-<minor>-<version>.
 */
export interface MigrationOrigin {
  stack: PlainId;
  /**
   * @minItems 1
   */
  minors: Minor[];
  /**
   * Number of the last release that is meant, for releases of this stack.
   */
  upTo?: number;
  /**
   * Kind of the infrastructure template.
   */
  infrastructure?: string;
}
export interface MigrationWaypoint {
  stack: PlainId;
  /**
   * @minItems 1
   */
  minors: Minor[];
}
/**
 * A variable of the unit and those of the other class that it is made of; variables without a move keep their name. With a template its text is the value, as YAML; text that is empty sets nothing.
 */
export interface VariableMove {
  /**
   * @minItems 1
   */
  from: EarlierVariableName[];
  to: VariableName;
  /**
   * Go template over the variables in `from`.
   */
  template?: string;
  /**
   * What the value means now, where that is not the same.
   */
  note?: string;
}
export interface RemovedVariable {
  name: EarlierVariableName;
  /**
   * Why nothing takes its place, and what to do.
   */
  reason: string;
}
/**
 * What the other class does for every Cluster, and what has to be said of the unit.
 */
export interface MigrationConstant {
  variable: VariableName;
  value: unknown;
  reason: string;
}
export interface MigrationRoll {
  machines: "all" | "controlPlane" | "workers";
  reason: string;
}
/**
 * stacks/<id>/migrations/<name>.yaml: how Clusters of other classes, or of older releases of the stack, become Clusters of its units. Facts about the other classes; what a unit has is read from the unit.
 */
export interface MigrationFile {
  id: HyphenId;
  title: string;
  /**
   * What is different, for people.
   */
  docs: string;
  source: FactSource;
  provider: PlainId;
  from: MigrationOrigin;
  /**
   * Classes of the minors between the last of `from` and the first of this stack, in their order: what an upgrade goes through.
   *
   * @minItems 1
   */
  through?: MigrationWaypoint[];
  /**
   * What takes the place of worker classes that the unit does not have.
   */
  workerClass?: string;
  /**
   * Labels that Clusters of the unit need; other values are replaced.
   */
  labels?: {
    [k: string]: string;
  };
  /**
   * Values of the other class where a Cluster gives none, by its variable.
   */
  defaults?: {
    [k: string]: unknown;
  };
  /**
   * @minItems 1
   */
  moves?: VariableMove[];
  /**
   * @minItems 1
   */
  removed?: RemovedVariable[];
  /**
   * @minItems 1
   */
  constants?: MigrationConstant[];
  /**
   * Why machines are replaced whatever the variables are.
   *
   * @minItems 1
   */
  rolls?: MigrationRoll[];
}
export interface EachArgument {
  each: VariableName;
  /**
   * @minItems 1
   */
  args: string[];
}
export interface PrepareInput {
  description: string;
  default?: string;
  /**
   * Regular expression that the whole value matches.
   */
  pattern?: string;
}
/**
 * One thing that must exist. It is looked up first, made only where it is not there, and then looked up again.
 */
export interface PrepareStep {
  id: string;
  title: string;
  /**
   * Variables that the class must have; without them the step is no part of the unit.
   */
  variables?: VariableName[];
  /**
   * One action that yields true or false.
   */
  when?: string;
  find: PrepareFind;
  /**
   * Without it later steps do something else: nothing is made, and steps.<id> is not there.
   */
  optional?: boolean;
  create?: PrepareCreate;
  wait?: PrepareWait;
  /**
   * Variable of the Cluster, with dots for fields in it, and the value of the step that it gets.
   */
  set?: {
    [k: string]: string;
  };
}
export interface PrepareFind {
  args: Arguments;
  /**
   * Columns and the value each must have, exactly, or one of several. One that renders to nothing does not count.
   */
  where?: {
    [k: string]: string | string[];
  };
  values: Values;
}
/**
 * Names of values and where they stand in what the program prints: keys and indexes joined by slashes.
 */
export interface Values {
  [k: string]: string;
}
export interface PrepareCreate {
  args: Arguments;
  /**
   * Inputs without which the thing cannot be made.
   */
  inputs?: string[];
  /**
   * Where to get what such an input needs.
   */
  hint?: string;
}
/**
 * Asks again until a value is the wanted one.
 */
export interface PrepareWait {
  args: Arguments;
  /**
   * Where it stands in what the program prints.
   */
  value: string;
  until: string;
  /**
   * Values after which waiting is in vain.
   */
  fails?: string[];
  seconds: number;
  /**
   * Seconds between two questions.
   */
  every: number;
}
/**
 * providers/<id>/prepare.yaml: what must exist in the infrastructure before a Cluster, as steps with the provider's own program. Texts are Go templates over cluster, variables, inputs, steps, kubernetes and facts.
 */
export interface PrepareFile {
  /**
   * Program on the path; it prints JSON.
   */
  program: string;
  docs: string;
  arguments?: Arguments;
  /**
   * What a person can choose that no variable says: --input NAME=VALUE.
   */
  inputs?: {
    [k: string]: PrepareInput;
  };
  /**
   * @minItems 1
   */
  steps: PrepareStep[];
}
export interface KubernetesFacts {
  minor: Minor;
  version: PatchVersion;
  released: IsoDate;
  endOfLife: IsoDate;
  newestPatch?: NewestPatch;
  etcd: string;
  coredns: string;
  pause: string;
  /**
   * What this minor no longer has: flags by component, feature gates, kubeadm feature gates.
   */
  removed?: {
    flags?: {
      [k: string]: string[];
    };
    featureGates?: string[];
    kubeadmFeatureGates?: string[];
  };
  /**
   * Gates of Kubernetes' components that can be set to true and to false.
   *
   * @minItems 1
   */
  featureGates?: string[];
  source: FactSource;
}
/**
 * Newest patch of the minor upstream, which deadlines of the version policy count from; images for it may be missing yet.
 */
export interface NewestPatch {
  version: PatchVersion;
  released: IsoDate;
  /**
   * The highest CVSS score of what it fixes, if any.
   */
  cvss?: number;
  source: FactSource;
}
/**
 * The one infrastructure API that releases use.
 */
export interface InfrastructureFacts {
  api: string;
  contract: "v1beta1" | "v1beta2";
  releases?: ProviderReleases;
  source: FactSource;
}
/**
 * Where the provider is released, and the newest release that these facts were looked at with.
 */
export interface ProviderReleases {
  repository: string;
  version: string;
}
export interface NodeImage {
  kubernetes: PatchVersion;
  /**
   * Container image of a node, without digest.
   */
  image?: string;
  /**
   * Download of a disk image.
   */
  url?: string;
  /**
   * Format of the file behind url.
   */
  format?: "qcow2" | "raw" | "iso" | "vmdk" | "vhd" | "vdi";
  digest?: Digest;
  /**
   * Where the publisher keeps the file's sha256.
   */
  checksumUrl?: string;
  /**
   * Of the file behind url.
   */
  sizeBytes?: number;
  /**
   * Smallest root disk the image boots from.
   */
  minDiskGB?: number;
  /**
   * Least memory of a machine with the image.
   */
  minMemoryMB?: number;
  /**
   * Distribution and version, joined by a hyphen: ubuntu-24.04.
   */
  os?: string;
  /**
   * User of the image that may log in.
   */
  user?: string;
  source: FactSource;
}
/**
 * providers/<id>/versions.yaml: facts by Kubernetes version.
 */
export interface ProviderVersionsFile {
  kubernetes?: KubernetesFacts[];
  infrastructure?: InfrastructureFacts;
  nodeImages?: NodeImage[];
}
export interface OutputFile {
  /**
   * Name in the bundle; .json is written as JSON, a list in a .yaml file as one document for each item.
   */
  name: string;
  /**
   * EJS file under outputs/ of the provider, or of one that it includes.
   */
  file: string;
  /**
   * What it is for, in the words of a table.
   */
  purpose: string;
  /**
   * Facts without which there is no such file, e.g. a disk image for the very version.
   */
  needs?: "nodeImage"[];
}
export interface OutputChart {
  name: HyphenId;
  folder: HyphenId;
  description: string;
}
export interface TemplateDeclaration {
  slot: TemplateSlot;
  kind: string;
  group: string;
  /**
   * API version; left out where it is the fact infrastructure.api of versions.yaml.
   */
  version?: string;
  suffix: HyphenId;
  file: string;
}
export interface PatchTarget {
  slot: TemplateSlot;
  /**
   * JSON pointer that is put before the paths of the operations.
   */
  prefix?: string;
}
/**
 * What a management cluster must have.
 */
export interface ProviderRequires {
  /**
   * Version range of Cluster API (semver).
   */
  clusterApi?: string;
  featureGates?: string[];
  components?: RequiredComponent[];
  /**
   * Fields of the class that are newer than others: since which Cluster API.
   */
  fieldsSince?: FieldSince[];
}
export interface FieldSince {
  kind: string;
  /**
   * JSON pointer; * stands for every item or key.
   */
  path: string;
  since: string;
  source: FactSource;
}
/**
 * Fields of an infrastructure kind that may change after creation; all others are refused by the provider's webhook.
 */
export interface MutabilityTable {
  kind: string;
  version: string;
  /**
   * JSON pointers; * stands for every item. What is below is mutable, too. Empty where the webhook refuses every change of the spec.
   */
  mutable: FieldPointer[];
  /**
   * Parts of mutable fields that may not change all the same.
   */
  fixed?: FieldPointer[];
  /**
   * Fields that may change as long as they, or the field `until`, are empty, and `where` holds.
   */
  once?: OnceMutable[];
  /**
   * Mutable fields that may not be removed unless a condition holds.
   */
  kept?: KeptField[];
  source: FactSource;
}
export interface OnceMutable {
  path: FieldPointer;
  until?: FieldPointer;
  where?: FieldCondition;
}
/**
 * A field of the object as it is before a change.
 */
export interface FieldCondition {
  path: FieldPointer;
  equals: string | number | boolean;
}
export interface KeptField {
  path: FieldPointer;
  unless: FieldCondition;
}
export interface AbsentFeature {
  id: HyphenId;
  why: string;
  source: FactSource;
}
/**
 * providers/<id>/provider.yaml: the templates of an infrastructure and what may be said about them.
 */
export interface ProviderFile {
  id: PlainId;
  title: string;
  docs?: string;
  /**
   * Know-how that other providers include; no unit is made of it alone.
   */
  shared?: boolean;
  includes?: PlainId[];
  /**
   * EJS file with what the ClusterClass says besides references, variables and patches.
   */
  class?: string;
  /**
   * @minItems 1
   */
  templates?: TemplateDeclaration[];
  /**
   * Short names for `on:` in features.
   */
  targets?: {
    /**
     * @minItems 1
     */
    [k: string]: PatchTarget[];
  };
  /**
   * Names of the machine deployment classes. The first is default-worker for ever: a rebase needs it.
   *
   * @minItems 1
   */
  workerClasses?: HyphenId[];
  /**
   * Features of included providers that would be without effect here; no stack can ship them on this provider.
   */
  withoutFeatures?: AbsentFeature[];
  /**
   * EJS files under outputs/ for files of the bundle: the sample Cluster, node-images.yaml where an image operator reads it, and what is applied outside the workload cluster.
   */
  outputs?: {
    cluster?: string;
    nodeImages?: string;
    /**
     * EJS file that lists the container images which nodes pull, each with its component; those of all layers count.
     */
    images?: string;
    /**
     * More files of the bundle, for people and programs that prepare a cloud.
     */
    files?: OutputFile[];
    /**
     * Folders under outputs/ that become Helm charts of the bundle.
     */
    charts?: OutputChart[];
    /**
     * @minItems 1
     */
    infra?: InfraFile[];
  };
  /**
   * What clusterstack.yaml says about the provider's image operator.
   */
  clusterStack?: {
    noProvider: boolean;
  };
  requires?: ProviderRequires;
  mutability?: MutabilityTable[];
}
/**
 * stacks/<id>/releases/<unit>/retired.yaml and vN.withdrawn.yaml: what is said about a unit, or one release of it, after the fact. Only `cstack release` writes it.
 */
export interface ReleaseNoticeFile {
  unit: UnitId;
  /**
   * retired: the unit gets no further release · withdrawn: one release should not be used any more; its artifact stays.
   */
  kind: "retired" | "withdrawn";
  version?: ReleaseVersion;
  date: IsoDate;
  reason: string;
  instead?: ReleaseVersion;
}
/**
 * stacks/<id>/releases/<unit>/vN.yaml: one entry of the ledger. Only `cstack release` writes it; it never changes afterwards.
 */
export interface ReleaseFile {
  unit: UnitId;
  version: ReleaseVersion;
  date: IsoDate;
  /**
   * Version of the stack in its package.json, which the release came with.
   */
  stackVersion?: string;
  contentHash: string;
  previous?: Digest;
  artifacts?: ReleaseArtifacts;
  kubernetes: PatchVersion;
  endOfLife?: IsoDate;
  addons?: {
    [k: string]: string;
  };
  comparison?: ReleaseComparison;
  /**
   * What authors wrote about the stack's version, in Markdown.
   */
  changes?: string;
}
/**
 * Digests of the OCI manifests, computed before they are pushed.
 */
export interface ReleaseArtifacts {
  operator: Digest;
  chart: Digest;
  manifests: Digest;
}
/**
 * What became of Clusters that move from the release before, computed.
 */
export interface ReleaseComparison {
  from?: ReleaseVersion;
  severity: "quiet" | "rolling" | "breaking";
  /**
   * What replaces machines: nothing, the Kubernetes version, or their template and configuration.
   */
  rolls?: {
    controlPlane: "no" | "version" | "template";
    workers: "no" | "version" | "template";
  };
  reasons: ReleaseReason[];
}
export interface ReleaseReason {
  severity: "quiet" | "rolling" | "breaking";
  part: string;
  text: string;
}
export interface ProviderOffer {
  /**
   * Narrows the stack's minors for this provider.
   *
   * @minItems 1
   */
  kubernetes?: Minor[];
  features?: FeatureChoice;
  /**
   * Options of addons' roles that the stack does not offer, e.g. because the clouds it is for lack what they need.
   */
  options?: {
    except: string[];
  };
  addons: HyphenId[];
}
/**
 * stacks/<id>/stack.yaml: what a product line offers on which provider.
 */
export interface StackFile {
  id: PlainId;
  title: string;
  /**
   * Markdown for the unit's README.
   */
  docs?: string;
  /**
   * Minors the stack is built for. A provider may narrow them.
   *
   * @minItems 1
   */
  kubernetes: Minor[];
  providers: {
    [k: string]: ProviderOffer;
  };
  /**
   * Variables that must exist with the same schema on all providers of the stack.
   */
  interface?: VariableName[];
  /**
   * Defaults of variables that differ from those of the features.
   */
  defaults?: {
    [k: string]: unknown;
  };
  /**
   * Variables that Clusters of the stack must set, although a feature has a default for them. Texts among them must not be empty.
   */
  required?: VariableName[];
}
export interface PublishedTitle {
  id: string;
  title: string;
  /**
   * Markdown.
   */
  docs?: string;
}
export interface PublishedVariable {
  name: string;
  required: boolean;
  /**
   * OpenAPI v3 as the class has it.
   */
  schema: {};
  description: string;
  immutable: boolean;
  /**
   * The first is the group to show it in.
   */
  definedIn: {
    kind: "feature" | "addon";
    id: string;
    title: string;
  }[];
  /**
   * Role whose options it chooses between.
   */
  role?: string;
  /**
   * Values that the schema accepts, the author's first.
   */
  examples: unknown[];
  usedBy: {
    patches: string[];
    addons: string[];
  };
  /**
   * It has an effect only where all of these hold.
   */
  requires: {
    variable: string;
    values: (string | boolean)[];
  }[];
  /**
   * What a change of it does to a Cluster that exists.
   */
  change?: string;
}
export interface PublishedPatch {
  name: string;
  description?: string;
  /**
   * Template that yields `true` or `false`.
   */
  enabledIf?: string;
  /**
   * Kinds of the templates it changes.
   */
  kinds: string[];
  variables: string[];
  features: string[];
}
export interface PublishedFeature {
  id: string;
  title: string;
  docs: string;
  provider: string;
  role?: string;
  requires: string[];
  variables: string[];
  patches: string[];
}
export interface PublishedAddon {
  id: string;
  /**
   * Version of its chart.
   */
  chart: string;
  /**
   * What turns it on; absent where it is on in every Cluster.
   */
  switch?: {
    variable: string;
    values: (string | boolean)[];
    byDefault: boolean;
  };
  details?: {
    title: string;
    docs: string;
    stage: string;
    deliveries: string[];
    runsIn: string;
    namespace: string;
    chart: {
      name: string;
      repository?: string;
      /**
       * SPDX identifier.
       */
      license?: string;
      /**
       * What its minor follows.
       */
      follows?: string;
    };
    /**
     * Version of the software.
     */
    app?: string;
    /**
     * sha256 of the chart's archive.
     */
    digest?: string;
    role?: string;
    requires: string[];
  };
}
export interface PublishedImage {
  for: "machine" | "node" | "addon";
  component: string;
  image?: string;
  url?: string;
  format?: string;
  digest?: string;
  checksumUrl?: string;
  sizeBytes?: number;
  minDiskGB?: number;
  minMemoryMB?: number;
  source: string;
}
export interface PublishedHistoryEntry {
  version: string;
  date: IsoDate;
  kubernetes: string;
  severity: "none" | "quiet" | "rolling" | "breaking";
  rolls?: {
    controlPlane: "no" | "version" | "template";
    workers: "no" | "version" | "template";
  };
  reasons: {
    severity: string;
    part: string;
    text: string;
  }[];
  /**
   * Markdown.
   */
  changes?: string;
  withdrawn?: {
    date: IsoDate;
    reason: string;
    instead?: string;
  };
}
export interface PublishedArtifact {
  repository: string;
  tag: string;
  digest: Digest;
  /**
   * Address that lists what is signed about it.
   */
  referrers?: string;
}
/**
 * units/<unit>/<version>.json of a catalog: everything that pages and programs show of one version of one unit. `cstack catalog build` writes it.
 */
export interface PublishedUnit {
  apiVersion: "catalog.cstack/v1";
  /**
   * Provider, stack and minor: `openstack-scs-1-36`.
   */
  unit: string;
  /**
   * In dot form: `v3`.
   */
  version: string;
  /**
   * Name of the release, and tag of the operator's artifact.
   */
  release: string;
  /**
   * `candidate` is what the checkout would release next.
   */
  state: "released" | "candidate";
  /**
   * Rendered from sources, or read from what the ledger keeps: then features, images and what is optional are not known.
   */
  from: "sources" | "ledger";
  contentHash: string;
  provider: PublishedTitle;
  stack: PublishedTitle;
  minor: Minor;
  kubernetes: PublishedKubernetes;
  /**
   * API and contract of the infrastructure provider.
   */
  infrastructure: {
    api: string;
    contract: string;
  } | null;
  /**
   * What a management cluster must have.
   */
  requires: {
    /**
     * Range of versions.
     */
    clusterApi: string | null;
    featureGates: string[];
    /**
     * Ranges of versions by name.
     */
    components: {
      [k: string]: string;
    };
  };
  /**
   * Facts of the node image, as the provider knows them.
   */
  nodeImage: {} | null;
  className: string;
  /**
   * The ClusterClass, then its templates, in the namespace `default`.
   */
  manifests: {}[];
  /**
   * A Cluster to start from, with what stands beside it, as YAML.
   */
  sample: string;
  /**
   * The Cluster of `sample` as an object.
   */
  sampleCluster: {};
  /**
   * The object that makes the Cluster Stack Operator install this version, as YAML.
   */
  clusterStack?: string;
  /**
   * What the sample becomes.
   */
  plan: {
    errors: string[];
    warnings: string[];
    objects: {
      /**
       * Its identity in the plan.
       */
      role: string;
      /**
       * Role of the object it hangs below; null below the Cluster.
       */
      parent: string | null;
      apiVersion: string;
      kind: string;
      name: string;
    }[];
  };
  variables: PublishedVariable[];
  patches: PublishedPatch[];
  features: PublishedFeature[];
  /**
   * In the order in which they are applied.
   */
  addons: PublishedAddon[];
  /**
   * What the unit pulls.
   */
  images: PublishedImage[];
  /**
   * Releases of the unit, newest first.
   */
  history: PublishedHistoryEntry[];
  /**
   * Releases that a Cluster of this one can go to in one step.
   */
  upgrades: {
    /**
     * Name of the release.
     */
    to: string;
    kubernetes: string;
    severity: "none" | "quiet" | "rolling" | "breaking";
    /**
     * What a person must see to on the way.
     */
    mind: string[];
  }[];
  /**
   * Where the artifacts of a release are; null for what was not released.
   */
  artifacts: {
    operator: PublishedArtifact;
    chart: PublishedArtifact;
    manifests: PublishedArtifact;
  } | null;
  /**
   * Other files, by their path from the root of the catalog.
   */
  files: {
    /**
     * JSON Schema of a Cluster, for editors.
     */
    clusterSchema: string;
    /**
     * What the delivery of addons without the operator is made of.
     */
    delivery?: string;
    /**
     * What plans and changes are judged by.
     */
    providerFacts?: string;
    /**
     * Signed provenance as a Sigstore bundle.
     */
    provenance?: string;
    /**
     * Signed list of parts as a Sigstore bundle.
     */
    bill?: string;
  };
}
export interface PublishedKubernetes {
  version: PatchVersion;
  released?: IsoDate;
  endOfLife: IsoDate;
  deprecatedFrom: IsoDate;
}
