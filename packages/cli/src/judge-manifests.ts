import {
  type EvaluationInput,
  evaluateCluster,
  judgeClass,
  judgePlan,
  lintClass,
  type ProviderFacts,
  parseDocuments,
  readEvaluationInput,
  type StageError,
  type Unknown,
  validateClass,
} from "@cstack/clusterclass";
import { type Diagnostic, problem, warning } from "@cstack/model";
import { judgementDiagnostics } from "./judge-beyond-admission.ts";

/**
 * Judges the class and templates in a text from anywhere as Cluster API would, and by what is known of its provider, with the objects of the Clusters
 * that stand beside it; nothing in the text is trusted.
 */
export function judgeManifests(file: string, text: string, facts: ProviderFacts): Diagnostic[] {
  const place = { file };
  const { documents, errors, unknown } = parseDocuments(text);
  if (errors.length > 0) return refusals(file, errors);
  const read = readEvaluationInput(documents);
  if (read.input === undefined) return refusals(file, read.errors);
  const { clusterClass, templates, converted } = read.input;
  const admission = validateClass({ clusterClass, templates });
  const lints = admission.errors.length > 0 ? [] : lintClass(clusterClass, templates);
  return [
    ...refusals(file, admission.errors),
    ...[...converted, ...admission.warnings].map((message) => warning("CS4003", place, message)),
    ...lints.map(({ field, message, rule }) => warning("CS4003", place, `${field}: ${message} (${rule})`)),
    ...(admission.errors.length > 0 ? [] : beyondAdmission(read.input, file, facts)),
    ...[...unknown, ...admission.unknown].map((finding) => undecided(file, finding)),
  ];
}

/** What is not known about a kind is said of the template, and not again of the object made of it. */
function beyondAdmission(input: EvaluationInput, file: string, facts: ProviderFacts): Diagnostic[] {
  const { clusterClass, templates, clusters } = input;
  const planned = clusters.flatMap((cluster) => judgePlan(evaluateCluster({ ...input, clusters: [cluster] }), facts).findings);
  const ofClass = judgeClass(clusterClass, templates, facts);
  return judgementDiagnostics({ ...ofClass, findings: [...ofClass.findings, ...planned] }, file, "");
}

function refusals(file: string, errors: readonly StageError[]): Diagnostic[] {
  return errors.map(({ field, message, rule, layer }) => {
    const source = rule ?? layer;
    return problem("CS4001", { file }, `${field === "" ? "" : `${field}: `}${message}${source === "" ? "" : ` (${source})`}`);
  });
}

function undecided(file: string, { field, message }: Unknown): Diagnostic {
  return warning("CS4006", { file }, `${field === "" ? "" : `${field}: `}${message}`);
}
