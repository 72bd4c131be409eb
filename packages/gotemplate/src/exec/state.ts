import { placeOf, TemplateError, type TemplateErrorCode } from "../errors.ts";
import type { Node } from "../parse/ast.ts";
import { nodeText } from "../parse/node-text.ts";
import type { ParsedTemplate } from "../parse/template-trees.ts";
import { quote } from "../strconv/quote.ts";
import { toWellFormedText } from "../utf8.ts";
import type { FunctionTable, GoValue } from "../values.ts";
import { Budget, type ExecutionLimits } from "./limits.ts";

/**
 * A variable or the dot. `isInterface` says that its static type is `interface {}`: that of an element of a list or map, whose
 * dynamic type Go does not mention in some errors.
 */
export interface Binding {
  readonly name: string;
  value: GoValue;
  isInterface: boolean;
}

/** What a key is that a map does not have: no value, or an error. */
export type MissingKey = "default" | "error";

/** How a template is executed. */
export interface ExecutionSettings {
  readonly limits: ExecutionLimits;
  readonly missingKey: MissingKey;
}

/** The state of one execution (exec.go: state). */
export class ExecutionState {
  readonly template: ParsedTemplate;
  readonly functions: FunctionTable;
  readonly budget: Budget;
  readonly missingKey: MissingKey;
  output = "";
  /** The template being executed: the main one or that of a `define`. */
  templateName: string;
  /** The node in work, for errors. */
  node: Node | undefined;
  dot: Binding;
  variables: Binding[];
  depth = 0;

  constructor(template: ParsedTemplate, functions: FunctionTable, data: GoValue, { limits, missingKey }: ExecutionSettings) {
    this.template = template;
    this.functions = functions;
    this.budget = new Budget(limits, (problem, code) => this.fail(problem, code));
    this.missingKey = missingKey;
    this.templateName = template.name;
    this.dot = { name: ".", value: data, isInterface: false };
    this.variables = [{ name: "$", value: data, isInterface: false }];
  }

  write(text: string): void {
    this.output += text;
    if (this.output.length > this.budget.limits.outputCharacters) this.budget.chargeText(this.output.length);
  }

  /** The innermost variable of that name. */
  variable(name: string): Binding {
    for (let index = this.variables.length - 1; index >= 0; index--) {
      const binding = this.variables[index]!;
      if (binding.name === name) return binding;
    }
    return this.fail(`undefined variable: ${name}`);
  }

  assign(name: string, value: GoValue, isInterface: boolean): void {
    const binding = this.variable(name);
    binding.value = value;
    binding.isInterface = isInterface;
  }

  /** Ends the execution with Go's words, at the node in work. */
  fail(problem: string, code: TemplateErrorCode = "execute"): never {
    const { name, text } = this.template;
    const shown = toWellFormedText(problem);
    if (this.node === undefined) throw new TemplateError(code, `template: ${name}: ${shown}`, this.templateName);
    const place = placeOf(text, this.node.offset);
    const where = `${name}:${place.line}:${place.column}: executing ${quote(this.templateName)} at <${nodeText(this.node)}>`;
    throw new TemplateError(code, `template: ${where}: ${shown}`, this.templateName, place);
  }
}
