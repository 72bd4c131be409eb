import { type ClusterTopology, type ClusterVariable, clusterSpec } from "../api/cluster.ts";
import { type ClassVariable, clusterClassSpec } from "../api/cluster-class.ts";
import type { FieldError } from "../api/errors.ts";
import type { Json } from "../api/json.ts";
import type { KubernetesObject } from "../api/objects.ts";
import { prepareRules, type RuleValidator, validateRules } from "../schema/cel/rule-validator.ts";
import { applyDefaults } from "../schema/defaulting.ts";
import { childPath, keyPath } from "../schema/field-path.ts";
import { pruneUnknown } from "../schema/pruning.ts";
import type { StructuralSchema } from "../schema/structural-schema.ts";
import { validateValue } from "../schema/validate-value.ts";
import { definitionSchema } from "./definition-schema.ts";
import { KnownValues } from "./known-values.ts";
import { toUnknown, type VariablesResult, type VariableValues } from "./result.ts";

/** A variable of a class with its schema read once. */
interface Definition {
  name: string;
  required: boolean;
  schema: StructuralSchema;
  /** The schema as that of a field `value`, which defaulting, pruning and rules begin at. */
  field: StructuralSchema;
  rules: RuleValidator | undefined;
  /** What stands where a Cluster says nothing. */
  default: Json;
  /** A rule compares with the value before the change. */
  comparesWithOld: boolean;
  known: KnownValues;
}

/** One place where a Cluster sets variables. */
interface Place {
  path: string;
  /** Key in `overrides`; undefined for the cluster-wide values. */
  override: string | undefined;
  values: ClusterVariable[];
  old: ClusterVariable[];
}

interface Findings {
  errors: FieldError[];
  undecided: FieldError[];
}

const definitions = new WeakMap<KubernetesObject, Map<string, Definition>>();

/**
 * Fills in the defaults of the variables of a Cluster: cluster-wide values and overrides. The errors are those of defaulting alone: unknown names and names that
 * are set more than once; where there are some, the values of that place stay as they are.
 */
export function defaultVariables(clusterClass: KubernetesObject, cluster: KubernetesObject): VariablesResult {
  return withDefaults(placesOf(cluster, undefined), definitionsOf(clusterClass)).result;
}

/** The values of all places with defaults, and the places with these values. */
function withDefaults(places: Place[], known: Map<string, Definition>): { result: VariablesResult; defaulted: Place[] } {
  const result: VariablesResult = { variables: {}, overrides: {}, errors: [], warnings: [], unknown: [] };
  const defaulted = places.map((place) => {
    const { values, errors } = defaultPlace(place, known);
    result.errors.push(...errors);
    if (place.override === undefined) result.variables = asMap(values);
    else result.overrides[place.override] = asMap(values);
    return { ...place, values };
  });
  return { result, defaulted };
}

/**
 * Defaults and validates the variables of a Cluster against its class, which must be valid. With the Cluster before the change transition rules are
 * evaluated, too. Required variables are asked for cluster-wide only.
 * Source: Cluster API v1.14, core/webhooks/admission/cluster.go, DefaultAndValidateVariables.
 */
export function validateVariables(
  clusterClass: KubernetesObject,
  cluster: KubernetesObject,
  oldCluster?: KubernetesObject,
): VariablesResult {
  const known = definitionsOf(clusterClass);
  const { result, defaulted } = withDefaults(placesOf(cluster, oldCluster), known);
  const undecided: FieldError[] = [];
  for (const place of defaulted) {
    const found = validatePlace(place, known);
    result.errors.push(...found.errors);
    undecided.push(...found.undecided);
  }
  result.errors = withoutRepetitions(result.errors);
  result.unknown = toUnknown("cluster", undecided);
  return result;
}

/** The definitions of a class by name, sorted as the ClusterClass controller lists them. */
function definitionsOf(clusterClass: KubernetesObject): Map<string, Definition> {
  const known = definitions.get(clusterClass);
  if (known !== undefined) return known;
  const variables = [...(clusterClassSpec(clusterClass).variables ?? [])].sort((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)));
  const read = new Map(variables.map((variable) => [variable.name, sharedDefinition(variable)]));
  definitions.set(clusterClass, read);
  return read;
}

const shared = new WeakMap<StructuralSchema, Definition>();

/** Classes of one source have most of their variables in common, and with them what is known of their values. */
function sharedDefinition(variable: ClassVariable): Definition {
  const schema = definitionSchema(variable);
  const known = shared.get(schema) ?? readDefinition(variable, schema);
  shared.set(schema, known);
  return known;
}

function readDefinition(variable: ClassVariable, schema: StructuralSchema): Definition {
  const field: StructuralSchema = { type: "object", properties: { value: schema } };
  return {
    name: variable.name,
    required: variable.required === true,
    schema,
    field,
    rules: prepareRules(field, false),
    default: valueWithDefaults(field, null),
    comparesWithOld: JSON.stringify(variable.schema).includes("oldSelf"),
    known: new KnownValues(),
  };
}

function placesOf(cluster: KubernetesObject, oldCluster: KubernetesObject | undefined): Place[] {
  const topology = topologyOf(cluster);
  const old = oldCluster && topologyOf(oldCluster);
  const base = "spec.topology";
  return [
    { path: `${base}.variables`, override: undefined, values: topology.variables ?? [], old: old?.variables ?? [] },
    ...overridePlace(`${base}.controlPlane`, "controlPlane", topology.controlPlane, old?.controlPlane),
    ...workerPlaces(
      `${base}.workers.machineDeployments`,
      "machineDeployment",
      topology.workers?.machineDeployments,
      old?.workers?.machineDeployments,
    ),
    ...workerPlaces(`${base}.workers.machinePools`, "machinePool", topology.workers?.machinePools, old?.workers?.machinePools),
  ];
}

