import { builtins } from "./builtins/index.ts";
import { copyValue } from "./copy.ts";
import { defaultLimits, type ExecutionLimits } from "./exec/limits.ts";
import { ExecutionState, type MissingKey } from "./exec/state.ts";
import { walkList } from "./exec/walk.ts";
import { parse } from "./parse/parser.ts";
import type { ParsedTemplate } from "./parse/template-trees.ts";
import { visitNodes } from "./parse/visit.ts";
import { dataReferences } from "./references.ts";
import { joinBytes, toWellFormedText } from "./utf8.ts";
import { type FunctionTable, type GoValue, isGoObject, mapGet, mapSet, newMap } from "./values.ts";

/** What a template is parsed for. */
export interface CompileOptions {
  /**
   * What a key is that a map does not have (Go's option `missingkey`): no value, as in patches, or an error, as in naming templates.
   */
  readonly missingKey: MissingKey;
}

/** How a template is executed. */
export interface ExecuteOptions {
  /** What is not given keeps its default. */
  readonly limits?: Partial<ExecutionLimits>;
  /**
   * What becomes of bytes that are not UTF-8: U+FFFD, as encoding/json writes them (`replace`, the default), or a lone surrogate for each, by which
   * a reader that refuses such bytes knows them (`keep`).
   */
  readonly invalidBytes?: "replace" | "keep";
}

/** A template that is parsed once and can be executed any number of times. */
export interface Template extends ParsedTemplate {
  /**
   * Executes the template on data such as `JSON.parse` returns; the data are not changed.
   * @throws {TemplateError} where Go's Execute returns an error, with its text, or where a limit is reached
   */
  execute(data: GoValue, options?: ExecuteOptions): string;
}

/**
 * Parses a template whose functions are the builtins of text/template and those of the table, which win.
 * @throws {TemplateError} with code `parse` where Go's Parse returns an error, with its text
 */
export function compile(name: string, text: string, table: FunctionTable, { missingKey }: CompileOptions): Template {
  const parsed = parse(name, text, (identifier) => table.has(identifier) || builtins.has(identifier));
  const own = callsMutatingFunction(parsed, table) ? ownDataFor(parsed) : (data: GoValue) => data;
  return {
    ...parsed,
    execute: (data, options = {}) => {
      const limits = { ...defaultLimits, ...options.limits };
      const output = execute(new ExecutionState(parsed, table, own(data), { limits, missingKey }));
      return options.invalidBytes === "keep" ? joinBytes(output) : toWellFormedText(output);
    },
  };
}

/** A copy of what a template reads of its data, for functions that change a map in place. */
function ownDataFor(parsed: ParsedTemplate): (data: GoValue) => GoValue {
  const paths = dataReferences(parsed).map(({ path }) => path);
  const names = paths.some((path) => path.length === 0 || path[0] === "*") ? undefined : new Set(paths.map((path) => path[0]!));
  return (data) => {
    if (names === undefined || !isGoObject(data)) return copyValue(data);
    const copy = newMap();
    for (const name of names) if (Object.hasOwn(data, name)) mapSet(copy, name, copyValue(mapGet(data, name)));
    return copy;
  };
}

function callsMutatingFunction(parsed: ParsedTemplate, table: FunctionTable): boolean {
  let found = false;
  visitNodes(parsed, (node) => {
    if (node.kind === "identifier" && table.get(node.name)?.mutates === true) found = true;
  });
  return found;
}

function execute(state: ExecutionState): string {
  const { name, trees } = state.template;
  try {
    walkList(state, trees.get(name)!);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    // The JavaScript engine ran out of stack, or a text was longer than it can hold.
    const deep = /stack|recursion/i.test(error.message);
    // The text of the node would be as deep.
    if (deep) state.node = undefined;
    return deep ? state.fail("nested too deeply", "depth-limit") : state.fail("a text is too long", "output-limit");
  }
  return state.output;
}
