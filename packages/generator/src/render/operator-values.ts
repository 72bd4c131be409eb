import type { ClusterValue } from "@cstack/model";
import type { AddonSwitch } from "../resolve/unit.ts";
import { collectVariables, keyText, listOf, presenceOf, readsVariables, type TemplateDialect, valueLines } from "./value-lines.ts";

const dialect: TemplateDialect = { infraCluster: ".InfraCluster" };

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
  const needsVariables = on !== undefined || values.some(readsVariables);
  const lines = [
    "# Generated from cluster-values.yaml: values of this chart that come from the Cluster.",
    ...(needsVariables ? collectVariables : []),
    ...(on === undefined ? [] : [switchedOn(on)]),
    "values: |",
    ...block(tree, "  ", on !== undefined),
  ];
  return `${lines.join("\n")}\n`;
}

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
    if (child.value !== undefined) return valueLines(key, child.value, indent, switched, dialect);
    const own = indent === "  " && key === "addon" && switched ? [`${indent}  enabled: {{ $on }}`] : [];
    const lines = [`${indent}${keyText(key)}:`, ...own, ...block(child, `${indent}  `, switched)];
    const condition = own.length > 0 ? undefined : presence(child, switched);
    return condition === undefined ? lines : [`${indent}{{- if ${condition} }}`, ...lines, `${indent}{{- end }}`];
  });
}

/** When anything stands below a key, undefined for always: a key without a value would delete the chart's own values there. */
function presence(tree: ValueTree, switched: boolean): string | undefined {
  if (tree.value !== undefined) return presenceOf(tree.value, switched, dialect);
  const conditions = [...new Set([...tree.children.values()].map((child) => presence(child, switched)))];
  if (conditions.includes(undefined)) return undefined;
  return conditions.length === 1 ? conditions[0] : `or ${conditions.map((condition) => `(${condition})`).join(" ")}`;
}
