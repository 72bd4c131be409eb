import { InputProblem } from "./problem.ts";

/**
 * The documents of a YAML stream, with the line each starts at. Only lines that start with `---` separate documents, and only spaces and a
 * comment may follow there. Source: apimachinery v0.36, pkg/util/yaml/decoder.go, `YAMLReader.Read`.
 */
export function splitDocuments(text: string): { text: string; line: number }[] {
  // Carriage returns before line feeds go, as Go's line reader drops them.
  const all = text.includes("\r\n") ? text.replaceAll("\r\n", "\n") : text;
  const documents: { text: string; line: number }[] = [];
  let from = 0;
  let start = 1;
  let line = 1;
  let counted = 0;
  for (let at = separatorFrom(all, 0); at !== -1; at = separatorFrom(all, at + 1)) {
    line += lineFeeds(all, counted, at);
    counted = at;
    const end = all.indexOf("\n", at);
    const rest = all.slice(at + 3, end === -1 ? all.length : end).trim();
    if (rest !== "" && !rest.startsWith("#")) throw new InputProblem("syntax", `line ${line}: after --- only a comment may follow`);
    // The first separator belongs to the document that it opens.
    if (at === from) continue;
    documents.push({ text: all.slice(from, at), line: start });
    from = end === -1 ? all.length : end + 1;
    start = line + 1;
  }
  const last = all.slice(from);
  documents.push({ text: last.endsWith("\n") ? last : `${last}\n`, line: start });
  return documents;
}

/** Where the next line with a separator begins; -1 where there is none. */
function separatorFrom(text: string, position: number): number {
  if (position === 0 && text.startsWith("---")) return 0;
  const before = text.indexOf("\n---", Math.max(0, position - 1));
  return before === -1 ? -1 : before + 1;
}

function lineFeeds(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf("\n", from); at !== -1 && at < to; at = text.indexOf("\n", at + 1)) count++;
  return count;
}
