import type { Json } from "@cstack/clusterclass";
import { type PrepareFind, problem, type Result } from "@cstack/model";
import { type PrepareContext, renderText } from "./context.ts";

/** Values of the one thing that a look-up found, by name; undefined where there is none. */
export type Found = Record<string, string> | undefined;

/**
 * Picks the row that a step means out of what the program printed, a list or a single object. More than one is an error: nobody can say which
 * one a Cluster should get.
 */
export function pickRow(find: PrepareFind, printed: Json, title: string, context: PrepareContext): Result<Found> {
  const rows = Array.isArray(printed) ? printed : [printed];
  const wanted = wantedColumns(find, context);
  if (wanted.value === undefined) return { diagnostics: wanted.diagnostics };
  const columns = Object.entries(wanted.value);
  const matching = rows.filter((row) => columns.every(([column, values]) => values.includes(String(valueAt(row, column)))));
  if (matching.length > 1) return { diagnostics: [problem("CS7102", {}, `${title}: ${matching.length} things match.`)] };
  const [row] = matching;
  return row === undefined ? { diagnostics: [] } : valuesOf(find, row, title);
}

function wantedColumns({ where = {} }: PrepareFind, context: PrepareContext): Result<Record<string, string[]>> {
  const columns: Record<string, string[]> = {};
  for (const [column, texts] of Object.entries(where)) {
    const results = [texts].flat().map((text) => renderText(text, context));
    const diagnostics = results.flatMap((result) => result.diagnostics);
    if (diagnostics.length > 0) return { diagnostics };
    const values = results.flatMap(({ value }) => (value === undefined || value === "" ? [] : [value]));
    if (values.length > 0) columns[column] = values;
  }
  return { value: columns, diagnostics: [] };
}

function valuesOf(find: PrepareFind, row: Json, title: string): Result<Found> {
  const values: Record<string, string> = {};
  for (const [name, path] of Object.entries(find.values)) {
    const value = valueAt(row, path);
    if (typeof value !== "string" || value === "") {
      return { diagnostics: [problem("CS7104", {}, `${title}: the answer has no text at ${path}.`)] };
    }
    values[name] = value;
  }
  return { value: values, diagnostics: [] };
}

/** The value at a path of keys and indexes that are joined by slashes. */
export function valueAt(value: Json, path: string): Json | undefined {
  let current: Json | undefined = value;
  for (const part of path.split("/")) {
    if (typeof current !== "object" || current === null || !Object.hasOwn(current, part)) return undefined;
    current = (current as Record<string, Json>)[part];
  }
  return current;
}
