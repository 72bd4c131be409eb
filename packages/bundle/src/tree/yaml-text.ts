import { type Diagnostic, type Place, problem, type Result } from "@cstack/model";
import { Document, isMap, isNode, isScalar, LineCounter, parseDocument, visit } from "yaml";
import { textOf } from "./tree.ts";

/** One YAML document as plain data that still knows where its parts stand. */
export interface YamlFile {
  readonly value: unknown;
  /** The place of the value under a path of keys and indexes, or of the nearest thing above it that exists. */
  readonly place: (path: readonly (string | number)[]) => Place;
}

/**
 * Parses a YAML file of a tree. Unlike our own source files, trees may use anchors and merge keys: Go's YAML reads them too.
 * A syntax error or an unbounded alias expansion is CS1001.
 */
export function parseYaml(file: string, content: Uint8Array): Result<YamlFile> {
  const lines = new LineCounter();
  const document = parseDocument(textOf(content), { lineCounter: lines, merge: true });
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col };
  };
  if (document.errors.length > 0) {
    return { diagnostics: document.errors.map((error) => problem("CS1001", at(error.pos[0]), firstLine(error.message))) };
  }
  const place = (path: readonly (string | number)[]): Place => {
    for (let length = path.length; length > 0; length--) {
      const node = document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return at(node.range[0]);
    }
    return isMap(document.contents) && document.contents.range ? at(document.contents.range[0]) : { file };
  };
  try {
    return { value: { value: document.toJS(), place }, diagnostics: [] };
  } catch (error) {
    return { diagnostics: [problem("CS1001", { file }, `The document cannot be read: ${String(error)}.`)] };
  }
}

/** As parseYaml, and the document must be a mapping; anything else is the diagnostic of `otherwise`. */
export function parseMapping(
  file: string,
  content: Uint8Array,
  otherwise: (place: Place) => Diagnostic,
): Result<{ readonly value: Mapping; readonly place: YamlFile["place"] }> {
  const { value: parsed, diagnostics } = parseYaml(file, content);
  if (!parsed) return { diagnostics };
  const { value, place } = parsed;
  return isMapping(value) ? { value: { value, place }, diagnostics } : { diagnostics: [otherwise({ file })] };
}

export type Mapping = Readonly<Record<string, unknown>>;

export function isMapping(value: unknown): value is Mapping {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * YAML as Go's `sigs.k8s.io/yaml` prints it, so that packed files equal csctl's: keys sorted, sequences not indented, lines not folded; texts
 * that would read as another type in double quotes, others that need quotes in single ones.
 */
export function toSortedYaml(value: unknown): string {
  const document = new Document(value, { version: "1.1", sortMapEntries: true, aliasDuplicateObjects: false });
  visit(document, {
    Scalar(_key, scalar) {
      if (typeof scalar.value === "string" && readsAsOtherType(scalar.value)) scalar.type = "QUOTE_DOUBLE";
    },
  });
  return document.toString({ lineWidth: 0, indentSeq: false, singleQuote: true });
}

function readsAsOtherType(text: string): boolean {
  if (text === "") return true;
  const document = parseDocument(text, { version: "1.1" });
  return document.errors.length === 0 && isScalar(document.contents) && typeof document.contents.value !== "string";
}

function firstLine(message: string): string {
  return (message.split("\n")[0] ?? message).replace(/ at line \d+, column \d+:?$/, ".");
}
