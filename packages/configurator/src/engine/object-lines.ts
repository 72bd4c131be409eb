import {
  childPath,
  type ExplainedValue,
  type FieldChange,
  isAtOrBelow,
  isObject,
  type Json,
  type JsonObject,
  markedValues,
} from "@cstack/clusterclass";

/** One line of an object as YAML, and what is to be said about it. */
export interface ObjectLine {
  indent: number;
  text: string;
  /** Field path, as in findings. */
  path: string;
  /** It came from a variable, or a variable switched it on. */
  marked: boolean;
  /** On the first line of a marked part: the variables and the patch. */
  origin?: { variables: string[]; enabledBy: string[]; patch: string };
  /** It differs from what it would be without any variable set. */
  changed: boolean;
}

/** Lines that show an object as YAML, with what variables made of it and what differs from the defaults. */
export function objectLines(object: JsonObject, explained: readonly ExplainedValue[], changes: readonly FieldChange[]): ObjectLine[] {
  const marks = markedValues(object, explained);
  const origins = new Map<string, ObjectLine["origin"]>();
  return linesOf(object, 0, "").map((line) => {
    const mark = marks.find(({ path }) => isAtOrBelow(line.path, path));
    const changed = changes.some(({ path }) => isAtOrBelow(line.path, path));
    if (mark === undefined) return { ...line, marked: false, changed };
    const { variables, enabledBy, patchName } = mark.origin;
    const isFirst = !origins.has(mark.path);
    const origin = { variables, enabledBy: enabledBy.filter((name) => !variables.includes(name)), patch: patchName };
    origins.set(mark.path, origin);
    return { ...line, marked: true, changed, ...(isFirst ? { origin } : {}) };
  });
}

type PlainLine = Pick<ObjectLine, "indent" | "text" | "path">;

function linesOf(value: JsonObject, indent: number, path: string): PlainLine[] {
  return Object.entries(value).flatMap(([name, member]) => entryLines(`${scalarText(name)}:`, member, indent, childPath(path, name)));
}

/** `head` with its value: behind it, or in the lines below. */
function entryLines(head: string, value: Json, indent: number, path: string): PlainLine[] {
  if (Array.isArray(value) && value.length > 0) {
    return [{ indent, text: head, path }, ...value.flatMap((item, index) => itemLines(item, indent + 1, `${path}[${index}]`))];
  }
  if (isObject(value) && Object.keys(value).length > 0) return [{ indent, text: head, path }, ...linesOf(value, indent + 1, path)];
  if (typeof value === "string" && value.includes("\n")) {
    const lines = value.replace(/\n$/, "").split("\n");
    return [{ indent, text: `${head} |`, path }, ...lines.map((text) => ({ indent: indent + 1, text, path }))];
  }
  return [{ indent, text: `${head} ${scalarText(value)}`, path }];
}

function itemLines(item: Json, indent: number, path: string): PlainLine[] {
  if (!isObject(item) || Object.keys(item).length === 0) return entryLines("-", item, indent, path);
  const [first, ...others] = linesOf(item, indent + 1, path);
  return [{ ...first!, indent, text: `- ${first!.text}` }, ...others];
}

/** A scalar in one line: plain where nobody can take it for something else, else as JSON, which YAML reads. */
function scalarText(value: Json): string {
  if (typeof value !== "string") return JSON.stringify(value);
  return /^[A-Za-z/][\w./-]*$/.test(value) && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(value) ? value : JSON.stringify(value);
}
