import { compile, type ExecuteOptions, type Template } from "./template.ts";
import type { FunctionTable, GoValue } from "./values.ts";

/** The functions of a template beside the builtins of text/template: `none`, as in Cluster API's naming templates, or a table. */
export type FunctionSet = "none" | FunctionTable;

/** How a template is parsed. */
export interface ParseOptions {
  readonly functions: FunctionSet;
}

const noFunctions: FunctionTable = new Map();

/**
 * Parses a template.
 * @param name the name that errors show; Cluster API calls every patch template `tpl`
 * @throws {TemplateError} with code `parse` where Go's Parse returns an error, with its text
 */
export function parseTemplate(name: string, text: string, { functions }: ParseOptions): Template {
  return compile(name, text, typeof functions === "string" ? noFunctions : functions);
}

/** Parses and executes a template once; see {@link parseTemplate} and {@link Template.execute}. */
export function renderTemplate(name: string, text: string, data: GoValue, options: ParseOptions & ExecuteOptions): string {
  return parseTemplate(name, text, options).execute(data, options);
}
