import type { ClusterValue, ValueCondition } from "@cstack/model";
import type { AddonSwitch } from "../resolve/unit.ts";

/** What an overwrite is made of. */
export interface Overwrite {
  /** The chart's name: values of the wrapper chart's dependency stand below it. */
  chart: string;
  values: readonly ClusterValue[];
  /** What turns the addon on; left out where it is always on. */
  on?: AddonSwitch | undefined;
}

/**
 * The operator's `overwrite.yaml`: a Go template over the Cluster and the infrastructure cluster whose result is a values document.
 * It always has the cluster's name and, with a switch, whether the addon is on. Values are written as JSON, absent ones fall back to the
 * default, and a value without a default is left out where the Cluster has none, because a missing key would print `<no value>`; where a
 * required one is missing and the addon is on, the template fails, and the operator tries again. Functions are those of slim-sprig.
 * Source: cluster-stack-operator b3680fb, internal/controller/clusteraddon_controller.go.
 */
export function operatorOverwrite({ chart, values, on }: Overwrite): string {
  const tree = groupByPath([{ set: "addon.cluster", cluster: "metadata.name" }, ...values], chart);
  const needsVariables = on !== undefined || values.some(({ variable, when }) => variable !== undefined || when !== undefined);
  const lines = [
    "# Generated from cluster-values.yaml: values of this chart that come from the Cluster.",
    ...(needsVariables ? collectVariables : []),
    ...(on === undefined ? [] : [switchedOn(on)]),
    "values: |",
    ...block(tree, "  ", on !== undefined),
  ];
  return `${lines.join("\n")}\n`;
}

const collectVariables = [
  "{{- $variables := dict }}",
  '{{- range (dig "spec" "topology" "variables" (list) .Cluster) }}{{ $_ := set $variables .name .value }}{{ end }}',
];

/** `$on`: by the Cluster's variable, or by its default where a Cluster does not have it. */
function switchedOn({ variable, values, byDefault }: AddonSwitch): string {
  const name = JSON.stringify(variable);
  return `{{- $on := ${byDefault} }}{{ if hasKey $variables ${name} }}{{ $on = has (get $variables ${name}) ${listOf(values)} }}{{ end }}`;
}

interface ValueTree {
  children: Map<string, ValueTree>;
  value: ClusterValue | undefined;
}

function groupByPath(values: readonly ClusterValue[], chart: string): ValueTree {
  const root: ValueTree = { children: new Map(), value: undefined };
  for (const value of values) {
    let node = root;
    for (const part of pathIn(value, chart)) {
      const child = node.children.get(part) ?? { children: new Map(), value: undefined };
      node.children.set(part, child);
      node = child;
    }
    node.value = value;
  }
  return root;
}

/** `addon` is for the wrapper chart alone, which no schema of a chart refuses; `global` reaches all charts. */
function pathIn(value: ClusterValue, chart: string): string[] {
  const parts = typeof value.set === "string" ? value.set.split(".") : value.set;
  return parts[0] === "global" || parts[0] === "addon" ? parts : [chart, ...parts];
}

function block(tree: ValueTree, indent: string, switched: boolean): string[] {
  return [...tree.children].flatMap(([key, child]) => {
    if (child.value !== undefined) return leaf(key, child.value, indent, switched);
    const own = indent === "  " && key === "addon" && switched ? [`${indent}  enabled: {{ $on }}`] : [];
    const lines = [`${indent}${keyText(key)}:`, ...own, ...block(child, `${indent}  `, switched)];
    const condition = own.length > 0 ? undefined : presence(child, switched);
    return condition === undefined ? lines : [`${indent}{{- if ${condition} }}`, ...lines, `${indent}{{- end }}`];
  });
}

/** When anything stands below a key, undefined for always: a key without a value would delete the chart's own values there. */
function presence(tree: ValueTree, switched: boolean): string | undefined {
  if (tree.value !== undefined) return presenceOf(tree.value, switched);
  const conditions = [...new Set([...tree.children.values()].map((child) => presence(child, switched)))];
  if (conditions.includes(undefined)) return undefined;
  return conditions.length === 1 ? conditions[0] : `or ${conditions.map((condition) => `(${condition})`).join(" ")}`;
}

/** Where the addon is on, a required value is there or its line fails. */
function presenceOf(value: ClusterValue, switched: boolean): string | undefined {
  const { found } = lookup(value);
  if (value.default !== undefined) return undefined;
  return value.required === true ? wanted(value, switched) : found;
}

function leaf(key: string, value: ClusterValue, indent: string, switched: boolean): string[] {
  const { found, expression } = lookup(value);
  const lines = [`${indent}{{- if ${found} }}`, `${indent}${keyText(key)}: ${written(expression, value)}`];
  if (value.default !== undefined) lines.push(`${indent}{{- else }}`, `${indent}${keyText(key)}: ${JSON.stringify(value.default)}`);
  if (value.required === true) lines.push(`${indent}${elseIf(wanted(value, switched))}{{ fail ${JSON.stringify(missingMessage(value))} }}`);
  return [...lines, `${indent}{{- end }}`];
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
function lookup(value: ClusterValue): { found: string; expression: string } {
  const { found, expression } = lookupAnywhere(value);
  return { found: value.when === undefined ? found : `and (${holds(value.when)}) (${found})`, expression };
}

function lookupAnywhere(value: ClusterValue): { found: string; expression: string } {
  const expression = `(dig ${keysOf(value).map(quoted).join(" ")} nil ${rootOf(value)})`;
  // Until it is known, the endpoint of a Cluster in v1beta1 shape is there with an empty host.
  if (value.map === undefined)
    return { found: value.required ? `not (empty ${expression})` : `not (kindIs "invalid" ${expression})`, expression };
  const table = `(dict ${Object.entries(value.map).flat().map(quoted).join(" ")})`;
  return { found: `hasKey ${table} (toString ${expression})`, expression: `(get ${table} (toString ${expression}))` };
}

function keysOf({ variable, infraCluster, cluster }: ClusterValue): string[] {
  return (variable ?? infraCluster ?? cluster ?? "").split(".");
}

function rootOf({ variable, infraCluster }: ClusterValue): string {
  if (variable !== undefined) return "$variables";
  return infraCluster === undefined ? ".Cluster" : "(default (dict) .InfraCluster)";
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

function listOf(values: readonly (string | boolean)[]): string {
  return `(list ${values.map((value) => JSON.stringify(value)).join(" ")})`;
}

/** Keys that YAML could read as something else stand in quotes. */
function keyText(key: string): string {
  return /^[A-Za-z][A-Za-z0-9_-]*$/.test(key) ? key : quoted(key);
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
