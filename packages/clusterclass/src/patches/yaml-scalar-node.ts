import { Scalar } from "yaml";
import { Failure } from "../api/fields.ts";
import type { Json } from "../api/json.ts";
import { type ResolvedScalar, resolvePlainScalar } from "./yaml-scalar.ts";

/**
 * What a scalar of a document is in JSON, as sigs.k8s.io/yaml v1.6.0 has it; infinity and not a number are left for whoever knows where they stand.
 *
 * @param unterminated where the document's text ends, if it ends without a line break: a block scalar that ends there has none either
 */
export function scalarValue(node: Scalar, unterminated: number | undefined): Json | Failure {
  const text = node.type === Scalar.PLAIN ? String(node.value ?? node.source ?? "") : contentOf(node, unterminated);
  const tag = node.tag === "!" ? undefined : node.tag;
  if (tag !== undefined) return taggedValue(tag, text);
  return node.type === Scalar.PLAIN ? plainValue(resolvePlainScalar(text)) : text;
}

/** Whether a number of JavaScript stands for another integer, or would be written in another way. */
export function isInexact({ integer, value }: ResolvedScalar): boolean {
  return integer !== undefined && String(value) !== String(integer);
}

function plainValue(scalar: ResolvedScalar): Json | Failure {
  if (!isInexact(scalar)) return scalar.value;
  return new Failure(`the integer ${scalar.integer} is too large to be held exactly`, { undecided: true });
}

function contentOf(node: Scalar, unterminated: number | undefined): string {
  const text = String(node.value ?? "");
  const isBlock = node.type === Scalar.BLOCK_LITERAL || node.type === Scalar.BLOCK_FOLDED;
  return isBlock && node.range?.[1] === unterminated ? text.replace(/\n$/, "") : text;
}

/** A scalar with an explicit tag: the tag must fit, an unknown tag leaves text. */
function taggedValue(tag: string, text: string): Json | Failure {
  const name = tag.replace(/^tag:yaml\.org,2002:/, "");
  if (name === "binary") return decodeBase64(text);
  if (!["bool", "int", "float", "null"].includes(name)) return text;
  const resolved = resolvePlainScalar(text);
  const fits = resolved.type === name || (name === "float" && resolved.type === "int");
  return fits ? plainValue(resolved) : new Failure(`not YAML: cannot read ${text} as ${name}`);
}

function decodeBase64(text: string): string | Failure {
  try {
    const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
    return new TextDecoder().decode(bytes);
  } catch {
    return new Failure("not YAML: !!binary is no base64");
  }
}
