import { createReadStream, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { asObject, isObject, type KubernetesObject, parseDocuments } from "@cstack/clusterclass";
import { findingsFailure, reportDiagnostics, usageFailure } from "../failure.ts";
import { findingsOf } from "../findings.ts";
import { itemsOf } from "../manifests.ts";

/** What of an export is wanted: Clusters are many and are read one after the other, classes and templates come first. */
export type ExportPart = "clusters" | "others";

/**
 * The objects of an export, one after the other: a folder, or a file, with YAML streams (`.yaml`, `.yml`), JSON (`.json`), or one JSON object a line (`.jsonl`). Of YAML and
 * JSON lines only one document is in memory at a time. What cannot be read ends the command.
 */
export async function* readExport(path: string, part: ExportPart): AsyncGenerator<KubernetesObject> {
  for (const file of filesOf(path)) {
    for await (const text of documentsOf(file)) {
      if (!mayHold(text, part)) continue;
      for (const object of objectsOf(text, file)) if (isCluster(object) === (part === "clusters")) yield object;
    }
  }
}

function filesOf(path: string): string[] {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) throw usageFailure(`There is no file or folder ${path}.`);
  if (!stat.isDirectory()) return [path];
  const names = readdirSync(path, { recursive: true, encoding: "utf8" });
  const files = names.filter((name) => /\.(ya?ml|jsonl?)$/.test(name)).sort();
  if (files.length === 0) throw usageFailure(`${path} holds no file that ends in .yaml, .yml, .json or .jsonl.`);
  return files.map((name) => join(path, name));
}

/** The texts of single documents. */
async function* documentsOf(file: string): AsyncGenerator<string> {
  if (file.endsWith(".json")) {
    yield readFileSync(file, "utf8");
    return;
  }
  const isLines = file.endsWith(".jsonl");
  let lines: string[] = [];
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
    if (!isLines && !line.startsWith("---")) {
      lines.push(line);
      continue;
    }
    if (isLines) lines.push(line);
    yield lines.join("\n");
    lines = [];
  }
  yield lines.join("\n");
}

/** A document that says its kind at the top is left unread where it is the other part's; a list may hold both. */
function mayHold(text: string, part: ExportPart): boolean {
  if (text.trim() === "") return false;
  const [, kind] = /^kind:[ \t]*["']?([A-Za-z]+)["']?[ \t]*(?:#.*)?$/m.exec(text) ?? [];
  if (kind === undefined || kind === "List" || kind.endsWith("List")) return true;
  return (kind === "Cluster") === (part === "clusters");
}

function objectsOf(text: string, file: string): KubernetesObject[] {
  const json = text.trimStart().startsWith("{") ? parsedJson(text) : undefined;
  if (json !== undefined) return itemsOf(json);
  const { documents, errors } = parseDocuments(text);
  if (errors.length > 0) throw findingsFailure(reportDiagnostics(findingsOf(errors, { class: file, cluster: file })));
  return documents.flatMap(itemsOf);
}

/** Programs write JSON, for which the parser of the language is quicker; what it refuses may still be YAML. */
function parsedJson(text: string): KubernetesObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) && typeof value["kind"] === "string" && typeof value["apiVersion"] === "string" ? asObject(value) : undefined;
  } catch {
    return undefined;
  }
}

function isCluster({ apiVersion, kind }: KubernetesObject): boolean {
  return kind === "Cluster" && String(apiVersion).startsWith("cluster.x-k8s.io/");
}
