import {
  isAlias,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  Scalar,
  type YAMLMap,
  type YAMLParseError,
} from "yaml";
import { Failure, failed } from "../api/fields.ts";
import type { Json, JsonObject } from "../api/json.ts";
import { readPlainYaml } from "../yaml/plain-yaml.ts";
import { resolvePlainScalar } from "./yaml-scalar.ts";

/**
 * Reads rendered text as sigs.k8s.io/yaml v1.6.0 does (go-yaml v2, then JSON): YAML 1.1, the first document only, the last of two
 * equal keys, keys as JSON text (`y:` is `"true"`), no NaN and no infinity. Empty text is null.
 */
export function readYaml(text: string): Json | Failure {
  const simple = simpleScalar(text);
  if (simple !== undefined) return simple;
  const plain = readPlainYaml(text, plainLimits);
  return plain === undefined ? readAnyText(text) : plain;
}

/** Rendered text has no limits of its own; what is larger is left to the full reader. */
const plainLimits = { depth: 100, values: 100_000 };

/** One line that holds nothing but a plain scalar: most rendered values are this, and need no parser. */
function simpleScalar(text: string): Json | undefined {
  const word = /^[ \n]*([A-Za-z0-9./+]|-[A-Za-z0-9])([A-Za-z0-9./_+-]*)[ \n]*$/.exec(text);
  if (word === null || text.includes("...")) return undefined;
  const { value } = resolvePlainScalar(`${word[1]}${word[2]}`);
  return typeof value === "number" && (value === 0 || !Number.isFinite(value)) ? undefined : value;
}

/** As {@link readYaml}, for all of YAML. */
export function readAnyText(text: string): Json | Failure {
  const document = parseDocument(text, {
    version: "1.1",
    schema: "failsafe",
    uniqueKeys: false,
    prettyErrors: false,
    strict: false,
    logLevel: "error",
  });
  const errors = document.errors.filter(({ code }) => code !== "MULTIPLE_DOCS");
  const rest = startOfRest(text, document.contents, errors);
  const error = errors.find(({ pos }) => pos[0] < rest);
  if (error !== undefined) return new Failure(`not YAML: ${error.message}`);
  if (document.warnings.some(({ code }) => code === "BAD_DIRECTIVE")) return new Failure("not YAML: unknown directive");
  const unterminated = text.endsWith("\n") ? undefined : text.length;
  const value = readNode(document.contents, { open: new Set(), anchors: new Map(), unterminated });
  return failed(value) ? value : asGoJson(value);
}

/**
 * Where text begins that is never looked at: what follows the first value, if it is indented less than a map or list without brackets.
 * (Another document is not looked at either, but that is no error to the parser.)
 */
