import {
  clusterClassSpec,
  type EvaluationInput,
  evaluateCluster,
  type KubernetesObject,
  nameOf,
  onlyRefuses,
  type Plan,
} from "@cstack/clusterclass";
import { inNamespace, pulledImages, type RenderedUnit, type Repository, sampleWith } from "@cstack/generator";
import { toYaml, toYamlStream } from "@cstack/model";
import { type Baseline, evaluationInput } from "../baseline/baseline.ts";
import { type UnitFacts, unitFacts } from "../baseline/unit-facts.ts";
import { deprecatedSince } from "../support/support-status.ts";
import type { UpgradeStep } from "../upgrade/upgrade-step.ts";
import { dashForm, parseVersion } from "../version/version.ts";
import { withVersion } from "../version/version-token.ts";
import { patchesOfClass, planSummary, variablesOfClass } from "./class-contents.ts";
import { addonsOfFacts, addonsOfUnit } from "./documented-addons.ts";
import { featuresOfUnit, withFeatures } from "./documented-features.ts";
import { withOrigins } from "./documented-variables.ts";
import { releaseHistory, stackWithReleases, upgradesFrom } from "./release-history.ts";
import type { DocumentArtifacts, DocumentFiles, Titled, UnitDocument } from "./unit-document.ts";
import { type ConditionInput, withConditions } from "./variable-conditions.ts";

/** What a document says beside the content of its unit. */
export interface DocumentInput {
  repository: Repository;
  /** All upgrades that are possible. */
  steps: readonly UpgradeStep[];
  /** In dot form. */
  version: string;
  state: UnitDocument["state"];
  contentHash: string;
  artifacts: DocumentArtifacts | null;
  files: DocumentFiles;
}

/** What only a rendered unit has. */
export interface RenderedInput extends DocumentInput {
  /** The operator's object for this version. */
  clusterStack: unknown;
}

/** The document of a unit that was rendered with the version token. Pure; the same sources and ledger give the same document. */
export function documentOfSources(rendered: RenderedUnit, input: RenderedInput): UnitDocument {
  const { unit } = rendered;
  const manifests = [rendered.clusterClass, ...rendered.templates].map(inNamespace);
  const patches = withFeatures(patchesOfClass(manifests[0]!), rendered);
  const addons = addonsOfUnit(unit);
  const { plan } = evaluateCluster(sampleOf(rendered));
  const variables = withOrigins(variablesOfClass(manifests[0]!, patches), rendered);
  const document: UnitDocument = {
    ...frameOf(unit.id, unitFacts(rendered), input),
    from: "sources",
    provider: titled(unit.provider.data),
    stack: titled(unit.stack.data),
    kubernetes: { ...supportOf(unit.kubernetes), released: unit.kubernetes.released },
    className: rendered.className,
    manifests,
    sample: toYamlStream(rendered.sample),
    sampleCluster: rendered.sample.at(-1) as KubernetesObject,
    clusterStack: toYaml(input.clusterStack),
    plan: planSummary(plan),
    variables: withConditions(conditionInput(manifests[0]!, plan, { variables, patches, addons })),
    patches,
    features: featuresOfUnit(rendered),
    addons,
    images: pulledImages(unit).images,
  };
  return withVersion(document, input.version);
}

/** The document of the newest release of a unit, of what the ledger keeps of it: features, and more about addons and variables, are not known. */
export function documentOfBaseline(baseline: Baseline, input: DocumentInput): UnitDocument {
  const { unit, class: manifests, clusters, facts } = baseline;
  const [clusterClass] = manifests;
  const sample = clusters.slice(0, 1);
  const patches = patchesOfClass(clusterClass!);
  const addons = addonsOfFacts(facts.addons);
  const { plan } = evaluateCluster(evaluationInput(manifests, sample));
  const variables = variablesOfClass(clusterClass!, patches);
  return {
    ...frameOf(unit, facts, input),
    from: "ledger",
    ...namesOf(unit, input.repository),
    kubernetes: supportOf(facts.kubernetes),
    className: nameOf(clusterClass!),
    manifests,
    sample: toYamlStream(sample),
    sampleCluster: sample[0]!,
    plan: planSummary(plan),
    variables: withConditions(conditionInput(clusterClass!, plan, { variables, patches, addons })),
    patches,
    features: [],
    addons,
    images: [],
  };
}

function conditionInput(
  clusterClass: KubernetesObject,
  plan: Plan,
  { variables, patches, addons }: Pick<UnitDocument, "variables" | "patches" | "addons">,
): ConditionInput {
  const ofClass = clusterClassSpec(clusterClass).patches ?? [];
  return {
    variables,
    patches: patches.map((documented, index) => ({ patch: ofClass[index]!, documented })).filter(({ patch }) => !onlyRefuses(patch)),
    addons,
    defaults: plan.variables ?? {},
  };
}

type Frame = Pick<
  UnitDocument,
  | "apiVersion"
  | "unit"
  | "version"
  | "release"
  | "state"
  | "contentHash"
  | "minor"
  | "infrastructure"
  | "requires"
  | "nodeImage"
  | "history"
  | "upgrades"
  | "artifacts"
  | "files"
>;

/** What the ledger and the facts that it keeps say. */
function frameOf(
  unit: string,
  facts: UnitFacts,
  { repository, steps, version, state, contentHash, artifacts, files }: DocumentInput,
): Frame {
  const release = releaseOf(unit, version);
  return {
    apiVersion: "catalog.cstack/v1",
    unit,
    version,
    release,
    state,
    contentHash,
    minor: facts.minor,
    infrastructure: facts.infrastructure,
    requires: facts.requires,
    nodeImage: facts.nodeImage,
    history: releaseHistory(stackWithReleases(repository, unit), unit),
    upgrades: state === "released" ? upgradesFrom(steps, release) : [],
    artifacts,
    files,
  };
}

function releaseOf(unit: string, version: string): string {
  const parsed = parseVersion(version);
  return `${unit}-${parsed === undefined ? version : dashForm(parsed)}`;
}

function supportOf({ version, endOfLife }: { version: string; endOfLife: string }): UnitDocument["kubernetes"] {
  return { version, endOfLife, deprecatedFrom: deprecatedSince(endOfLife) };
}

function titled({ id, title, docs }: Titled): Titled {
  return { id, title, ...(docs === undefined ? {} : { docs }) };
}

/** Titles of provider and stack, which a unit that is not made any more may have outlived. */
function namesOf(unit: string, { providers, stacks }: Repository): Pick<UnitDocument, "provider" | "stack"> {
  const [provider = "", stack = ""] = unit.split("-");
  return {
    provider: titled(providers.get(provider)?.data ?? { id: provider, title: provider }),
    stack: titled(stacks.get(stack)?.data ?? { id: stack, title: stack }),
  };
}

/** The sample Cluster as it is, for the engine. */
function sampleOf(rendered: RenderedUnit): EvaluationInput {
  const { clusterClass, templates, ...rest } = sampleWith(rendered, {});
  return { ...rest, clusterClass, templates, clusters: [inNamespace(rendered.sample.at(-1))] };
}
