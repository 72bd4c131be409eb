import { InputProblem } from "./problem.ts";

/**
 * The documents of a YAML stream, with the line each starts at. Only lines that start with `---` separate documents, and only spaces and a
 * comment may follow there. Source: apimachinery v0.36, pkg/util/yaml/decoder.go, `YAMLReader.Read`.
 */
export function splitDocuments(text: string): { text: string; line: number }[] {
  const documents: { text: string; line: number }[] = [];
  let lines: string[] = [];
  let start = 1;
  // Carriage returns before line feeds go, as Go's line reader drops them.
  for (const [index, line] of linesOf(text).entries()) {
    if (!line.startsWith("---")) {
      lines.push(line);
      continue;
    }
    const rest = line.slice(3).trim();
    if (rest !== "" && !rest.startsWith("#")) throw new InputProblem("syntax", `line ${index + 1}: after --- only a comment may follow`);
    if (lines.length > 0) {
      documents.push({ text: `${lines.join("\n")}\n`, line: start });
      lines = [];
      start = index + 2;
      continue;
    }
    // The first separator belongs to the document that it opens.
    lines.push(line);
  }
  documents.push({ text: `${lines.join("\n")}\n`, line: start });
  return documents;
}

// A line feed ends a line: after the last one there is no further line.
function linesOf(text: string): string[] {
  const lines = text.split(/\r?\n/);
  return lines.at(-1) === "" ? lines.slice(0, -1) : lines;
}
