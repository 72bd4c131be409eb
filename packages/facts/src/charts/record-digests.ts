import { isMap, isScalar, isSeq, parseDocument, type YAMLMap } from "yaml";

/**
 * Writes digests by chart version into the rows of a versions.yaml that have none. Only text is added, behind the chart's version: comments, order
 * and layout stay as they are. Rows with a digest are left alone.
 */
export function recordDigests(text: string, digests: ReadonlyMap<string, string>): string {
  const rows = parseDocument(text).get("versions", true);
  if (!isSeq(rows)) return text;
  const insertions = rows.items.flatMap((row) => (isMap(row) ? insertionInto(text, row, digests) : []));
  // From the end, so that earlier offsets stay true.
  return insertions
    .sort((a, b) => b.offset - a.offset)
    .reduce((edited, { offset, line }) => edited.slice(0, offset) + line + edited.slice(offset), text);
}

function insertionInto(text: string, row: YAMLMap, digests: ReadonlyMap<string, string>): { offset: number; line: string }[] {
  const pair = row.items.find(({ key }) => isScalar(key) && key.value === "chart");
  const digest = digests.get(String(row.get("chart")));
  if (pair === undefined || digest === undefined || row.has("digest")) return [];
  const { key, value } = pair;
  if (!isScalar(key) || !isScalar(value) || !key.range || !value.range) return [];
  if (row.flow === true) return [{ offset: value.range[1], line: `, digest: ${digest}` }];
  const lineEnd = text.indexOf("\n", value.range[1]);
  const column = key.range[0] - (text.lastIndexOf("\n", key.range[0]) + 1);
  const added = `${" ".repeat(column)}digest: ${digest}`;
  return lineEnd === -1 ? [{ offset: text.length, line: `\n${added}` }] : [{ offset: lineEnd + 1, line: `${added}\n` }];
}
