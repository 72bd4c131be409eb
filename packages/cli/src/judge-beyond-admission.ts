import { evaluateCluster, type Judgement, judgeClass, judgePlan, type KubernetesObject, templateKey } from "@cstack/clusterclass";
import { inNamespace, kubernetesRows, type RenderedUnit, sampleWith, variablesOfAddons } from "@cstack/generator";
import { type Diagnostic, problem, warning } from "@cstack/model";

/**
 * What no webhook of Cluster API says about a unit: places that some variables leave without a parent, lists that are lost, variables that feed
 * what the provider never changes, and planned objects that its schemas refuse. For the class with any variables, and for the sample Cluster.
 */
export function judgeBeyondAdmission(rendered: RenderedUnit): Diagnostic[] {
  const { unit } = rendered;
  const { schemas } = unit.provider;
  const templates = new Map(rendered.templates.map((template) => [keyOf(template), inNamespace(template)]));
  const ofClass = judgeClass(inNamespace(rendered.clusterClass), templates, {
    schemas,
    mutability: unit.provider.data.mutability ?? [],
    usedElsewhere: variablesOfAddons(unit.addons),
  });
  const facts = { schemas, kubernetes: kubernetesRows(unit.layers) };
  const ofSample = judgePlan(evaluateCluster(sampleWith(rendered, {})), facts);
  return [ofClass, ofSample].flatMap((judgement) => judgementDiagnostics(judgement, unit.provider.path, `${unit.id}: `));
}

/** Findings as diagnostics of a file; the id of the rule stands in the message. */
export function judgementDiagnostics({ findings, undecided }: Judgement, file: string, prefix: string): Diagnostic[] {
  return [
    ...findings.map(({ rule, severity, field, message, repair }) => {
      const text = `${prefix}${field === "" ? "" : `${field}: `}${message} (${rule})`;
      return severity === "error" ? problem("CS4007", { file }, text, repair) : warning("CS4003", { file }, text, repair);
    }),
    ...undecided.map(({ field, message }) => warning("CS4006", { file }, `${prefix}${field === "" ? "" : `${field}: `}${message}`)),
  ];
}

function keyOf({ apiVersion, kind, metadata: { name = "" } }: Pick<KubernetesObject, "apiVersion" | "kind" | "metadata">): string {
  return templateKey({ apiVersion, kind, name });
}
