import type {
  AddonVersion,
  InfrastructureFacts,
  KubernetesFacts,
  NodeImage,
  PatchTarget,
  ProviderRequires,
  TemplateDeclaration,
} from "@cstack/model";
import type { Addon, Feature, Provider, Repository, Stack } from "../load/repository.ts";

/** A variable of the class with where it comes from; `schema` is complete (description, enum, default, rules). */
export interface UnitVariable {
  name: string;
  required: boolean;
  schema: Record<string, unknown>;
  /** Features and addons that define it; several for a variable composed of options. */
  definedIn: (Feature | Addon)[];
  /** Role whose shipped options it chooses between. */
  role?: string;
}

export interface UnitTemplate extends TemplateDeclaration {
  /** Group and version, e.g. infrastructure.cluster.x-k8s.io/v1beta1. */
  apiVersion: string;
  /** Path of the EJS file from the repository's root. */
  path: string;
}

/** An addon that a stack ships, with its version for the minor. */
export interface ShippedAddon {
  addon: Addon;
  version: AddonVersion;
}

/** What turns an addon on in one cluster: a variable, and the values of it that do. */
export interface AddonSwitch {
  variable: string;
  values: (string | boolean)[];
  /** Whether it is on in a cluster that does not set the variable. */
  byDefault: boolean;
}

export interface UnitAddon extends ShippedAddon {
  /** Undefined where it is on in every cluster. */
  switch: AddonSwitch | undefined;
}

/** Provider × stack × minor with every fact chosen: what rendering needs, and nothing it has to look up. */
export interface Unit {
  /** e.g. openstack-scs-1-36 */
  id: string;
  stack: Stack;
  provider: Provider;
  /** The provider and what it includes, included ones first. */
  layers: Provider[];
  minor: string;
  kubernetes: KubernetesFacts;
  infrastructure: InfrastructureFacts | undefined;
  nodeImage: NodeImage | undefined;
  templates: UnitTemplate[];
  classPath: string;
  targets: Map<string, PatchTarget[]>;
  workerClasses: string[];
  requires: ProviderRequires;
  features: Feature[];
  variables: UnitVariable[];
  addons: UnitAddon[];
  repository: Repository;
}
