import {
  asJson,
  asObject,
  type EvaluationInput,
  isObject,
  type JsonObject,
  type KubernetesObject,
  templateKey,
} from "@cstack/clusterclass";
import { clusterOf, inNamespace, type RenderedUnit, representativeScenarios } from "@cstack/generator";
import { withVersion } from "../version/version-token.ts";
import { type UnitFacts, unitFacts } from "./unit-facts.ts";

/**
 * What the newest release of a unit was, as far as the next one is compared with it: the class with its templates, Clusters that stand for
 * those that exist, and facts. Only the newest is kept: `stacks/<id>/releases/<unit>/baseline.json`.
 */
export interface Baseline {
  unit: string;
  version: string;
  contentHash: string;
  facts: UnitFacts;
  /** The ClusterClass, then its templates. */
  class: KubernetesObject[];
  /** The sample Cluster under several settings of its variables. */
  clusters: KubernetesObject[];
}

/** Clusters that a release is compared over; each costs a plan or two. */
const storedClusters = 8;

/** Snapshot of a unit that was rendered with the version token. Pure. */
export function baselineOf(rendered: RenderedUnit, contentHash: string, version: string): Baseline {
  const clusters = representativeScenarios(rendered, storedClusters).map((scenario) => {
    const [cluster] = clusterOf(rendered, scenario).clusters;
    return renamed(cluster!, scenario.name);
  });
  const { class: documents, facts } = candidateOf(rendered, contentHash);
  return withVersion({ unit: rendered.unit.id, version, contentHash, facts, class: documents, clusters }, version);
}

/** A unit as it would be released next, for a comparison: like a baseline, without Clusters of its own. */
export interface Candidate extends Pick<Baseline, "contentHash" | "facts" | "class"> {
  unit: string;
}

/** What of a unit, rendered with the version token, a comparison looks at. */
export function candidateOf(rendered: RenderedUnit, contentHash: string): Candidate {
  const documents = [rendered.clusterClass, ...rendered.templates].map(inNamespace);
  return { unit: rendered.unit.id, contentHash, facts: unitFacts(rendered), class: documents };
}

/** The class of a baseline or a candidate with Clusters, as the plan engine takes it. */
export function evaluationInput(documents: readonly KubernetesObject[], clusters: readonly KubernetesObject[] = []): EvaluationInput {
  const [clusterClass, ...templates] = documents;
  return { clusterClass: clusterClass!, templates: new Map(templates.map(keyed)), clusters: [...clusters], crds: [], converted: [] };
}

function keyed(template: KubernetesObject): [string, KubernetesObject] {
  const { apiVersion, kind, metadata } = template;
  return [templateKey({ apiVersion, kind, name: metadata.name ?? "" }), template];
}

/** Clusters of one class need names of their own; scenarios are told apart by theirs. */
function renamed(cluster: KubernetesObject, scenario: string): KubernetesObject {
  const object = asJson(cluster) as JsonObject;
  const metadata = isObject(object["metadata"]) ? object["metadata"] : {};
  const name = scenario.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
  return asObject({ ...object, metadata: { ...metadata, name } });
}

/** The file of a baseline. */
export function baselineText(baseline: Baseline): string {
  return `${JSON.stringify(baseline, undefined, 1)}\n`;
}
