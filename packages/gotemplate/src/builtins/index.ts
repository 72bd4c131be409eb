import { isTrue } from "../exec/truth.ts";
import { sprint, sprintln } from "../fmt/print.ts";
import { sprintf } from "../fmt/printf.ts";
import { type FunctionTable, GoError, type GoType, type GoValue, type TemplateFunction, typeName } from "../values.ts";
import { indexValue, lengthOf, sliceValue } from "./access.ts";
import { isEqual, isEqualToAny, isLess, isLessOrEqual } from "./compare.ts";
import { escapeHtml, escapeQuery, escapeScript } from "./escape.ts";

const anyValue: GoType = "interface {}";
const reflected: GoType = "reflect.Value";

function comparison(compare: (left: GoValue, right: GoValue) => boolean): TemplateFunction {
  return { parameters: [reflected, reflected], call: ([left, right]) => compare(left, right) };
}

function onAnything(apply: (args: readonly GoValue[]) => GoValue): TemplateFunction {
  return { parameters: [anyValue], variadic: true, call: apply };
}

function onFirstAndRest(apply: (first: GoValue, rest: readonly GoValue[]) => GoValue): TemplateFunction {
  return { parameters: [reflected, reflected], variadic: true, call: ([first, ...rest]) => apply(first, rest) };
}

/** `call` is given the text of its first operand before the operands. */
function refuseNonFunction(name: GoValue, [callee]: readonly GoValue[]): never {
  if (callee === undefined || callee === null) throw new GoError("call of nil");
  throw new GoError(`non-function ${name} of type ${typeName(callee)}`);
}

function neverCalled(): never {
  throw new GoError("evaluated by the executor");
}

/** The predefined functions of text/template. `and` and `or` do not evaluate all their operands: the executor does them itself. */
export const builtins: FunctionTable = new Map<string, TemplateFunction>([
  ["and", onFirstAndRest(neverCalled)],
  ["or", onFirstAndRest(neverCalled)],
  ["call", onFirstAndRest(refuseNonFunction)],
  ["eq", onFirstAndRest(isEqualToAny)],
  ["ge", comparison((left, right) => !isLess(left, right))],
  ["gt", comparison((left, right) => !isLessOrEqual(left, right))],
  ["html", onAnything(escapeHtml)],
  ["index", onFirstAndRest(indexValue)],
  ["js", onAnything(escapeScript)],
  ["le", comparison(isLessOrEqual)],
  ["len", { parameters: [reflected], call: ([item]) => lengthOf(item) }],
  ["lt", comparison(isLess)],
  ["ne", comparison((left, right) => !isEqual(left, right))],
  ["not", { parameters: [reflected], call: ([value]) => !isTrue(value) }],
  ["print", onAnything(sprint)],
  ["printf", { parameters: ["string", anyValue], variadic: true, call: ([format, ...args]) => sprintf(String(format), args) }],
  ["println", onAnything(sprintln)],
  ["slice", onFirstAndRest(sliceValue)],
  ["urlquery", onAnything(escapeQuery)],
]);
