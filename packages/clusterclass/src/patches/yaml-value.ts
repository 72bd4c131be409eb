import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, parseDocument, Scalar, type YAMLMap } from "yaml";
import { Failure, failed } from "../api/fields.ts";
import type { Json, JsonObject } from "../api/json.ts";
import { resolvePlainScalar } from "./yaml-scalar.ts";

/**
 * Reads rendered text as sigs.k8s.io/yaml v1.6.0 does (go-yaml v2, then JSON): YAML 1.1, the first document only, the last of two
 * equal keys, keys as JSON text (`y:` is `"true"`), no NaN and no infinity. Empty text is null.
 */
export function readYaml(text: string): Json | Failure {
  const simple = simpleScalar(text);
  if (simple !== undefined) return simple;
  const json = simpleJson(text);
  return json !== undefined ? json : readDocument(text);
}

/** One line that holds nothing but a plain scalar: most rendered values are this, and need no parser. */
function simpleScalar(text: string): Json | undefined {
  const word = /^[ \n]*([A-Za-z0-9./+]|-[A-Za-z0-9])([A-Za-z0-9./_+-]*)[ \n]*$/.exec(text);
  if (word === null || text.includes("...")) return undefined;
  const { value } = resolvePlainScalar(`${word[1]}${word[2]}`);
  return typeof value === "number" && !Number.isFinite(value) ? undefined : value;
}

/** JSON in which no character means anything else in YAML; numbers that Go reads differently are left to the parser. */
function simpleJson(text: string): Json | undefined {
  const start = text[0];
  if ((start !== "{" && start !== "[" && start !== '"') || /[\\\t\r\n\u0080-\uffff]|[0-9][eE]|-0/.test(text) || text.length > 1000) return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

function readDocument(text: string): Json | Failure {
  const document = parseDocument(text, {
    version: "1.1",
    schema: "failsafe",
    uniqueKeys: false,
    prettyErrors: false,
    strict: false,
    logLevel: "error",
  });
  const error = document.errors.find(({ code }) => code !== "MULTIPLE_DOCS");
  if (error !== undefined) return new Failure(`not YAML: ${error.message}`);
  return valueOf(document.contents, { open: new Set(), anchors: new Map() });
}

/** The anchors seen so far, and the aliases being followed (a value must not contain itself). */
interface Reading {
  open: Set<Node>;
  anchors: Map<string, Node>;
}

function valueOf(node: Node | null, reading: Reading): Json | Failure {
  if (node === null) return null;
  if (isAlias(node)) return aliased(node.source, reading, valueOf);
  if ("anchor" in node && node.anchor !== undefined) reading.anchors.set(node.anchor, node);
  if (isScalar(node)) return scalarValue(node);
  if (isMap(node)) return within(node, reading, () => mapValue(node, reading));
  if (isSeq(node)) {
    return within(node, reading, () => {
      const items: Json[] = [];
      for (const item of node.items) {
        const value = valueOf(item as Node | null, reading);
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
  const value = valueOf(pair.value, reading);
  if (failed(value)) return value;
  define(into, key, value);
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
    const value = valueOf(source as Node, reading);
    if (failed(value)) return value;
    for (const [key, item] of Object.entries(value as JsonObject)) define(into, key, item);
  }
  return undefined;
}

/** A key as sigs.k8s.io/yaml writes it into JSON; null, a map or a list cannot be a key. */
function keyOf(node: Node | null, reading: Reading): string | Failure {
  const value = valueOf(node, reading);
  if (failed(value)) return value;
  if (typeof value === "number") return numberKey(value);
  if (typeof value === "boolean" || typeof value === "string") return String(value);
  return new Failure("not YAML: a key is null, a map or a list");
}

/** A float becomes text at the precision of 32 bits, an integer as it is. */
function numberKey(value: number): string {
  if (Number.isInteger(value)) return String(value);
  const short = Math.fround(value);
  for (let digits = 1; digits <= 9; digits++) {
    const text = Number(short.toPrecision(digits));
    if (Math.fround(text) === short) return String(text);
  }
  return String(short);
}

function scalarValue(node: Scalar): Json | Failure {
  const text = node.source ?? "";
  const tag = node.tag;
  if (node.type !== Scalar.PLAIN && (tag === undefined || tag === "!")) return String(node.value ?? "");
  if (node.type !== Scalar.PLAIN) return taggedValue(tag!, String(node.value ?? ""));
  if (tag === undefined) return finite(resolvePlainScalar(String(node.value ?? text)).value);
  return taggedValue(tag, String(node.value ?? text));
}

/** A scalar with an explicit tag: the tag must fit, an unknown tag leaves text. */
function taggedValue(tag: string, text: string): Json | Failure {
  const name = tag.replace(/^tag:yaml\.org,2002:/, "");
  if (name === "binary") return decodeBase64(text);
  if (!["bool", "int", "float", "null"].includes(name)) return text;
  const resolved = resolvePlainScalar(text);
  const fits = resolved.type === name || (name === "float" && resolved.type === "int");
  return fits ? finite(resolved.value) : new Failure(`not YAML: cannot read ${text} as ${name}`);
}

function finite(value: Json): Json | Failure {
  return typeof value === "number" && !Number.isFinite(value) ? new Failure("not JSON: infinity or not a number") : value;
}

function decodeBase64(text: string): string | Failure {
  try {
    const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
    return new TextDecoder().decode(bytes);
  } catch {
    return new Failure("not YAML: !!binary is no base64");
  }
}
