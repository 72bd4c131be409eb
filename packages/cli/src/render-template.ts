import { compileTemplate, failed, isObject, type Json, readYaml, type Unknown } from "@cstack/clusterclass";
import { toWellFormedText } from "@cstack/gotemplate";
import { readYaml as readSource } from "@cstack/model";
import { CommandFailure, exitCodes } from "./failure.ts";

/** A rendered template: its text and the text read as YAML, or why there is none. */
export interface TemplateResult {
  out?: string;
  value?: Json;
  error?: string;
  /** The error is a limit of this program: Go might go on. */
  unknown?: Unknown[];
}

/** Renders a template as Cluster API's patch engine does. Data are a map of variables; none at all count as an empty one. */
export function renderTemplate(text: string, data: Json | undefined): TemplateResult {
  const template = compileTemplate(text);
  if (failed(template)) return refused("parse", template.reason, template.undecided);
  const values = data ?? {};
  if (!isObject(values)) return { error: "data: a map of variables is needed" };
  const out = template.render(values);
  if (failed(out)) return refused("render", out.reason, out.undecided);
  const value = readYaml(out);
  const shown = toWellFormedText(out);
  return failed(value) ? { out: shown, ...refused("yaml", value.reason, value.undecided) } : { out: shown, value };
}

function refused(step: string, reason: string, undecided: boolean): TemplateResult {
  const error = `${step}: ${reason}`;
  return undecided ? { error, unknown: [{ stage: "patch", field: "", message: error }] } : { error };
}

/** Data of a template from a file: JSON, or YAML without anchors and tags. */
export function readTemplateData(file: string, text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    const { document, diagnostics } = readSource(file, text);
    if (document !== undefined) return document.value as Json;
    const [first] = diagnostics;
    throw new CommandFailure(exitCodes.findings, `${file}: the data are neither JSON nor YAML: ${first?.message ?? ""}`);
  }
}
