import { clusterClassSpec } from "../api/cluster-class.ts";
import type { FieldError } from "../api/errors.ts";
import { asJson, type KubernetesObject, templateKey } from "../api/objects.ts";
import { templateReferences } from "../rules/admission/references.ts";
import { judgeChoices } from "./class/choices.ts";
import { classModel } from "./class/class-model.ts";
import { judgeComparisons } from "./class/comparisons.ts";
import { judgeFixedFields } from "./class/fixed-fields.ts";
import { judgeHealthChecks } from "./class/health-checks.ts";
import { judgeIdleVariables } from "./class/idle-variables.ts";
import { judgeMachineImages, judgeVersionReads } from "./class/machine-versions.ts";
import { judgeOverwrittenWrites } from "./class/overwritten-writes.ts";
import { judgePlaces } from "./class/patch-places.ts";
import { effectsOfVariables, type VariableEffect } from "./class/variable-effects.ts";
import { judgeVariableSchemas } from "./class/variable-schemas.ts";
import { type Judgement, type JudgementFinding, joined } from "./finding.ts";
import { judgeObject } from "./judge-object.ts";
import type { ProviderFacts } from "./provider-facts.ts";

/** What is known beside the class; without schemas and mutability tables the judgements that need them are left out. */
export interface ClassFacts extends Partial<Pick<ProviderFacts, "schemas" | "mutability">> {
  /** Variables that are read outside of the class, by addons for example. */
  usedElsewhere?: ReadonlySet<string>;
}

/** The version of the imagined Clusters that patches are tried with. */
const imaginedVersion = "v1.30.0";

/**
 * Judges a class and its templates for all Clusters there can be, with the engine's own patches and templates: each patch is tried with the values
 * of the variables that matter for it. A finding about patches has values that show it; what was not tried is undecided. The class must be
 * admitted, and the templates that are missing or patched by an extension are undecided, too.
 */
export function judgeClass(
  clusterClass: KubernetesObject,
  templates: ReadonlyMap<string, KubernetesObject>,
  { schemas = [], mutability = [], usedElsewhere = new Set() }: ClassFacts = {},
): Judgement {
  const spec = clusterClassSpec(clusterClass);
  const model = classModel(spec, templates, imaginedVersion);
  const always = [
    ...judgeVariableSchemas(spec),
    ...judgeComparisons(model),
    ...judgeChoices(model),
    ...judgeOverwrittenWrites(model),
    ...judgeVersionReads(model),
    ...judgeHealthChecks(spec),
  ];
  const open = openParts(clusterClass, templates);
  const judgement = joined([
    judgeTemplates(clusterClass, templates, schemas),
    judgementOf(always),
    ...(open.length > 0
      ? [{ findings: [], undecided: open }]
      : [
          judgePlaces(model),
          judgeIdleVariables(model, usedElsewhere),
          judgeFixedFields(model, { schemas, mutability }),
          judgementOf(judgeMachineImages(model, templates)),
        ]),
  ]);
  return { ...judgement, findings: judgement.findings.toSorted(byRule) };
}

/**
 * What changes of the variables of a class do to Clusters that exist, in the order of the class: what is fixed, what replaces machines, what is
 * changed in place. Found by trying values, as in `judgeClass`; patches of extensions are not seen, nor what addons read.
 */
export function variableEffects(
  clusterClass: KubernetesObject,
  templates: ReadonlyMap<string, KubernetesObject>,
  { schemas = [], mutability = [] }: Omit<ClassFacts, "usedElsewhere"> = {},
): VariableEffect[] {
  return effectsOfVariables(classModel(clusterClassSpec(clusterClass), templates, imaginedVersion), { schemas, mutability });
}

function judgementOf(findings: JudgementFinding[]): Judgement {
  return { findings, undecided: [] };
}

function byRule(a: JudgementFinding, b: JudgementFinding): number {
  return a.rule < b.rule ? -1 : Number(a.rule > b.rule);
}

/** Every template that the class names, once, by the schema of its kind. */
function judgeTemplates(
  clusterClass: KubernetesObject,
  templates: ReadonlyMap<string, KubernetesObject>,
  schemas: ClassFacts["schemas"] & object,
): Judgement {
  const named = new Set(templateReferences(clusterClassSpec(clusterClass)).map(templateKey));
  const chosen = [...named].flatMap((key) => templates.get(key) ?? []);
  return joined(chosen.map((template) => judgeObject(asJson(template), `${template.kind}/${template.metadata.name ?? ""}`, schemas)));
}

/** Parts of a class without which nothing can be said about its patches. */
function openParts(clusterClass: KubernetesObject, templates: ReadonlyMap<string, KubernetesObject>): FieldError[] {
  const spec = clusterClassSpec(clusterClass);
  const external = (spec.patches ?? []).flatMap(({ name, external: extension }, index) =>
    extension === undefined
      ? []
      : [{ field: `spec.patches[${index}]`, message: `patch ${name} runs in an extension: what the patches do together is not checked` }],
  );
  const missing = templateReferences(spec)
    .filter((reference) => !templates.has(templateKey(reference)))
    .map(({ kind, name }) => ({ field: "spec", message: `${kind} ${name} is not given: what patches do is not checked` }));
  return [...external, ...missing];
}
