import type { ClusterValue } from "@cstack/model";

/**
 * The operator's `overwrite.yaml`: a Go template over the Cluster and the infrastructure cluster whose result is a values document.
 * Values are written as JSON, absent ones fall back to the default, and a value without a default is left out where the Cluster has none,
 * because a missing key would print `<no value>`. Functions are those of slim-sprig, which the operator offers.
 * Source: cluster-stack-operator b3680fb, internal/controller/clusteraddon_controller.go.
 */
export function operatorOverwrite(chart: string, values: readonly ClusterValue[]): string {
  const lines = ["# Generated from cluster-values.yaml: values of this chart that come from the Cluster.", "values: |"];
  const tree = groupByPath(values, chart);
  lines.push(...block(tree, "  "));
  return `${lines.join("\n")}\n`;
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

/** Values of the wrapper chart's dependency stand below its name; `global` reaches all charts. */
function pathIn(value: ClusterValue, chart: string): string[] {
  const parts = value.set.split(".");
  return parts[0] === "global" ? parts : [chart, ...parts];
}

function block(tree: ValueTree, indent: string): string[] {
  return [...tree.children].flatMap(([key, child]) => {
    if (child.value !== undefined) return leaf(key, child.value, indent);
    return [`${indent}${key}:`, ...block(child, `${indent}  `)];
  });
}

function leaf(key: string, value: ClusterValue, indent: string): string[] {
  const { prepare, found, expression } = lookup(value);
  const fallback = value.default === undefined ? undefined : `${indent}${key}: ${JSON.stringify(value.default)}`;
  const set = `${indent}${key}: {{ ${transformed(expression, value)} | toJson }}`;
  const lines = [...prepare.map((action) => `${indent}${action}`), `${indent}{{- if ${found} }}`, set];
  if (fallback !== undefined) lines.push(`${indent}{{- else }}`, fallback);
  return [...lines, `${indent}{{- end }}`];
}

/** How the value is found: actions before, the condition that it is there, and the expression that reads it. */
function lookup(value: ClusterValue): { prepare: string[]; found: string; expression: string } {
  if (value.variable !== undefined) {
    const prepare = [
      "{{- $found := dict }}",
      `{{- range (dig "spec" "topology" "variables" (list) .Cluster) }}{{ if eq .name ${JSON.stringify(value.variable)} }}{{ $_ := set $found "value" .value }}{{ end }}{{ end }}`,
    ];
    return { prepare, found: 'hasKey $found "value"', expression: '(index $found "value")' };
  }
  const [root, path] = value.infraCluster === undefined ? [".Cluster", value.cluster ?? ""] : [".InfraCluster", value.infraCluster];
  const keys = path.split(".").map((part) => JSON.stringify(part));
  return {
    prepare: [],
    found: `not (kindIs "invalid" (dig ${keys.join(" ")} nil ${root}))`,
    expression: `(dig ${keys.join(" ")} nil ${root})`,
  };
}

function transformed(expression: string, value: ClusterValue): string {
  if (value.equals !== undefined) return `eq ${expression} ${JSON.stringify(value.equals)}`;
  return value.join === undefined ? expression : `join ${JSON.stringify(value.join)} ${expression}`;
}