function startOfRest(text: string, root: Node | null, errors: readonly YAMLParseError[]): number {
  const end = root?.range?.[1] ?? text.length;
  const start = errors.find(({ message, pos }) => pos[0] >= end && message.endsWith("at node end"))?.pos[0];
  // A character that starts no token is noticed even there.
  if (start === undefined || /[`@%]/.test(text[start] ?? "")) return text.length + 1;
  const isBlock = isCollection(root) && root.flow !== true;
  return isBlock && columnOf(text, start) >= columnOf(text, root.range?.[0] ?? 0) ? text.length + 1 : start;
}

function columnOf(text: string, position: number): number {
  return position - (text.lastIndexOf("\n", position - 1) + 1);
}

/** Go's JSON knows no infinity; it writes a negative zero as -0, which is read back as the integer 0. */
function asGoJson(value: Json): Json | Failure {
  if (typeof value === "number")
    return Number.isFinite(value) ? value + 0 : new Failure("not JSON: infinity, not a number, or a key that is no text");
  if (typeof value !== "object" || value === null) return value;
  for (const key of Object.keys(value)) {
    const container = value as JsonObject;
    const item = asGoJson(container[key]!);
    if (failed(item)) return item;
    if (item !== container[key] || Object.is(container[key], -0)) define(container, key, item);
  }
  return value;
}

/** The anchors seen so far, and the aliases being followed (a value must not contain itself). */
interface Reading {
  open: Set<Node>;
  anchors: Map<string, Node>;
  /** Where the text ends without a line break: a block scalar that ends there has none either. */
  unterminated: number | undefined;
}

function readNode(node: Node | null, reading: Reading): Json | Failure {
  if (node === null) return null;
  if (isAlias(node)) return aliased(node.source, reading, readNode);
  if ("anchor" in node && node.anchor !== undefined) reading.anchors.set(node.anchor, node);
  if (isScalar(node)) return scalarValue(node, reading);
  if (isMap(node)) return within(node, reading, () => mapValue(node, reading));
  if (isSeq(node)) {
    return within(node, reading, () => {
      const items: Json[] = [];
      for (const item of node.items) {
        const value = readNode(item as Node | null, reading);
        if (failed(value)) return value;
        items.push(value);
      }
      return items;
    });
  }
  return new Failure("not YAML: unexpected node");
}

function within<T>(node: Node, reading: Reading, read: () => T | Failure): T | Failure {
  if (reading.open.has(node)) return new Failure("not YAML: an anchor's value contains itself");
  reading.open.add(node);
  const value = read();
  reading.open.delete(node);
  return value;
}

function aliased<T>(name: string, reading: Reading, read: (node: Node, reading: Reading) => T | Failure): T | Failure {
  const target = reading.anchors.get(name);
  return target === undefined ? new Failure(`not YAML: unknown anchor ${name}`) : read(target, reading);
}

function mapValue(map: YAMLMap, reading: Reading): JsonObject | Failure {
  const result: JsonObject = {};
  for (const pair of map.items as Pair<Node | null, Node | null>[]) {
    const problem = isMerge(pair.key) ? merge(result, pair.value, reading) : setPair(result, pair, reading);
    if (problem !== undefined) return problem;
  }
  return result;
}

function setPair(into: JsonObject, pair: Pair<Node | null, Node | null>, reading: Reading): Failure | undefined {
  const key = keyOf(pair.key, reading);
  if (failed(key)) return key;
  const value = readNode(pair.value, reading);
  if (failed(value)) return value;
  define(into, key, key === refusedKey ? Number.NaN : value);
  return undefined;
}

/** A key may be `__proto__`; plain assignment would lose it. */
function define(into: JsonObject, key: string, value: Json): void {
  Object.defineProperty(into, key, { value, enumerable: true, configurable: true, writable: true });
}

function isMerge(key: Node | null): boolean {
  return isScalar(key) && key.source === "<<" && key.type === Scalar.PLAIN && (key.tag === undefined || key.tag.endsWith(":merge"));
}

/** `<<` takes over all keys of one map or of a list of maps, the first map last; what stands later in this map replaces them. */
function merge(into: JsonObject, node: Node | null, reading: Reading): Failure | undefined {
  const sources = isSeq(node) ? [...(node.items as (Node | null)[])].reverse() : [node];
  for (const source of sources) {
    const target = isAlias(source) ? reading.anchors.get(source.source) : source;
    if (!isMap(target)) return new Failure("not YAML: << needs a map or a list of maps");
    const value = readNode(source as Node, reading);
    if (failed(value)) return value;
    for (const [key, item] of Object.entries(value as JsonObject)) define(into, key, item);
  }
  return undefined;
}

/** Key of an entry that Go's JSON refuses; its value is refused as well, unless a later equal key replaces the map that it is in. */
const refusedKey = "\u0000";

/** A key as sigs.k8s.io/yaml writes it into JSON; null and an integer beyond 63 bits are refused, a map or a list is not even read. */
function keyOf(node: Node | null, reading: Reading): string | Failure {
  const plain =
    isScalar(node) && node.type === Scalar.PLAIN && node.tag === undefined ? resolvePlainScalar(String(node.value ?? "")) : undefined;
  if (plain?.type === "float") return floatKey(plain.value as number);
  if (plain?.integer !== undefined) return plain.integer < 2n ** 63n ? String(plain.integer) : refusedKey;
  const value = readNode(node, reading);
  if (failed(value)) return value;
  if (value === null) return refusedKey;
  return typeof value === "object" ? new Failure("not YAML: a key is a map or a list") : String(value);
}

/** A float key becomes the shortest text that is the same number in 32 bits, with an exponent from a million on (Go's format `g`). */
function floatKey(value: number): string {
  if (Number.isNaN(value)) return ".nan";
  if (Object.is(value, -0)) return "-0";
  if (!Number.isFinite(Math.fround(value))) return value > 0 ? ".inf" : "-.inf";
  const short = Math.fround(value);
  const digits = [1, 2, 3, 4, 5, 6, 7, 8, 9].find((count) => Math.fround(Number(short.toPrecision(count))) === short) ?? 9;
  const [mantissa, exponent] = short.toExponential(digits - 1).split("e") as [string, string];
  const power = Number(exponent);
  if (power >= -4 && power < 21 && (power < 6 || short === 0)) return String(Number(short.toPrecision(digits)));
  return `${mantissa}e${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;
}

function scalarValue(node: Scalar, reading: Reading): Json | Failure {
  const text = node.type === Scalar.PLAIN ? String(node.value ?? node.source ?? "") : contentOf(node, reading);
  const tag = node.tag === "!" ? undefined : node.tag;
  if (tag !== undefined) return taggedValue(tag, text);
  return node.type === Scalar.PLAIN ? resolvePlainScalar(text).value : text;
}

function contentOf(node: Scalar, { unterminated }: Reading): string {
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
  return fits ? resolved.value : new Failure(`not YAML: cannot read ${text} as ${name}`);
}

function decodeBase64(text: string): string | Failure {
  try {
    const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
    return new TextDecoder().decode(bytes);
  } catch {
    return new Failure("not YAML: !!binary is no base64");
  }
}
