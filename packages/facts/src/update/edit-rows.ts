import { isCollection, isMap, isScalar, type Pair, parse, parseDocument, type Scalar, type YAMLMap } from "yaml";

/**
 * One key of one map in a YAML file: its new value, or undefined to take it out. A key that is not there yet comes behind `after`; only such a one can
 * be a map itself, which is written on one line.
 */
export interface RowEdit {
  /** Keys and indexes down to the map. */
  row: readonly (string | number)[];
  key: string;
  value: string | Readonly<Record<string, string>> | undefined;
  after?: string;
}

/**
 * Edits keys of maps in a YAML text at the places where its document has them. Only these characters change: comments, order, quotes and layout of
 * everything else stay. A row or an `after` that is not there changes nothing.
 */
export function editRows(text: string, edits: readonly RowEdit[]): string {
  const document = parseDocument(text);
  const splices = edits.flatMap((edit) => {
    const row = edit.row.length === 0 ? document.contents : document.getIn(edit.row, true);
    return isMap(row) ? spliceOf(text, row, edit) : [];
  });
  // From the end, so that earlier offsets stay true.
  const ordered = splices.map((splice, order) => ({ ...splice, order })).sort((a, b) => b.start - a.start || b.order - a.order);
  return ordered.reduce((edited, { start, end, text: inserted }) => edited.slice(0, start) + inserted + edited.slice(end), text);
}

interface Splice {
  start: number;
  end: number;
  text: string;
}

function spliceOf(text: string, row: YAMLMap, { key, value, after }: RowEdit): Splice[] {
  const pair = pairOf(row, key);
  if (pair !== undefined && typeof value === "string") return replaced(pair.value, value);
  if (pair !== undefined && value === undefined) return row.flow === true ? removedInFlow(text, pair) : removedLines(text, pair);
  const before = after === undefined ? undefined : pairOf(row, after);
  if (pair !== undefined || value === undefined || before === undefined) return [];
  const written = typeof value === "string" ? scalarText(value) : flowText(value);
  return added(text, before, `${key}: ${written}`, row.flow === true);
}

function pairOf(row: YAMLMap, key: string): Pair | undefined {
  return row.items.find(({ key: found }) => isScalar(found) && found.value === key);
}

function replaced(node: unknown, value: string): Splice[] {
  if (!isScalar(node) || !node.range) return [];
  return [{ start: node.range[0], end: node.range[1], text: scalarText(value, node) }];
}

/** Quoted where the old value was, or where the plain text would be read as something else. */
function scalarText(value: string, old?: Scalar): string {
  const isQuoted = old?.type === "QUOTE_DOUBLE" || old?.type === "QUOTE_SINGLE";
  return !isQuoted && isPlain(value) ? value : JSON.stringify(value);
}

function isPlain(value: string): boolean {
  try {
    const { a } = parse(`{a: ${value}}`) as { a: unknown };
    return a === value;
  } catch {
    return false;
  }
}

function flowText(value: Readonly<Record<string, string>>): string {
  return `{${Object.entries(value)
    .map(([key, member]) => `${key}: ${scalarText(member)}`)
    .join(", ")}}`;
}

function added(text: string, { key: before, value: node }: Pair, entry: string, isFlow: boolean): Splice[] {
  if (!isScalar(before) || !before.range || !(isScalar(node) || isCollection(node)) || !node.range) return [];
  const end = node.range[1];
  if (isFlow) return [{ start: end, end, text: `, ${entry}` }];
  const lineEnd = text.indexOf("\n", end);
  const column = before.range[0] - (text.lastIndexOf("\n", before.range[0]) + 1);
  const line = `${" ".repeat(column)}${entry}`;
  return lineEnd === -1
    ? [{ start: text.length, end: text.length, text: `\n${line}` }]
    : [{ start: lineEnd + 1, end: lineEnd + 1, text: `${line}\n` }];
}

function removedInFlow(text: string, { key, value: node }: Pair): Splice[] {
  if (!isScalar(key) || !key.range || !(isScalar(node) || isCollection(node)) || !node.range) return [];
  const comma = /,\s*$/.exec(text.slice(0, key.range[0]));
  return [{ start: key.range[0] - (comma?.[0].length ?? 0), end: node.range[1], text: "" }];
}

/** A block key goes with its whole lines; the first key of a list item shares its line with the dash and is never taken out. */
function removedLines(text: string, { key, value: node }: Pair): Splice[] {
  if (!isScalar(key) || !key.range || !(isScalar(node) || isCollection(node)) || !node.range) return [];
  const start = text.lastIndexOf("\n", key.range[0]) + 1;
  if (text.slice(start, key.range[0]).trim() !== "") return [];
  // The range of a block collection ends where the next key's line begins; that of a scalar within its line.
  const last = text[node.range[1] - 1] === "\n" ? node.range[1] - 1 : node.range[1];
  const lineEnd = text.indexOf("\n", last);
  return [{ start, end: lineEnd === -1 ? text.length : lineEnd + 1, text: "" }];
}
