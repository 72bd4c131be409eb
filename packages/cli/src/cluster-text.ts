import { type Document, parseAllDocuments } from "yaml";

/**
 * Changes the one Cluster in a text of YAML documents. Comments, order and all other documents stay.
 * @throws Error where the text holds no Cluster; who calls has found one in it before
 */
export function editCluster(text: string, edit: (cluster: Document) => void): string {
  const documents = parseAllDocuments(text);
  const cluster = Array.isArray(documents) ? documents.find(isCluster) : undefined;
  if (cluster === undefined || !Array.isArray(documents)) throw new Error("the text holds no Cluster");
  edit(cluster);
  const style = { lineWidth: 0, flowCollectionPadding: false, indentSeq: !hasFlushLists(text) };
  return documents.map((document) => document.toString(style)).join("");
}

function isCluster(document: Document): boolean {
  return document.get("kind") === "Cluster" && String(document.get("apiVersion")).startsWith("cluster.x-k8s.io/");
}

/** Whether lists stand below their key without more indentation, as some people and programs write them. */
function hasFlushLists(text: string): boolean {
  return /^( *)[^\s#-][^\n]*:[ \t]*(#[^\n]*)?\n(?: *#[^\n]*\n)*\1- /m.test(text);
}
