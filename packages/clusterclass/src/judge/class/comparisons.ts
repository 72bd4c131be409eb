import type { ClusterClassSpec } from "../../api/cluster-class.ts";
import { readSchema, type StructuralSchema } from "../../schema/index.ts";
import { propertySchema, valueSchema } from "../../schema/structural-schema.ts";
import { finding, type JudgementFinding } from "../finding.ts";
import type { ClassModel } from "./class-model.ts";
import type { ReadPath } from "./reads.ts";
import type { Operand, TemplateCall } from "./template-calls.ts";

/** Kinds that Go's templates compare with each other; no two of them mix (text/template/funcs.go, basicKind and eq, lt). */
type Kind = "integer" | "float" | "text" | "boolean";

const comparing = new Set(["eq", "ne", "lt", "le", "gt", "ge"]);
const integerFunctions = new Set("len int int64 toInt add add1 sub mul div mod atoi max min".split(" "));
const floatFunctions = new Set("float64 addf add1f subf mulf divf maxf minf".split(" "));
const textFunctions = new Set("quote squote toString lower upper trim trimPrefix trimSuffix printf print replace join toJson".split(" "));

/** Comparisons of values of different kinds (CC-J10): such a template fails for every Cluster that comes to it. */
export function judgeComparisons({ spec, templates }: ClassModel): JudgementFinding[] {
  return templates.flatMap(({ calls, field }) => {
    const mixed = calls.filter((call) => comparing.has(call.function)).flatMap((call) => mixedKinds(call, spec));
    return mixed.length === 0 ? [] : [finding("CC-J10", field, mixed.join("; "))];
  });
}

function mixedKinds({ function: name, operands }: TemplateCall, spec: ClusterClassSpec): string[] {
  const [first, ...others] = operands.map((operand) => ({ operand, kind: kindOf(operand, spec) }));
  return others.flatMap(({ operand, kind }) => {
    if (first?.kind === undefined || kind === undefined || kind === first.kind) return [];
    return [`${name} compares ${described(first.operand)} (${first.kind}) with ${described(operand)} (${kind})`];
  });
}

function kindOf(operand: Operand, spec: ClusterClassSpec): Kind | undefined {
  if (operand.kind === "data") return kindAt(spec, operand.path);
  if (operand.kind === "call") {
    if (integerFunctions.has(operand.function)) return "integer";
    if (floatFunctions.has(operand.function)) return "float";
    return textFunctions.has(operand.function) ? "text" : undefined;
  }
  return operand.kind === "other" ? undefined : operand.kind;
}

/** Variables come as JSON, whose numbers Go reads as floats; so do the builtin ones. */
function kindAt(spec: ClusterClassSpec, path: ReadPath): Kind | undefined {
  if (path[0] === "builtin") return path.at(-1) === "replicas" ? "float" : undefined;
  switch (schemaAt(spec, path)?.type) {
    case "integer":
    case "number":
      return "float";
    case "string":
      return "text";
    case "boolean":
      return "boolean";
    default:
      return undefined;
  }
}

function schemaAt({ variables = [] }: ClusterClassSpec, [name, ...below]: ReadPath): StructuralSchema | undefined {
  const variable = variables.find((known) => known.name === name);
  return below.reduce<StructuralSchema | undefined>(
    (schema, part) => schema && (part === "*" ? (schema.items ?? valueSchema(schema)) : propertySchema(schema, part)),
    variable && readSchema(variable.schema.openAPIV3Schema),
  );
}

function described(operand: Operand): string {
  switch (operand.kind) {
    case "data":
      return `.${operand.path.join(".")}`;
    case "text":
      return JSON.stringify(operand.text);
    case "integer":
    case "float":
      return String(operand.value);
    case "call":
      return `the result of ${operand.function}`;
    default:
      return "a value";
  }
}
