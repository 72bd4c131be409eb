import { dataReferences, parseTemplate, TemplateError } from "@cstack/gotemplate";
import { Failure, fieldAt } from "../api/fields.ts";
import type { JsonObject } from "../api/json.ts";
import { Remembered } from "../api/remembered.ts";
import { rememberRenders } from "./remembered-renders.ts";

/** Ends a path of which a template asks only whether it is empty; no name of a field is this. */
export const emptiness = "?";

/** A parsed Go template. */
export interface Template {
  text: string;
  /** What the template reads of its data, as names from the top; `*` is any item of a list or map. */
  paths: readonly (readonly string[])[];
  /** The same, with `emptiness` at the end where only that is asked for. */
  asked: readonly (readonly string[])[];
  /** The rendered text, with a lone surrogate for each byte that is not UTF-8, or why it cannot be rendered. */
  render(data: JsonObject): string | Failure;
}

export interface TemplateOptions {
  /** `hermetic` (the default): sprig's functions without clock, randomness and environment, as in patches. `none`: as in naming templates. */
  functions?: "hermetic" | "none";
  /** What a missing key is: `<no value>` (the default), or an error as in naming templates. */
  missingKey?: "default" | "error";
}

/** A class has at most a few hundred texts. */
const parsed = new Remembered<string, Template | Failure>(5000);

/**
 * Parses a Go template; a failure says what is wrong with the text. Parsed templates are kept: the rules about a class and the patches
 * of all its plans ask for the same texts.
 */
export function compileTemplate(
  text: string,
  { functions = "hermetic", missingKey = "default" }: TemplateOptions = {},
): Template | Failure {
  return parsed.of(`${functions} ${missingKey} ${text}`, () => parse(text, { functions, missingKey }));
}

function parse(text: string, { functions, missingKey }: Required<TemplateOptions>): Template | Failure {
  return attempt(() => {
    const template = parseTemplate("tpl", text, { functions });
    const references = dataReferences(template);
    const paths = references.map(({ path }) => path);
    const asked = references.map(({ path, onlyEmptiness }) => (onlyEmptiness === true ? [...path, emptiness] : path));
    const render = rememberRenders(paths, (data: JsonObject) => attempt(() => template.execute(data, { invalidBytes: "keep" })));
    return { text, paths, asked, render: missingKey === "default" ? render : (data) => missingKeyIn(paths, data) ?? render(data) };
  });
}

/** With Go's `missingkey=error` reading a missing key fails; here every branch counts as read, which only a template with dead branches shows. */
function missingKeyIn(paths: Template["paths"], data: JsonObject): Failure | undefined {
  const missing = paths.find((path) => fieldAt(data, path) === undefined);
  return missing && new Failure(`template: map has no entry for key ${JSON.stringify(missing.join("."))}`);
}

function attempt<T>(action: () => T): T | Failure {
  try {
    return action();
  } catch (error) {
    if (error instanceof TemplateError)
      return new Failure(error.message, { undecided: error.code !== "parse" && error.code !== "execute" });
    throw error;
  }
}
