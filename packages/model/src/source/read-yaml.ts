import { isAlias, isMap, isNode, isScalar, LineCounter, type Node, parseAllDocuments, visit } from "yaml";
import { type Diagnostic, type Place, problem } from "../diagnostics/diagnostic.ts";
import { placeOf } from "./positions.ts";

/** Path inside a document: keys and list indexes. */
export type SourcePath = readonly (string | number)[];

/** One source file as plain data that still knows where each part of it stands. */
export interface SourceDocument {
  file: string;
  value: unknown;
  place(path: SourcePath): Place;
}

const maxCharacters = 1024 * 1024;
const maxDepth = 64;
const forbiddenKeys = new Set(["__proto__", "constructor", "prototype"]);

/**
 * Parses one YAML document of a source file. Refuses what source files do without: anchors, aliases, tags, duplicate and
 * dangerous keys, several documents, enormous or deep ones. Never throws for any text.
 */
export function readYaml(file: string, text: string): { document?: SourceDocument; diagnostics: Diagnostic[] } {
  if (text.length > maxCharacters) return { diagnostics: [problem("CS1005", { file }, `The file has ${text.length} characters.`)] };
  const lines = new LineCounter();
  const parsed = tooDeep(text)
    ? undefined
    : parseAllDocuments(text, { lineCounter: lines, uniqueKeys: true, strict: true, keepSourceTokens: false });
  if (parsed === undefined) return { diagnostics: [problem("CS1005", { file }, "The file is nested too deeply.")] };
  const documents = Array.isArray(parsed) ? parsed : [];
  const [document] = documents;
  if (document === undefined || documents.length > 1 || document.contents === null) {
    return { diagnostics: [problem("CS1006", { file }, `Found ${documents.length} documents${document ? " or an empty one" : ""}.`)] };
  }
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col };
  };
  const diagnostics = document.errors.map((error) =>
    problem(error.code === "DUPLICATE_KEY" ? "CS1002" : "CS1001", at(error.pos[0]), firstLine(error.message)),
  );
  diagnostics.push(...refusedNodes(document.contents, at));
  if (diagnostics.length > 0) return { diagnostics };
  const root: Node = document.contents;
  return { document: { file, value: document.toJS({ maxAliasCount: 0 }), place: (path) => placeOf(root, lines, file, path) }, diagnostics };
}

/** A document whose value is known from before; the text is parsed only where a place in it is asked for. */
export function knownDocument(file: string, text: string, value: unknown): SourceDocument {
  let parsed: SourceDocument | undefined;
  const find = (path: SourcePath): Place => {
    parsed ??= readYaml(file, text).document;
    return parsed?.place(path) ?? { file };
  };
  return { file, value, place: (path) => latePlace(file, () => find(path)) };
}

/** A place that is looked for when somebody wants to know the line: most are asked for in case of a problem that is not there. */
function latePlace(file: string, find: () => Place): Place {
  let found: Place | undefined;
  const at = (): Place => {
    found ??= find();
    return found;
  };
  return {
    file,
    get line() {
      return at().line;
    },
    get column() {
      return at().column;
    },
  };
}

/** The parser recurses, so depth is measured on the text first: flow brackets and indentation of block levels. */
function tooDeep(text: string): boolean {
  let flow = 0;
  let deepest = 0;
  for (const character of text) {
    if (character === "[" || character === "{") deepest = Math.max(deepest, ++flow);
    else if ((character === "]" || character === "}") && flow > 0) flow--;
  }
  if (deepest > 4 * maxDepth) return true;
  return text.split("\n").some((line) => blockDepth(line) > maxDepth);
}

function blockDepth(line: string): number {
  const lead = /^[ \t]*((?:- +|\? +)*)/.exec(line);
  const indent = (lead?.[0] ?? "").length;
  return /^\s*(- |\? )/.test(line) ? indent / 2 : /^\s*[^\s#]+:(\s|$)/.test(line) ? indent / 2 : 0;
}

function refusedNodes(contents: Node, at: (offset: number) => Place): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  visit(contents, {
    Node(_key, node) {
      const offset = node.range?.[0] ?? 0;
      if (isAlias(node)) diagnostics.push(problem("CS1003", at(offset), `The alias *${node.source} is not allowed here.`));
      else if ("anchor" in node && node.anchor !== undefined) {
        diagnostics.push(problem("CS1003", at(offset), `The anchor &${String(node.anchor)} is not allowed here.`));
      } else if (node.tag !== undefined) diagnostics.push(problem("CS1003", at(offset), `The tag ${node.tag} is not allowed here.`));
    },
    Pair(_key, pair) {
      const key = isScalar(pair.key) ? pair.key.value : pair.key;
      const offset = isNode(pair.key) ? (pair.key.range?.[0] ?? 0) : 0;
      if (typeof key !== "string")
        diagnostics.push(problem("CS1001", at(offset), `The key ${String(isMap(key) ? "{…}" : key)} is not a text; quote it.`));
      else if (forbiddenKeys.has(key)) diagnostics.push(problem("CS1004", at(offset), `The key ${key} is not allowed.`));
    },
  });
  return diagnostics;
}

function firstLine(text: string): string {
  return (text.split("\n")[0] ?? text).replace(/ at line \d+, column \d+:?$/, ".");
}
