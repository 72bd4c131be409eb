import type { FieldError } from "../api/errors.ts";
import type { Json } from "../api/json.ts";
import { type DeclType, declareSchema } from "../schema/cel/decl-type.ts";
import { escapeFieldName } from "../schema/cel/field-names.ts";
import { checkRules, type RuleCheck, ruleTextErrors } from "../schema/cel/rule-check.ts";
import { prepareRules, validateRules } from "../schema/cel/rule-validator.ts";
import { childPath, indexPath, keyPath } from "../schema/field-path.ts";
import { propertyEntries, rulesOf, type StructuralSchema, valueSchema } from "../schema/structural-schema.ts";
import { validateValue } from "../schema/validate-value.ts";

/** Findings about a schema. Rules are compiled only where no other error was found at the node or below it. */
export interface SchemaCheck {
  schemaErrors: FieldError[];
  ruleErrors: FieldError[];
  undecided: FieldError[];
  costs: RuleCheck["costs"];
}

/** Where a node stands as far as rules are concerned (apiextensions, CELSchemaContext); undefined below `allOf` and the like. */
interface RuleContext {
  /** A rule stands here or above, so that the type of the node must be known. */
  inScope: boolean;
  /** The type of the node cannot be declared, or the one of a node above that has a say. */
  broken: boolean;
  decl: DeclType | undefined;
  /** How often the node can occur; undefined if nothing bounds it. */
  cardinality: number | undefined;
}

const TYPES = new Set(["object", "array", "string", "number", "integer", "boolean"]);

/**
 * Checks a variable's schema node by node: types, examples, enums, `additionalProperties` beside `properties`, and rules.
 * Source: Cluster API v1.14, internal/topology/variables/clusterclass_variable_validation.go, validateSchema.
 */
export function checkSchema(schema: StructuralSchema, path: string): SchemaCheck {
  return checkNode(schema, path, rootContext(schema), undefined);
}

function rootContext(schema: StructuralSchema): RuleContext {
  const inScope = rulesOf(schema).length > 0;
  const decl = inScope ? declareSchema(schema, true) : undefined;
  return { inScope, broken: inScope && decl === undefined, decl, cardinality: 1 };
}

/** The declaration of a child is taken from the one of its parent, if that is known; a property that is not in there gets one from its schema. */
function childContext(
  parent: RuleContext | undefined,
  schema: StructuralSchema,
  child: StructuralSchema,
  place: ChildPlace,
): RuleContext | undefined {
  if (parent === undefined) return undefined;
  const factor = occurrences(schema);
  const cardinality = parent.cardinality === undefined || factor === undefined ? undefined : parent.cardinality * factor;
  const inScope = parent.inScope || rulesOf(child).length > 0;
  const decl = inScope ? declareChild(parent.decl, child, place) : undefined;
  return { inScope, broken: inScope && (parent.broken || decl === undefined), decl, cardinality };
}

/** A property by its name, or the items of a list, or the values of a map. */
type ChildPlace = { property: string } | "elements";

function declareChild(parent: DeclType | undefined, child: StructuralSchema, place: ChildPlace): DeclType | undefined {
  if (parent === undefined) return declareSchema(child, false);
  if (place === "elements") return parent.elem;
  const name = escapeFieldName(place.property);
  return (name === undefined ? undefined : parent.fields?.get(name)) ?? declareSchema(child, false);
}

function occurrences(schema: StructuralSchema): number | undefined {
  if (schema.type === "array") return schema.maxItems === undefined ? undefined : Math.max(0, schema.maxItems);
  if (schema.type !== "object" || schema.additionalProperties === undefined) return 1;
  return schema.maxProperties === undefined ? undefined : Math.max(0, schema.maxProperties);
}

function checkNode(
  schema: StructuralSchema,
  path: string,
  context: RuleContext | undefined,
  uncorrelatable: string | undefined,
): SchemaCheck {
  const check: SchemaCheck = { schemaErrors: [], ruleErrors: [], undecided: [], costs: [] };
  if ((schema.type ?? "") !== "" && !TYPES.has(schema.type as string)) {
    check.schemaErrors.push({ field: childPath(path, "type"), message: `supported values: ${[...TYPES].sort().join(", ")}` });
    return check;
  }
  checkSamples(schema, path, check);
  checkChildren(schema, path, context, uncorrelatable, check);
  if (rulesOf(schema).length > 0) checkNodeRules(schema, path, context, uncorrelatable ?? itemsPath(schema, path), check);
  return check;
}

