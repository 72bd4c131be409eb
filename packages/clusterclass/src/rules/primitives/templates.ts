import { failed } from "../../api/fields.ts";
import { compileTemplate } from "../../patches/template.ts";

/** What keeps a text from being a Go template with the hermetic functions of sprig, as patches use it; undefined if nothing. */
export function templateProblem(text: string): string | undefined {
  const template = compileTemplate(text);
  return failed(template) ? template.reason : undefined;
}
