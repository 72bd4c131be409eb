import type { StageError } from "@cstack/clusterclass";
import { type Diagnostic, type DiagnosticCode, problem } from "@cstack/model";
import { visible } from "./paint.ts";

/** Codes of the project for what the engine's reader finds; see `inputCodes` of the engine. */
const inputFindings: Readonly<Record<string, readonly [DiagnosticCode, string]>> = {
  "IN-01": ["CS1001", "Correct the syntax at the named line."],
  "IN-02": ["CS1002", "Remove one of the two."],
  "IN-03": ["CS1005", "Take documents out of the input; an API server accepts objects of at most 1.5 MiB."],
  "IN-04": ["CS1005", "Take levels out of the input."],
  "IN-05": ["CS1102", "Give the document apiVersion and kind, or remove it."],
  "IN-06": ["CS1006", "Give one ClusterClass with its templates, and one Cluster."],
  "IN-07": ["CS4001", "Write the object in v1beta2."],
};

/** Errors of an evaluation as findings of the command line: with the code of the stage, and the rule of Cluster API in the message. */
export function findingsOf(errors: readonly (StageError & { file?: string })[], files: { class: string; cluster: string }): Diagnostic[] {
  return errors.map((error) => {
    const { stage, layer, field, message, rule } = error;
    const file = error.file ?? (stage === "class" ? files.class : files.cluster);
    const [code, repair] = inputFindings[rule ?? ""] ?? [stage === "class" ? "CS4001" : "CS4002"];
    const source = [stage === "patch" ? "patches" : layer, rule].filter(Boolean).join(", ");
    const text = `${field === "" ? "" : `${field}: `}${message}${source === "" ? "" : ` (${source})`}`;
    return problem(code as DiagnosticCode, { file }, visible(text), repair);
  });
}
