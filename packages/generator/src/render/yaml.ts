import { Document, type Scalar, visit } from "yaml";

/**
 * The project's one YAML writer. Output is read by Go (sigs.k8s.io/yaml, Helm, yaml.v3), which still knows YAML 1.1 words and numbers:
 * `compat` quotes those, lines are never folded, equal objects are never aliased, and what only Go reads as a line break or an octal number
 * is quoted here.
 */
export function toYaml(value: unknown): string {
  const document = new Document(value, { aliasDuplicateObjects: false, compat: "yaml-1.1", version: "1.2" });
  visit(document, {
    Scalar(_key, node) {
      if (typeof node.value === "string" && misreadByGo(node.value)) (node as Scalar).type = "QUOTE_DOUBLE";
    },
  });
  return document.toString({ lineWidth: 0, minContentWidth: 0, blockQuote: "literal" }).replace(foreignBreaks, escapeBreak);
}

/** Several documents in one stream. */
export function toYamlStream(values: readonly unknown[]): string {
  return values.map(toYaml).join("---\n");
}

const goOctal = /^[-+]?0o?[0-7_]+$/i;
const goNumber = /^[-+]?(\.?\d[\d_.eE+-]*|0x[0-9a-fA-F_]+|0b[01_]+)$/;
const foreignBreaks = /[\u0085\u2028\u2029\ufeff]/g;

function misreadByGo(text: string): boolean {
  return goOctal.test(text) || goNumber.test(text) || text.search(foreignBreaks) !== -1 || text === "=" || text === "<<";
}

/** Texts with such characters are double-quoted by now, where an escape can stand for them. */
function escapeBreak(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