function topologyOf(cluster: KubernetesObject): ClusterTopology {
  return clusterSpec(cluster).topology ?? { classRef: { name: "" }, version: "" };
}

type Overriding = { variables?: { overrides?: ClusterVariable[] } };

function overridePlace(path: string, override: string, topology: Overriding | undefined, old: Overriding | undefined): Place[] {
  const values = topology?.variables?.overrides ?? [];
  return values.length === 0 ? [] : [{ path: `${path}.variables.overrides`, override, values, old: old?.variables?.overrides ?? [] }];
}

function workerPlaces<Worker extends Overriding & { name: string }>(
  path: string,
  role: string,
  workers: Worker[] = [],
  old: Worker[] = [],
): Place[] {
  return workers.flatMap((worker) =>
    overridePlace(
      keyPath(path, worker.name),
      `${role}/${worker.name}`,
      worker,
      old.findLast(({ name }) => name === worker.name),
    ),
  );
}

/** Fills in defaults; cluster-wide a variable with a default of its own is created. With an error all values stay as they are. */
function defaultPlace(place: Place, known: Map<string, Definition>): { values: ClusterVariable[]; errors: FieldError[] } {
  const errors = duplicateErrors(place);
  if (errors.length > 0) return { values: place.values, errors };
  const unknownNames = undefinedErrors(place, known);
  if (unknownNames.length > 0) return { values: place.values, errors: unknownNames };
  const names = new Set(place.values.map(({ name }) => name));
  const created =
    place.override === undefined ? [...known.values()].filter(({ name, schema }) => !names.has(name) && schema.default !== undefined) : [];
  const all = [...place.values, ...created.map(({ name }) => ({ name, value: null }))];
  return { values: all.map(({ name, value }) => ({ name, value: defaultValue(known.get(name) as Definition, value) })), errors: [] };
}

function defaultValue(definition: Definition, value: Json | undefined): Json {
  if (value === null || value === undefined) return definition.default;
  return definition.known.defaulted(value, (given) => valueWithDefaults(definition.field, given));
}

function valueWithDefaults(field: StructuralSchema, value: Json): Json {
  return (applyDefaults(field, { value }) as Record<string, Json>)["value"] ?? null;
}

function duplicateErrors({ path, values }: Place): FieldError[] {
  const seen = new Set<string>();
  return values
    .filter(({ name }) => seen.has(name) || !seen.add(name))
    .map(({ name }) => ({ field: keyPath(path, name), message: `variable "${name}" is set more than once` }));
}

function undefinedErrors({ path, values }: Place, known: Map<string, Definition>): FieldError[] {
  return values
    .filter(({ name }) => !known.has(name))
    .map(({ name }) => ({ field: keyPath(path, name), message: "variable is not defined" }));
}

function validatePlace(place: Place, known: Map<string, Definition>): Findings {
  const duplicates = duplicateErrors(place);
  if (duplicates.length > 0) return { errors: duplicates, undecided: [] };
  const findings: Findings = { errors: [...missingErrors(place, known), ...undefinedErrors(place, known)], undecided: [] };
  const old = new Map(place.old.map(({ name, value }) => [name, value]));
  for (const { name, value } of place.values) {
    const definition = known.get(name);
    if (definition !== undefined) validateVariable(definition, value ?? null, old.get(name), keyPath(place.path, name), findings);
  }
  return findings;
}

function missingErrors({ path, override, values }: Place, known: Map<string, Definition>): FieldError[] {
  if (override !== undefined) return [];
  const names = new Set(values.map(({ name }) => name));
  return [...known.values()]
    .filter(({ name, required }) => required && !names.has(name))
    .map(({ name }) => ({ field: path, message: `Required value: required variable "${name}" must be set` }));
}

/** Schema, then unknown fields, then rules; each only if the one before found nothing. */
function validateVariable(definition: Definition, value: Json, old: Json | undefined, path: string, findings: Findings): void {
  const isAlone = old === undefined || !definition.comparesWithOld;
  if (isAlone && definition.known.isFine(value)) return;
  const before = findings.errors.length + findings.undecided.length;
  findVariableErrors(definition, value, old, path, findings);
  if (isAlone && findings.errors.length + findings.undecided.length === before) definition.known.rememberFine(value);
}

function findVariableErrors(definition: Definition, value: Json, old: Json | undefined, path: string, findings: Findings): void {
  const valuePath = childPath(path, "value");
  const { errors, undecided } = validateValue(definition.schema, value, valuePath);
  findings.undecided.push(...undecided);
  findings.errors.push(...errors);
  if (errors.length > 0) return;
  const unknownFields: string[] = [];
  pruneUnknown(definition.field, { value }, { report: unknownFields });
  if (unknownFields.length > 0) {
    const names = unknownFields.map((field) => field.replace(/^value\./, "")).join(",");
    findings.errors.push({
      field: path,
      message: `failed validation: "${names}" field(s) are not specified in the variable schema of variable "${definition.name}"`,
    });
    return;
  }
  if (definition.rules === undefined) return;
  const rules = validateRules(definition.rules, { value }, old === undefined || old === null ? undefined : { value: old }, path);
  findings.errors.push(...rules.errors);
  findings.undecided.push(...rules.undecided);
}

/** Defaulting and validation both refuse unknown and repeated names; one error is enough. */
function withoutRepetitions(errors: FieldError[]): FieldError[] {
  return errors.filter((error, i) => errors.findIndex((other) => other.field === error.field && other.message === error.message) === i);
}

function asMap(values: ClusterVariable[]): VariableValues {
  return Object.fromEntries(values.map(({ name, value }) => [name, value ?? null]));
}
