import {
  type EvaluationInput,
  type KubernetesObject,
  type ProviderFacts,
  readEvaluationInput,
  type StageError,
  withNamespace,
} from "@cstack/clusterclass";
import type { ProviderData, UnitData } from "../catalog-data.ts";

type ClassInput = Pick<EvaluationInput, "clusterClass" | "templates">;

/** A unit that Clusters are planned with: its class as the engine reads it, once for each namespace. */
export interface OpenUnit {
  className: string;
  facts: ProviderFacts;
  /** The class as it would stand in a namespace. The same objects each time, so that the engine prepares them once. */
  classIn(namespace: string): ClassInput | StageError[];
}

const noFacts: ProviderFacts = { schemas: [], mutability: [], kubernetes: [] };

/** Opens a unit for planning. A class without a namespace is in the one where a Cluster looks for it, because whoever installs a bundle chooses it. */
export function openUnit({ className, manifests }: Pick<UnitData, "className" | "manifests">, facts: ProviderData = noFacts): OpenUnit {
  const known = new Map<string, ClassInput | StageError[]>();
  return {
    className,
    facts,
    classIn(namespace) {
      const found = known.get(namespace) ?? readClass(manifests, namespace);
      known.set(namespace, found);
      return found;
    },
  };
}

function readClass(manifests: readonly KubernetesObject[], namespace: string): ClassInput | StageError[] {
  const { input, errors } = readEvaluationInput(manifests.map((object) => withNamespace(withoutNamespace(object), namespace)));
  return input === undefined ? errors : { clusterClass: input.clusterClass, templates: input.templates };
}

function withoutNamespace(object: KubernetesObject): KubernetesObject {
  const { namespace: _, ...metadata } = object.metadata;
  return { ...object, metadata } as KubernetesObject;
}
