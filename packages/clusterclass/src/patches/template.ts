import { parseTemplate, TemplateError } from "@cstack/gotemplate";
import { Failure } from "../api/fields.ts";
import type { JsonObject } from "../api/json.ts";

/** A parsed Go template. */
export interface Template {
  text: string;
  /** The rendered text, or why it cannot be rendered. */
  render(data: JsonObject): string | Failure;
}

export interface TemplateOptions {
  /** `hermetic` (the default): sprig's functions without clock, randomness and environment, as in patches. `none`: as in naming templates. */
  functions?: "hermetic" | "none";
  /** What a missing key is: `<no value>` (the default), or an error as in naming templates. */
  missingKey?: "default" | "error";
}

/** Parses a Go template; a failure says what is wrong with the text. */
export function compileTemplate(text: string, { functions = "hermetic", missingKey = "default" }: TemplateOptions = {}): Template | Failure {
  return attempt(() => {
    const template = parseTemplate("tpl", text, { functions, missingKey });
    return { text, render: (data: JsonObject) => attempt(() => template.execute(data)) };
  });
}

function attempt<T>(action: () => T): T | Failure {
  try {
    return action();
  } catch (error) {
    if (error instanceof TemplateError) return new Failure(error.message);
    throw error;
  }
}
