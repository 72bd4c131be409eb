import { isMap, isSeq, parseDocument } from "yaml";
import { editRows, type RowEdit } from "../update/edit-rows.ts";

/** Writes digests by chart version into the rows of a versions.yaml that have none, behind the chart's version. Rows with a digest are left alone. */
export function recordDigests(text: string, digests: ReadonlyMap<string, string>): string {
  const rows = parseDocument(text).get("versions", true);
  if (!isSeq(rows)) return text;
  const edits = rows.items.flatMap((row, index): RowEdit[] => {
    const digest = isMap(row) && !row.has("digest") ? digests.get(String(row.get("chart"))) : undefined;
    return digest === undefined ? [] : [{ row: ["versions", index], key: "digest", value: digest, after: "chart" }];
  });
  return editRows(text, edits);
}
