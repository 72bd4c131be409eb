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
  /** Features that define it; several for a variable composed of options. */
  features: Feature[];
}

export interface UnitTemplate extends TemplateDeclaration {
  /** Group and version, e.g. infrastructure.cluster.x-k8s.io/v1beta1. */
  apiVersion: string;
  /** Path of the EJS file from the repository's root. */
  path: string;
}

export interface UnitAddon {
  addon: Addon;
  version: AddonVersion;
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
