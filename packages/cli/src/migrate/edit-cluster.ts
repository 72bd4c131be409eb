import { sameJson } from "@cstack/clusterclass";
import type { ClusterEdits, ClusterPath, MigratedValue } from "@cstack/release";
import { type Document, isMap, isNode, isSeq, type YAMLMap, type YAMLSeq } from "yaml";
import { editCluster } from "../cluster-text.ts";

/** The text of a Cluster with the edits of a migration. A variable that goes by another name keeps its place and its comments. */
export function migratedText(text: string, { fields, variables }: ClusterEdits): string {
  return editCluster(text, (cluster) => {
    for (const { path, value } of fields) cluster.setIn(path, value);
    for (const { path, values } of variables) setVariables(cluster, path, values);
  });
}

function setVariables(cluster: Document, path: ClusterPath, values: readonly MigratedValue[]): void {
  if (values.length === 0) {
    cluster.deleteIn(path);
    return;
  }
  if (!isSeq(cluster.getIn(path))) cluster.setIn(path, cluster.createNode([]));
  const list = cluster.getIn(path) as YAMLSeq;
  const known = list.items.filter(isMap);
  const taken = new Set<YAMLMap>();
  list.items = values.map((value) => {
    const before = known.find((item) => !taken.has(item) && value.from.includes(String(item.get("name"))));
    if (before !== undefined) taken.add(before);
    return before === undefined ? newItem(cluster, value) : changedItem(cluster, before, value);
  });
}

function newItem(cluster: Document, { name, value, reason }: MigratedValue): YAMLMap {
  const item = cluster.createNode({ name, value }) as YAMLMap;
  if (reason !== undefined) item.commentBefore = ` ${reason}`;
  return item;
}

/** A value that stays keeps the way it is written. */
function changedItem(cluster: Document, item: YAMLMap, { name, value }: MigratedValue): YAMLMap {
  if (item.get("name") !== name) item.set("name", name);
  const before = item.get("value", true);
  const same = sameJson(isNode(before) ? before.toJS(cluster) : before, value);
  if (!same) item.set("value", cluster.createNode(value));
  return item;
}
