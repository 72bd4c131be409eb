import { type Document, isScalar, isSeq, parseDocument } from "yaml";
import { compareMinors } from "../resolve/minors.ts";

/** Changes a YAML text in place: comments, order, quotes and flow style of everything else stay as they are. */
export function editYaml(text: string, change: (document: Document) => void): string {
  const document = parseDocument(text);
  change(document);
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

/** Puts a minor into the list at the path, before the first newer one. */
export function insertMinor(document: Document, path: readonly (string | number)[], minor: string): void {
  const list = document.getIn(path, true);
  if (!isSeq(list)) return;
  const newer = list.items.findIndex((item) => isScalar(item) && compareMinors(String(item.value), minor) > 0);
  list.items.splice(newer === -1 ? list.items.length : newer, 0, document.createNode(minor));
}
