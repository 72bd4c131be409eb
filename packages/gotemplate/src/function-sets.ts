import { hermeticFunctions, operatorFunctions } from "./sprig/index.ts";
import { type CompileOptions, compile, type ExecuteOptions, type Template } from "./template.ts";
import type { FunctionTable, GoValue } from "./values.ts";

/**
 * The functions of a template beside the builtins of text/template:
 * - `hermetic`: HermeticTxtFuncMap of sprig v3.3.0, which the patches of a ClusterClass have in Cluster API v1.14.0;
 * - `operator`: those of the Cluster Stack Operator's templates (slim-sprig);
 * - `none`: as in the naming templates of a ClusterClass;
 * - or a table, of which a function replaces the builtin of the same name.
 */
export type FunctionSet = "hermetic" | "operator" | "none" | FunctionTable;

/** How a template is parsed. */
export interface ParseOptions extends Partial<CompileOptions> {
  /** Default `hermetic`. */
  readonly functions?: FunctionSet;
}

const functionSets: Readonly<Record<"hermetic" | "operator" | "none", FunctionTable>> = {
  hermetic: hermeticFunctions,
  operator: operatorFunctions,
  none: new Map(),
};

/**
 * Parses a template.
 * @param name the name that errors show; Cluster API calls every patch template `tpl`
 * @throws {TemplateError} with code `parse` where Go's Parse returns an error, with its text
 */
export function parseTemplate(name: string, text: string, { functions = "hermetic", missingKey = "default" }: ParseOptions = {}): Template {
  return compile(name, text, typeof functions === "string" ? functionSets[functions] : functions, { missingKey });
}

/** Parses and executes a template once; see {@link parseTemplate} and {@link Template.execute}. */
export function renderTemplate(name: string, text: string, data: GoValue, options: ParseOptions & ExecuteOptions = {}): string {
  return parseTemplate(name, text, options).execute(data, options);
}
