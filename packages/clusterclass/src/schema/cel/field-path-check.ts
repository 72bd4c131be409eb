import { childPath, keyPath } from "../field-path.ts";
import { propertyEntries, propertySchema, type StructuralSchema, valueSchema } from "../structural-schema.ts";

const ESCAPES: Record<string, string> = { a: "\x07", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v", "'": "'", "\\": "\\" };

/**
 * The `fieldPath` of a rule as a Kubernetes field path (`.a.b`, `.a['key']`), or why it does not refer to a field of the schema.
 * Source: k8s.io/apiextensions-apiserver v0.36, pkg/apiserver/schema/cel/validation.go, ValidFieldPath.
 */
export function resolveFieldPath(text: string, schema: StructuralSchema): { path: string } | { error: string } {
  let node: StructuralSchema | undefined = schema;
  let path = "";
  const tokens = tokenize(text);
  for (let i = 0; i < tokens.length; i++) {
    const step = readStep(tokens, i);
    if ("error" in step) return step;
    i = step.last;
    if (node === undefined) return { error: "does not refer to a valid field" };
    if (propertyEntries(node).length > 0) {
      path = childPath(path, step.name);
      node = propertySchema(node, step.name);
      if (node === undefined) return { error: "does not refer to a valid field" };
    } else if (node.additionalProperties !== undefined) {
      path = keyPath(path, step.name);
      node = valueSchema(node);
    } else {
      return { error: "does not refer to a valid field" };
    }
  }
  return { path };
}

function readStep(tokens: string[], at: number): { name: string; last: number } | { error: string } {
  const token = tokens[at];
  const next = tokens[at + 1];
  if (token !== "." && token !== "[") return { error: `expected [ or . but got: ${token}` };
  if (next === undefined) return { error: "unexpected end of JSON path" };
  if (token === ".") return { name: next, last: at + 1 };
  if (next.length < 2 || !next.startsWith("'") || !next.endsWith("'")) return { error: `expected single quoted string but got ${next}` };
  const name = unescapeQuoted(next.slice(1, -1));
  if (name === undefined) return { error: "invalid string literal" };
  return tokens[at + 2] === "]" ? { name, last: at + 2 } : { error: "expected ]" };
}

/** Delimiters are tokens of their own, except inside of quotes. */
function tokenize(text: string): string[] {
  return text.match(/'(?:[^'\\]|\\.|(?<=\\)')*'|[.[\]]|[^.[\]]+/gs) ?? [];
}

function unescapeQuoted(text: string): string | undefined {
  let valid = true;
  const result = text.replace(/\\(.)/g, (_, char: string) => {
    valid &&= Object.hasOwn(ESCAPES, char);
    return ESCAPES[char] ?? "";
  });
  return valid ? result : undefined;
}
