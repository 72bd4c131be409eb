import { lstatSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { type Document, isMap, isSeq } from "yaml";
import { editCluster } from "../cluster-text.ts";

/**
 * Sets variables of the one Cluster in a text of YAML documents. Comments, order and all other documents stay. A path is a variable, or a field
 * of one, its names joined by dots.
 * @throws Error where the text holds no Cluster; who calls has found one in it before
 */
export function withVariables(text: string, changes: Readonly<Record<string, string>>): string {
  return editCluster(text, (cluster) => {
    for (const [path, value] of Object.entries(changes)) setVariable(cluster, path, value);
  });
}

function setVariable(cluster: Document, path: string, value: string): void {
  const place = ["spec", "topology", "variables"];
  const [name = "", ...fields] = path.split(".");
  if (!isSeq(cluster.getIn(place))) cluster.setIn(place, cluster.createNode([]));
  const list = cluster.getIn(place);
  if (!isSeq(list)) return;
  const index = list.items.findIndex((item) => isMap(item) && item.get("name") === name);
  if (index === -1) list.add(cluster.createNode({ name, value: nested(fields, value) }));
  else if (fields.length === 0 || !isMap(cluster.getIn([...place, index, "value"])))
    cluster.setIn([...place, index, "value"], cluster.createNode(nested(fields, value)));
  else cluster.setIn([...place, index, "value", ...fields], value);
}

function nested(fields: readonly string[], value: string): unknown {
  return fields.reduceRight<unknown>((inner, field) => ({ [field]: inner }), value);
}

/** Replaces a file in one step: a reader sees the old text or the new one. A link keeps pointing to the file, which keeps its permissions. */
export function replaceFile(path: string, text: string): void {
  const target = realpathSync(path);
  const beside = `${target}.${process.pid}.tmp`;
  try {
    writeFileSync(beside, text, { mode: lstatSync(target).mode & 0o777, flag: "wx" });
    renameSync(beside, target);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

/** Sets variables of the Cluster in a file as it is now, and leaves the file alone where nothing is to be set. */
export function writeVariables(path: string, changes: Readonly<Record<string, string>>): void {
  if (Object.keys(changes).length === 0) return;
  replaceFile(path, withVariables(readFileSync(path, "utf8"), changes));
}
