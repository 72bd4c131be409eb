import type { ClusterValue, ValueCondition } from "@cstack/model";

/** How a template names what it reads besides `$variables` and `.Cluster`. */
export interface TemplateDialect {
  /** Expression of the infrastructure cluster, which may not be there. */
  infraCluster: string;
}

/** Prologue of a template that reads variables: `$variables` by name. */
export const collectVariables = [
  "{{- $variables := dict }}",
  '{{- range (dig "spec" "topology" "variables" (list) .Cluster) }}{{ $_ := set $variables .name .value }}{{ end }}',
];

/** Whether a value needs `$variables`. */
export function readsVariables({ variable, when }: ClusterValue): boolean {
  return variable !== undefined || when !== undefined;
}

/**
 * Lines of one value from the Cluster: the key with the value as JSON, or with its default, or nothing. Where a required value is missing the template
 * fails; with a switch only while the addon is on, which `$on` says.
 */
export function valueLines(key: string, value: ClusterValue, indent: string, switched: boolean, dialect: TemplateDialect): string[] {
  const { found, expression } = lookup(value, dialect);
  const lines = [`${indent}{{- if ${found} }}`, `${indent}${keyText(key)}: ${written(expression, value)}`];
  if (value.default !== undefined) lines.push(`${indent}{{- else }}`, `${indent}${keyText(key)}: ${jsonText(value.default)}`);
  if (value.required === true) lines.push(`${indent}${elseIf(wanted(value, switched))}{{ fail ${JSON.stringify(missingMessage(value))} }}`);
  return [...lines, `${indent}{{- end }}`];
}

/** The condition under which a value writes anything, undefined for always. Where the addon is on, a required value is there or its line fails. */
export function presenceOf(value: ClusterValue, switched: boolean, dialect: TemplateDialect): string | undefined {
  if (value.default !== undefined) return undefined;
  return value.required === true ? wanted(value, switched) : lookup(value, dialect).found;
}

/** When a required value has to be there: undefined for always. */
function wanted({ when }: ClusterValue, switched: boolean): string | undefined {
  const conditions = [...(switched ? ["$on"] : []), ...(when === undefined ? [] : [`(${holds(when)})`])];
  return conditions.length > 1 ? `and ${conditions.join(" ")}` : conditions[0];
}

function elseIf(condition: string | undefined): string {
  return condition === undefined ? "{{- else }}" : `{{- else if ${condition} }}`;
}

function holds({ variable, oneOf }: ValueCondition): string {
  return `has (dig ${quoted(variable)} nil $variables) ${listOf(oneOf)}`;
}

function missingMessage({ set, cluster, infraCluster, variable }: ClusterValue): string {
  const place = [cluster && `Cluster.${cluster}`, infraCluster && `InfraCluster.${infraCluster}`, variable && `variable ${variable}`];
  return `${place.find((text) => text !== undefined)} has no value yet, and ${typeof set === "string" ? set : set.join(".")} is made of it`;
}

/** The condition that the value is there and may be written, and the expression that reads it. */
function lookup(value: ClusterValue, dialect: TemplateDialect): { found: string; expression: string } {
  const { found, expression } = lookupAnywhere(value, dialect);
  return { found: value.when === undefined ? found : `and (${holds(value.when)}) (${found})`, expression };
}

function lookupAnywhere(value: ClusterValue, dialect: TemplateDialect): { found: string; expression: string } {
  const expression = `(dig ${keysOf(value).map(quoted).join(" ")} nil ${rootOf(value, dialect)})`;
  // Until it is known, the endpoint of a Cluster in v1beta1 shape is there with an empty host.
  if (value.map === undefined)
    return { found: value.required ? `not (empty ${expression})` : `not (kindIs "invalid" ${expression})`, expression };
  const table = `(dict ${Object.entries(value.map).flat().map(quoted).join(" ")})`;
  return { found: `hasKey ${table} (toString ${expression})`, expression: `(get ${table} (toString ${expression}))` };
}

function keysOf({ variable, infraCluster, cluster }: ClusterValue): string[] {
  return (variable ?? infraCluster ?? cluster ?? "").split(".");
}

function rootOf({ variable, infraCluster }: ClusterValue, dialect: TemplateDialect): string {
  if (variable !== undefined) return "$variables";
  return infraCluster === undefined ? ".Cluster" : `(default (dict) ${dialect.infraCluster})`;
}

/** What stands behind the key: an action that prints the value as JSON. */
function written(expression: string, value: ClusterValue): string {
  if (value.each === undefined) return `{{ ${transformed(expression, value)} | toJson }}`;
  const { name, with: fixed = {} } = value.each;
  const members = Object.entries(fixed).map(([key, member]) => ` ${quoted(key)} ${JSON.stringify(member)}`);
  const items = `{{ $items := list ${expression} }}{{ if kindIs "slice" ${expression} }}{{ $items = ${expression} }}{{ end }}`;
  const object = `set (dict${members.join("")}) ${quoted(name)} $item | toJson`;
  return `${items}[{{ range $index, $item := $items }}{{ if $index }},{{ end }}{{ ${object} }}{{ end }}]`;
}

function transformed(expression: string, { equals, oneOf, format, join }: ClusterValue): string {
  if (equals !== undefined) return `eq ${expression} ${JSON.stringify(equals)}`;
  if (oneOf !== undefined) return `has ${expression} ${listOf(oneOf)}`;
  if (format !== undefined) return `printf ${quoted(format)} ${expression}`;
  return join === undefined ? expression : `join ${quoted(join)} ${expression}`;
}

export function listOf(values: readonly (string | boolean)[]): string {
  return `(list ${values.map((value) => JSON.stringify(value)).join(" ")})`;
}

/** Keys that YAML could read as something else stand in quotes. */
export function keyText(key: string): string {
  return /^[A-Za-z][A-Za-z0-9_-]*$/.test(key) ? key : jsonText(key);
}

function quoted(text: string): string {
  return JSON.stringify(text);
}

/** JSON, which is YAML, without anything that a template engine would read: an opening brace can be written as an escape. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value).replaceAll("{{", "\\u007b\\u007b");
}