/** Old and new items of a list cannot be matched; Cluster API refuses `oldSelf` in the rules of the list itself for that, too. */
function itemsPath(schema: StructuralSchema, path: string): string | undefined {
  return schema.items === undefined ? undefined : childPath(path, "items");
}

/** The example and the members of the enum with their places. */
function samples(schema: StructuralSchema, path: string): [string, Json][] {
  const members = (schema.enum ?? []).map((member, i): [string, Json] => [indexPath(childPath(path, "enum"), i), member]);
  return schema.example === undefined ? members : [[childPath(path, "example"), schema.example], ...members];
}

function checkSamples(schema: StructuralSchema, path: string, check: SchemaCheck): void {
  for (const [place, sample] of samples(schema, path)) {
    const { errors, undecided } = validateValue(schema, sample, place);
    check.schemaErrors.push(...errors);
    check.undecided.push(...undecided);
  }
}

function checkChildren(
  schema: StructuralSchema,
  path: string,
  context: RuleContext | undefined,
  uncorrelatable: string | undefined,
  check: SchemaCheck,
): void {
  const add = (child: StructuralSchema, childPlace: ChildPlace, at: string, list = uncorrelatable) =>
    merge(check, checkNode(child, at, childContext(context, schema, child, childPlace), list));
  const values = valueSchema(schema);
  if (values !== undefined) {
    if (propertyEntries(schema).length > 0)
      check.schemaErrors.push({ field: path, message: "additionalProperties and properties are mutually exclusive" });
    add(values, "elements", childPath(path, "additionalProperties"));
  }
  for (const [name, property] of propertyEntries(schema)) add(property, { property: name }, keyPath(childPath(path, "properties"), name));
  if (schema.items !== undefined) add(schema.items, "elements", childPath(path, "items"), uncorrelatable ?? itemsPath(schema, path));
  if (schema.not !== undefined) merge(check, checkNode(schema.not, childPath(path, "not"), undefined, uncorrelatable));
  for (const keyword of ["allOf", "oneOf", "anyOf"] as const) {
    for (const [i, part] of (schema[keyword] ?? []).entries()) {
      merge(check, checkNode(part, indexPath(childPath(path, keyword), i), undefined, uncorrelatable));
    }
  }
}

function merge(check: SchemaCheck, part: SchemaCheck): void {
  check.schemaErrors.push(...part.schemaErrors);
  check.ruleErrors.push(...part.ruleErrors);
  check.undecided.push(...part.undecided);
  check.costs.push(...part.costs);
}

function checkNodeRules(
  schema: StructuralSchema,
  path: string,
  context: RuleContext | undefined,
  uncorrelatable: string | undefined,
  check: SchemaCheck,
): void {
  check.schemaErrors.push(...ruleTextErrors(schema, path));
  if (check.schemaErrors.length === 0 && context !== undefined) {
    if (context.broken || context.decl === undefined) {
      check.ruleErrors.push({
        field: childPath(path, "x-kubernetes-validations"),
        message: "unable to convert structural schema to CEL declarations",
      });
    } else {
      const { errors, undecided, costs } = checkRules(schema, {
        path,
        decl: context.decl,
        cardinality: context.cardinality,
        uncorrelatable,
      });
      check.ruleErrors.push(...errors);
      check.undecided.push(...undecided);
      check.costs.push(...costs);
    }
  }
  if (check.schemaErrors.length === 0 && check.ruleErrors.length === 0) checkSamplesByRules(schema, path, check);
}

function checkSamplesByRules(schema: StructuralSchema, path: string, check: SchemaCheck): void {
  const found = samples(schema, path);
  const rules = found.length === 0 ? undefined : prepareRules(schema, false);
  if (rules === undefined) return;
  for (const [place, sample] of found) {
    const { errors, undecided } = validateRules(rules, sample, undefined, place);
    check.ruleErrors.push(...errors);
    check.undecided.push(...undecided);
  }
}
